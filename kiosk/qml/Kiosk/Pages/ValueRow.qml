import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// One value: masked ones lift their tape while held, at most three seconds, and for three seconds after a tap.
Item {
    id: valueRow

    required property var row
    required property var words
    readonly property bool masked: row.value.kind === "Masked"
    readonly property bool stacked: Theme.elder && Zones.portrait
    readonly property int column: stacked ? 0 : Theme.elder ? 236 : Zones.compact ? 176 : /^[\x20-\x7e]/.test(row.label) ? 264 : 208
    // what stands at the right end: the eye, then the way to change it
    readonly property real editEdge: row.edit ? edit.width + Theme.gap : 0
    readonly property real edge: editEdge + (masked ? 80 : 0)
    property bool lifted: false

    implicitHeight: Math.max(Zones.target + Theme.gap, stacked ? 0 : label.implicitHeight + 24, (stacked ? 8 + label.implicitHeight : 12) + Math.max(value.implicitHeight, full.implicitHeight) + 12)

    Words {
        id: label

        y: valueRow.stacked ? 8 : (parent.height - height) / 2
        width: valueRow.stacked ? parent.width - valueRow.edge : valueRow.column - 12
        role: Type.label
        text: valueRow.row.label
        color: Theme.ink2
    }

    Words {
        id: value

        x: valueRow.column
        y: valueRow.stacked ? label.y + label.height : (parent.height - height) / 2
        visible: !valueRow.masked
        width: parent.width - x - valueRow.edge
        role: Type.value
        text: valueRow.masked ? " " : valueRow.row.value
    }

    Tape {
        x: valueRow.column
        anchors.verticalCenter: value.verticalCenter
        visible: valueRow.masked && !valueRow.lifted
        head: valueRow.masked ? valueRow.row.value.head : ""
        tail: valueRow.masked ? valueRow.row.value.tail : ""
        hidden: valueRow.masked ? valueRow.row.value.full.length - head.length - tail.length : 0
        limit: value.width
    }

    Words {
        id: full

        x: valueRow.column
        anchors.verticalCenter: value.verticalCenter
        width: value.width
        visible: valueRow.lifted
        role: Type.value
        text: valueRow.masked ? valueRow.row.value.full : ""
    }

    HoldTouch {
        y: (parent.height - height) / 2
        width: parent.width - valueRow.editEdge
        height: parent.height - Theme.gap
        visible: valueRow.masked
        spoken: valueRow.words.reveal + " " + valueRow.row.label
        controlId: "reveal:" + valueRow.row.label
        onLiftedChanged: valueRow.lifted = lifted
    }

    ActionButton {
        id: edit

        anchors { right: parent.right; verticalCenter: parent.verticalCenter }
        width: Math.max(Zones.target, implicitWidth - 24)
        height: Zones.target
        role: Type.step
        button: valueRow.row.edit
    }

    Rule {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
