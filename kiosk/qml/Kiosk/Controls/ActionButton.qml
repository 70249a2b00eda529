import QtQuick
import Kiosk.Theme
import Kiosk.Python
import "phrases.js" as Phrases

// A button of the snapshot: filled for the one next step, outlined for everything else.
Touch {
    id: action

    required property var button
    property bool filled: false
    property bool iconFirst: !filled
    property string tone: "note"
    // what is told to the core; "" where the screen itself knows what to do
    property string pressId: button ? button.id : ""
    property TypeRole role: filled ? Type.button : Type.second
    readonly property color inkNow: filled ? (pressed && Theme.contrast ? "#000000" : Theme.textOnPrimary) : Theme.toneInk(tone)
    readonly property int wantedIcon: !button || button.icon === "" ? 0 : Zones.compact ? 36 : 44
    // a word too long for its button drops the icon first, then a size; it is never cut
    readonly property bool roomForIcon: metrics.advanceWidth + wantedIcon + 16 + 32 <= width
    readonly property int iconSize: roomForIcon ? wantedIcon : 0
    readonly property TypeRole fitting: roomForIcon || metrics.advanceWidth + 24 <= width ? role : metrics.advanceWidth * Type.strong.px / role.px + 24 <= width ? Type.strong : Type.smallStrong

    controlId: button ? button.id : ""
    spoken: button ? button.text : ""
    counts: false
    visible: !!button
    implicitHeight: button ? Zones.actionHeight : 0
    implicitWidth: metrics.advanceWidth + wantedIcon + 80
    onTapped: if (pressId !== "") Bridge.press(pressId)

    TextMetrics {
        id: metrics

        text: action.button ? action.button.text : ""
        font.family: Type.family
        font.pixelSize: action.role.px
        font.bold: action.role.bold
    }

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
            visible: action.iconSize > 0
            size: action.iconSize
            colour: action.inkNow
        }

        Words {
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, action.width - 24 - (action.iconSize > 0 ? action.iconSize + 16 : 0))
            readonly property bool oneLine: metrics.advanceWidth * role.px / action.role.px + 24 <= action.width

            role: action.fitting
            text: action.button ? oneLine ? action.button.text : Phrases.inTwo(action.button.text, (action.width - 24) / role.px) : ""
            color: action.inkNow
            horizontalAlignment: Text.AlignHCenter
            Accessible.ignored: true
        }
    }
}
