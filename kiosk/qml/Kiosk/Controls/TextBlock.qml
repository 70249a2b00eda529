import QtQuick

// Running text as a block of a page.
Block {
    id: block

    property alias text: words.text
    property alias role: words.role
    property alias color: words.color

    counts: false
    implicitHeight: text === "" ? 0 : words.implicitHeight

    Words {
        id: words

        width: parent.width
    }
}
