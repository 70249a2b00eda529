import QtQuick
import Kiosk.Theme

// One node on the line: done, now, later, waiting or refused differ in shape, sign and colour.
Item {
    id: node

    property string state_: "now"
    property bool big: false
    // one of several in a timeline: all the same size
    property bool plain: false
    readonly property int d: plain ? 44 : big ? 60 : state_ === "now" ? 48 : state_ === "refused" ? 56 : state_ === "done" ? 36 : 44

    width: d
    height: d

    Rectangle {
        anchors.fill: parent
        radius: width / 2
        color: node.state_ === "done" ? Theme.primary : node.state_ === "refused" ? Theme.err : node.state_ === "waiting" ? Theme.warnBg : Theme.bg
        border.width: node.state_ === "now" ? 14 : node.state_ === "later" ? 5 : node.state_ === "waiting" ? 5 : 0
        border.color: node.state_ === "now" ? Theme.primary : node.state_ === "waiting" ? Theme.warn : Theme.line
    }

    Icon {
        anchors.centerIn: parent
        visible: node.state_ === "done" || node.state_ === "refused" || node.state_ === "waiting"
        name: node.state_ === "done" ? "check" : node.state_ === "refused" ? "cross" : "clock"
        size: node.d * 0.5
        weight: 3
        colour: node.state_ === "waiting" ? Theme.warn : Theme.contrast ? "#000000" : "#FFFFFF"
    }
}
