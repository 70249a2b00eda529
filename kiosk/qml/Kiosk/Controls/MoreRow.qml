import QtQuick
import Kiosk.Theme

// The way to the next leaf of the same page.
Touch {
    id: more

    property string text
    property string icon: "down"

    controlId: "more"
    spoken: text

    Rectangle {
        anchors.fill: parent
        radius: Theme.controlRadius
        color: more.pressed ? Theme.tint : Theme.surface
        border.width: Theme.stroke
        border.color: Theme.primary
    }

    Row {
        anchors.centerIn: parent
        spacing: 16

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: more.icon
            size: 40
        }

        Words {
            role: Type.second
            text: more.text
            color: Theme.primary
            Accessible.ignored: true
        }
    }
}
