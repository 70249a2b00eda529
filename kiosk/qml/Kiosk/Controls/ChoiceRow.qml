import QtQuick
import Kiosk.Theme

// One answer of a question: ringed number, words, note; filled with a check once taken.
Touch {
    id: row

    property string label
    property string note
    property string number
    property bool taken: false
    property bool ticks: false
    property bool moves: true
    property string cannot
    property bool dense: false
    readonly property color inkNow: taken ? Theme.textOnPrimary : Theme.ink

    spoken: label
    live: cannot === ""
    implicitHeight: Math.max(dense ? 100 : Zones.choice, words.implicitHeight + (Zones.compact || dense || (Theme.lower && Zones.split) ? 12 : 28))
    Accessible.role: ticks ? Accessible.CheckBox : Accessible.RadioButton
    Accessible.checkable: true
    Accessible.checked: taken
    Accessible.description: cannot !== "" ? cannot : note

    Rectangle {
        anchors.fill: parent
        radius: Theme.controlRadius
        color: row.taken && !row.ticks ? Theme.primary : row.pressed ? Theme.tint : Theme.surface
        border.width: row.taken && !row.ticks ? 0 : Theme.stroke
        border.color: row.taken ? Theme.primary : Theme.line
    }

    Rectangle {
        id: ring

        x: 24
        anchors.verticalCenter: parent.verticalCenter
        width: row.ticks ? 44 : Theme.elder && !Zones.compact ? 76 : Zones.compact ? 48 : 60
        height: width
        radius: row.ticks ? 4 : width / 2
        color: row.taken ? (row.ticks ? Theme.primary : Theme.textOnPrimary) : row.ticks ? Theme.surface : Theme.bg
        border.width: Theme.stroke
        border.color: row.taken && !row.ticks ? Theme.textOnPrimary : Theme.primary

        Words {
            anchors.centerIn: parent
            visible: !row.ticks
            role: Type.row
            text: row.number
            color: row.taken && Theme.contrast ? Theme.primary : Theme.primary
            Accessible.ignored: true
        }

        Icon {
            anchors.centerIn: parent
            visible: row.ticks && row.taken
            name: "check"
            size: 36
            weight: 3
            colour: Theme.textOnPrimary
        }
    }

    Column {
        id: words

        anchors.verticalCenter: parent.verticalCenter
        x: ring.x + ring.width + 28
        width: parent.width - x - 88

        Words {
            width: parent.width
            role: Type.h2
            text: row.label
            color: row.ticks ? Theme.ink : row.inkNow
            Accessible.ignored: true
        }

        Words {
            width: parent.width
            visible: text !== ""
            role: Type.small
            text: row.cannot !== "" ? row.cannot : row.note
            color: row.cannot !== "" ? Theme.warn : row.taken && !row.ticks ? Theme.textOnPrimary : Theme.ink2
            Accessible.ignored: true
        }
    }

    Icon {
        anchors { right: parent.right; rightMargin: 32; verticalCenter: parent.verticalCenter }
        visible: !row.ticks && row.live && (row.taken || row.moves)
        name: row.taken ? "check" : "chevron"
        size: 40
        weight: 3
        colour: row.taken ? Theme.textOnPrimary : Theme.primary
    }
}
