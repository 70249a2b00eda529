import QtQuick
import Kiosk.Theme

// One key of an on-screen keyboard.
Touch {
    id: cap

    property string face
    property string icon: ""
    property bool strong: false

    spoken: face

    Rectangle {
        anchors.fill: parent
        radius: Theme.controlRadius
        color: cap.pressed ? (cap.strong ? Theme.primaryPressed : Theme.tint) : cap.strong ? Theme.primary : Theme.surface
        border.width: cap.strong ? 0 : Theme.stroke
        border.color: Theme.line
    }

    Icon {
        id: sign

        anchors.centerIn: parent
        anchors.horizontalCenterOffset: label.visible ? -label.implicitWidth / 2 - 6 : 0
        name: cap.icon
        size: 40
        colour: cap.strong ? Theme.textOnPrimary : Theme.ink
    }

    Words {
        id: label

        anchors.centerIn: parent
        anchors.horizontalCenterOffset: sign.visible ? 26 : 0
        visible: text !== ""
        role: cap.face.length > 1 ? Type.label : Type.row
        text: cap.face
        color: cap.strong ? Theme.textOnPrimary : Theme.ink
        Accessible.ignored: true
    }
}
