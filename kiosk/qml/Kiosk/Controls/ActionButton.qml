import QtQuick
import Kiosk.Theme
import Kiosk.Python

// A button of the snapshot: filled for the one next step, outlined for everything else.
Touch {
    id: action

    required property var button
    property bool filled: false
    property bool iconFirst: !filled
    property string tone: "note"
    property TypeRole role: filled ? Type.button : Type.second
    readonly property color inkNow: filled ? (pressed && Theme.contrast ? "#000000" : Theme.textOnPrimary) : Theme.toneInk(tone)
    readonly property int iconSize: !button || button.icon === "" ? 0 : Zones.compact ? 36 : 44

    controlId: button ? button.id : ""
    spoken: button ? button.text : ""
    visible: !!button
    implicitHeight: Zones.actionHeight
    implicitWidth: row.implicitWidth + 64
    onTapped: Bridge.press(button.id)

    Rectangle {
        anchors.fill: parent
        radius: Theme.controlRadius
        color: action.filled ? (action.pressed ? Theme.primaryPressed : Theme.primary) : action.pressed ? Theme.tint : Theme.surface
        border.width: action.filled ? 0 : Theme.stroke
        border.color: Theme.toneInk(action.tone)
    }

    Row {
        id: row

        anchors.centerIn: parent
        layoutDirection: action.iconFirst ? Qt.LeftToRight : Qt.RightToLeft
        spacing: 16

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: action.button ? action.button.icon : ""
            size: action.iconSize
            colour: action.inkNow
        }

        Words {
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, action.width - 48 - (action.iconSize > 0 ? action.iconSize + 16 : 0))
            role: action.role
            text: action.button ? action.button.text : ""
            color: action.inkNow
            horizontalAlignment: Text.AlignHCenter
            Accessible.ignored: true
        }
    }
}
