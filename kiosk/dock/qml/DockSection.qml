pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// One place of the counter, with the device's cable at the right edge of its title.
Rectangle {
    id: section

    property string title
    property string english
    property var state_: ({})
    property string device: ""
    property var dock
    default property alias content: body.data
    readonly property bool answers: state_.changes !== undefined
    readonly property bool plugged: answers && state_.plugged === true

    implicitHeight: body.y + body.implicitHeight + 12
    color: Theme.surface
    radius: 8
    border.width: 1
    border.color: Theme.hair

    Rectangle {
        width: 4
        height: 18
        x: 12
        y: 13
        radius: 2
        color: !section.answers ? Theme.err : section.plugged ? Theme.primary : Theme.track
    }
    Text {
        x: 24
        y: 11
        text: section.title
        color: Theme.ink
        font.pixelSize: 16
        font.bold: true

        Text {
            anchors.left: parent.right
            anchors.leftMargin: 8
            anchors.baseline: parent.baseline
            text: section.answers ? section.english : "不回答 · no answer"
            color: section.answers ? Theme.ink2 : Theme.err
            font.pixelSize: 12
        }
    }
    DockButton {
        anchors.right: parent.right
        anchors.rightMargin: 10
        y: 7
        height: 28
        visible: section.device !== ""
        live: section.answers
        label: section.plugged ? "拔线" : "插上"
        objectName: "dock:cable:" + section.device
        tone: "warn"
        on: section.answers && !section.plugged
        onPressed: section.dock.act(section.device, section.plugged ? "unplug" : "plug", {})
    }
    Column {
        id: body

        x: 12
        y: 42
        width: parent.width - 24
        spacing: 8
    }
}
