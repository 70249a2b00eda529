import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// The line down the left edge: solid has happened, dots are still to come and turn to the primary.
Item {
    id: pageLine

    required property var heading
    required property real nodeY
    property real doneY: 0
    property bool toPrimary: false
    property string nodeState: current
    property bool big: false
    property bool dotted: true
    property real solidTo: 0
    property real dotsTo: Zones.panelBottom
    readonly property var nodes: heading.progress ? heading.progress.nodes : []
    readonly property string current: {
        const open = nodes.filter(node => node !== "done" && node !== "later");
        return open.length > 0 ? open[0] : nodes.length > 0 && nodes.every(node => node === "done") ? "done" : "now";
    }
    readonly property int done: nodes.indexOf(current) > 0 ? nodes.indexOf(current) : 0
    readonly property int x0: Zones.lineX
    readonly property real ringY: Zones.headHeight / 2

    Rectangle {
        x: pageLine.x0 - 4
        y: pageLine.ringY
        width: 8
        height: Math.max(pageLine.nodeY, pageLine.solidTo) - y
        color: Theme.primary
    }

    Node {
        visible: pageLine.done > 0
        state_: "done"
        x: pageLine.x0 - width / 2
        y: pageLine.doneY - (Zones.portrait ? 20 : 0) - height / 2
    }

    Node {
        state_: pageLine.nodeState
        big: pageLine.big
        x: pageLine.x0 - width / 2
        y: pageLine.nodeY - height / 2
    }

    Dots {
        visible: pageLine.dotted
        readonly property real from: Math.max(pageLine.nodeY, pageLine.solidTo) + 40

        points: Zones.portrait && pageLine.toPrimary ? [Qt.point(pageLine.x0, from), Qt.point(pageLine.x0, Zones.wayY + 4), Qt.point(Zones.primaryX + 48, Zones.wayY + 4), Qt.point(Zones.primaryX + 48, Zones.actionY)] : [Qt.point(pageLine.x0, from), Qt.point(pageLine.x0, pageLine.dotsTo)]
    }
}
