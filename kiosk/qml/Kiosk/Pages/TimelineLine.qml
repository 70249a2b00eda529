pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import "../Controls/phrases.js" as Phrases

// One thing that has happened or will: when, what, and its node; the kingfisher sits where the case is.
Block {
    id: entry

    required property var row
    property bool first: false
    property string next: ""
    property bool perched: false
    property bool open: false
    readonly property bool railed: !Zones.portrait
    readonly property real railX: railed ? 30 : Zones.lineX - Zones.contentX
    readonly property real textX: railed ? 84 : 0
    readonly property bool stacked: Theme.elder || width < 700
    readonly property int column: stacked ? 0 : Zones.compact ? 190 : 240
    readonly property bool birdHere: perched && !Theme.contrast && !Theme.elder && width >= 760
    readonly property real nodeY: 26

    implicitHeight: Math.max(words.y + words.implicitHeight + 16, Zones.compact ? 84 : 112)

    // from this node to the next: solid to what has happened, dots to what is still to come
    Rectangle {
        visible: entry.next === "done"
        x: entry.railX - 4
        y: entry.nodeY
        width: 8
        height: entry.implicitHeight
        color: Theme.primary
    }

    Repeater {
        model: entry.next !== "" && entry.next !== "done" ? Math.floor((entry.implicitHeight - 52) / 22) : 0

        Rectangle {
            required property int index

            x: entry.railX - 4
            y: entry.nodeY + 32 + index * 22
            width: 8
            height: 8
            radius: 4
            color: entry.next === "waiting" ? Theme.warn : Theme.line
        }
    }

    Node {
        x: entry.railX - width / 2
        y: entry.nodeY - height / 2
        state_: entry.row.state
        plain: true
    }

    Words {
        id: when

        x: entry.textX
        y: 4
        width: entry.stacked ? parent.width - x : entry.column - 16
        role: entry.row.state === "waiting" ? Type.step : Type.label
        text: Phrases.inTwo(entry.row.when, width / role.px)
        color: entry.row.state === "waiting" ? Theme.warn : Theme.ink2
    }

    Column {
        id: words

        x: entry.textX + entry.column
        y: entry.stacked && entry.row.when !== "" ? when.y + when.implicitHeight : 0
        width: parent.width - x - (entry.birdHere ? 244 : 0)

        Words {
            width: parent.width
            role: Type.strong
            text: entry.row.title
        }

        Words {
            width: parent.width
            visible: text !== ""
            role: Type.small
            text: entry.row.note
            color: Theme.ink2
        }
    }

    Branch {
        x: parent.width - width
        y: -16
        visible: entry.birdHere
        open: entry.open
    }
}
