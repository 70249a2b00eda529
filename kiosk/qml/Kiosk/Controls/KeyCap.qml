import QtQuick
import Kiosk.Theme

// One key of an on-screen keyboard.
Touch {
    id: cap

    property string face
    property string icon: ""
    property bool strong: false
    property bool large: false
    readonly property color inkNow: strong ? (pressed && Theme.contrast ? "#000000" : Theme.textOnPrimary) : Theme.ink

    spoken: face

    Rectangle {
        anchors.fill: parent
        radius: Theme.controlRadius
        color: cap.pressed ? (cap.strong ? Theme.primaryPressed : Theme.tint) : cap.strong ? Theme.primary : Theme.surface
        border.width: cap.strong ? 0 : Theme.stroke
        border.color: Theme.line
    }

    Row {
        anchors.centerIn: parent
        spacing: 12

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: cap.icon
            size: 40
            colour: cap.inkNow
        }

        Words {
            anchors.verticalCenter: parent.verticalCenter
            visible: text !== "" && (cap.icon === "" || implicitWidth + 52 + 16 < cap.width)
            role: cap.large ? Type.h2 : cap.face.length > 1 ? Type.small : Type.row
            width: Math.min(implicitWidth, cap.width - 10)
            wrapMode: Text.NoWrap
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: 26
            text: cap.face
            color: cap.inkNow
            Accessible.ignored: true
        }
    }
}
