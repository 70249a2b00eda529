import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Python

// One line of the departure board: ring with icon on the line, name, what to bring, minutes.
Touch {
    id: board

    required property var row
    // beside the line; elsewhere the ring stands in the row
    property bool onLine: true
    readonly property bool boxed: Theme.elder
    readonly property bool closed: row.cannot !== ""
    readonly property string bring: closed ? row.cannot : row.note !== "" ? row.note : row.aside
    readonly property var minutes: closed || row.minutes === "" ? ["", ""] : /^\s*(\d*)\s*(.*)$/.exec(row.minutes).slice(1)
    // what to bring stands below the name
    property bool stacked: false
    // in a narrow column the minutes stand before what to bring
    readonly property bool narrow: !onLine && width < 600
    readonly property string second: narrow && row.minutes !== "" && !closed ? row.minutes + (bring === "" ? "" : " · " + bring) : bring
    readonly property int ringSize: Theme.elder && Zones.portrait ? 80 : Zones.compact ? 56 : narrow ? 64 : 72

    controlId: row.id
    spoken: [row.title, bring, row.minutes].filter(part => part !== "").join("，")
    live: !closed
    implicitHeight: Math.max(stacked && Zones.portrait && Theme.elder ? 150 : Zones.target, words.implicitHeight + (boxed ? 16 : 0))
    onTapped: Bridge.press(row.id)

    Rectangle {
        anchors.fill: parent
        anchors.leftMargin: board.boxed ? board.outdent : 0
        visible: board.boxed || board.pressed
        radius: Theme.controlRadius
        color: board.pressed ? Theme.tint : Theme.surface
        border.width: board.boxed ? Theme.stroke : 0
        border.color: Theme.line
    }

    Rule {
        visible: !board.boxed
        x: board.outdent
        y: parent.height + 11
        width: parent.width - x
    }

    Rectangle {
        id: ring

        x: board.onLine ? board.outdent - Zones.contentX + Zones.lineX - width / 2 : board.boxed ? 16 : 0
        anchors.verticalCenter: parent.verticalCenter
        width: board.ringSize
        height: width
        radius: width / 2
        color: Theme.bg
        border.width: 5
        border.color: Theme.primary

        Icon {
            anchors.centerIn: parent
            name: board.row.icon
            size: board.ringSize * 0.55
        }
    }

    Column {
        id: words

        anchors.verticalCenter: parent.verticalCenter
        x: board.onLine ? board.outdent + (board.boxed ? 28 : 0) : ring.x + ring.width + 20
        width: parent.width - x - time.width - (board.stacked ? 0 : bringAside.implicitWidth + 24) - 24

        Words {
            width: parent.width
            role: board.boxed && Theme.elder ? Type.h2 : board.narrow ? Type.strong : Type.row
            text: board.row.title
            Accessible.ignored: true
        }

        Words {
            width: parent.width
            visible: board.stacked && text !== ""
            role: Type.small
            text: board.second
            color: board.closed ? Theme.warn : Theme.ink2
            Accessible.ignored: true
        }
    }

    Words {
        id: bringAside

        anchors { right: time.left; rightMargin: 24; verticalCenter: parent.verticalCenter }
        visible: !board.stacked
        wrapMode: Text.NoWrap
        role: Type.small
        text: board.bring
        color: board.closed ? Theme.warn : Theme.ink2
        Accessible.ignored: true
    }

    Row {
        id: time

        anchors { right: parent.right; rightMargin: board.boxed ? 20 : 0; verticalCenter: parent.verticalCenter }
        spacing: 12

        Words {
            visible: board.minutes[0] !== "" && !board.narrow
            wrapMode: Text.NoWrap
            leftPadding: Math.max(0, 64 - contentWidth)
            role: Type.h2
            text: board.minutes[0]
            Accessible.ignored: true
        }

        Words {
            anchors.verticalCenter: parent.verticalCenter
            visible: text !== "" && !board.narrow
            role: Type.small
            wrapMode: Text.NoWrap
            text: board.minutes[1]
            color: Theme.ink2
            Accessible.ignored: true
        }

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            visible: board.live
            name: "chevron"
            size: 36
            weight: 2.5
        }
    }
}
