import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// A shut door: number where there is room for it, handle.
Rectangle {
    id: door

    property string label

    color: Theme.contrast ? "#000000" : "#F3F3F1"
    radius: 3
    border.width: 2
    border.color: Theme.contrast ? "#FFFFFF" : "#9AA8A4"

    Words {
        x: 14
        y: Math.min(10, (parent.height - implicitHeight) / 2)
        visible: door.height >= 44 && door.width >= 96
        wrapMode: Text.NoWrap
        role: Type.small
        font.pixelSize: Theme.elder ? 36 : 26
        text: door.label
        color: Theme.ink2
    }

    Rectangle {
        anchors { right: parent.right; rightMargin: 12; verticalCenter: parent.verticalCenter }
        width: 8
        height: Math.min(24, parent.height * 0.5)
        radius: 4
        color: Theme.contrast ? "#FFFFFF" : "#9AA8A4"
    }
}
