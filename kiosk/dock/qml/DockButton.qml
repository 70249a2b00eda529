pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// A button of the dock: `on` means that this is how things are now.
Rectangle {
    id: button

    property string label
    property string caption: ""
    property bool on: false
    property string tone: "plain"
    property bool live: true
    readonly property color toneInk: tone === "warn" ? Theme.warn : tone === "err" ? Theme.err : Theme.primary

    signal pressed

    objectName: "dock:" + label
    implicitWidth: Math.max(name.implicitWidth, note.implicitWidth) + 24
    implicitHeight: caption === "" ? 36 : 54
    radius: 8
    color: on ? toneInk : area.pressed ? Theme.tint : Theme.surface
    border.width: on ? 0 : 1
    border.color: live ? Theme.line : Theme.hair
    opacity: live ? 1 : 0.45

    Column {
        anchors.left: parent.left
        anchors.leftMargin: 12
        anchors.right: parent.right
        anchors.rightMargin: 12
        anchors.verticalCenter: parent.verticalCenter
        spacing: 1

        Text {
            id: name

            width: parent.width
            text: button.label
            color: button.on ? Theme.textOnPrimary : Theme.ink
            font.pixelSize: 15
            font.bold: button.on
            elide: Text.ElideRight
            horizontalAlignment: button.caption === "" ? Text.AlignHCenter : Text.AlignLeft
        }
        Text {
            id: note

            width: parent.width
            visible: text !== ""
            text: button.caption
            color: button.on ? Theme.textOnPrimary : Theme.ink2
            font.pixelSize: 12
            elide: Text.ElideRight
        }
    }
    MouseArea {
        id: area

        anchors.fill: parent
        enabled: button.live
        onClicked: button.pressed()
    }
}
