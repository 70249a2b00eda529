import QtQuick
import Kiosk.Theme

// 「为什么问这个」: a bar at the left, the reason beside it.
Block {
    id: note

    property string title
    property string text

    counts: false
    leafTitle: title
    implicitHeight: text !== "" ? words.implicitHeight : 0

    Rectangle {
        width: 8
        height: parent.height
        color: Theme.primary
    }

    Column {
        id: words

        x: 36
        width: parent.width - 36

        Words {
            width: parent.width
            visible: note.text !== ""
            role: Type.strong
            text: note.title
            color: Theme.primary
        }

        Words {
            width: parent.width
            text: note.text
        }
    }
}
