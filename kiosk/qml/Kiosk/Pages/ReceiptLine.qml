import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// Where the slip comes out, with an arrow that way.
Block {
    id: line

    property string text
    property bool arrow: true

    counts: false
    implicitHeight: text === "" ? 0 : Math.max(48, words.implicitHeight)

    Words {
        id: words

        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - 100
        role: Type.strong
        text: line.text
    }

    Icon {
        x: parent.width - 80
        anchors.verticalCenter: parent.verticalCenter
        visible: line.arrow
        name: "down"
        size: 56
        weight: 2.5
    }
}
