import QtQuick
import Kiosk.Theme
import Kiosk.Python

// A boxed row of the snapshot that leads somewhere: a way on, a search result, a way to help.
Touch {
    id: link

    required property var row
    property string number
    property bool quiet: false
    property bool brief: false
    // where there is no more room than this, the note is left out rather than cut
    property real most: 0
    readonly property bool noted: !brief && (most === 0 || name.implicitHeight + note_.implicitHeight + 16 <= most)
    property string tone: row.icon === "bank" ? "bank" : "note"
    readonly property bool signed: number === "" && (row.icon ?? "") !== ""
    readonly property bool closed: row.cannot !== undefined && row.cannot !== ""

    leafTitle: spoken
    controlId: row.id
    spoken: row.title ?? row.text
    live: !closed
    implicitHeight: row.id === "" ? 0 : Math.max(Zones.target + (Zones.compact ? 0 : 24), words.implicitHeight + 24)
    Accessible.description: closed ? row.cannot : row.note
    onTapped: Bridge.press(row.id)

    Rectangle {
        anchors.fill: parent
        radius: Theme.controlRadius
        color: link.quiet !== link.pressed ? Theme.toneBg(link.tone) : Theme.surface
        border.width: Theme.stroke
        border.color: link.quiet ? Theme.toneInk(link.tone) : Theme.line
    }

    Rectangle {
        id: ring

        x: 24
        anchors.verticalCenter: parent.verticalCenter
        width: link.number !== "" ? (Theme.elder && !Zones.compact ? 76 : Zones.compact ? 48 : 60) : link.signed ? 48 : 0
        height: width
        radius: width / 2
        color: link.number !== "" ? Theme.bg : "transparent"
        border.width: link.number !== "" ? Theme.stroke : 0
        border.color: Theme.primary

        Words {
            anchors.centerIn: parent
            role: Type.row
            text: link.number
            color: Theme.primary
            Accessible.ignored: true
        }

        Icon {
            id: sign

            anchors.centerIn: parent
            visible: link.signed
            name: link.row.icon ?? ""
            size: 44
            colour: Theme.toneInk(link.tone)
        }
    }

    Column {
        id: words

        anchors.verticalCenter: parent.verticalCenter
        x: ring.x + ring.width + (ring.width > 0 ? 28 : 8)
        width: parent.width - x - 88 - aside.width - (aside.width > 0 ? 24 : 0)

        Words {
            id: name

            width: parent.width
            role: link.quiet ? Type.strong : Type.row
            text: link.row.title ?? link.row.text
            Accessible.ignored: true
        }

        Words {
            id: note_

            width: parent.width
            visible: text !== "" && link.noted
            role: Type.small
            text: link.closed ? link.row.cannot : link.row.note
            color: link.closed ? Theme.warn : Theme.ink2
            Accessible.ignored: true
        }
    }

    Words {
        id: aside

        anchors { right: parent.right; rightMargin: 88; verticalCenter: parent.verticalCenter }
        width: text === "" ? 0 : implicitWidth
        role: Type.small
        text: (link.row.minutes ?? "") !== "" ? link.row.minutes : link.row.aside ?? ""
        color: Theme.ink2
        Accessible.ignored: true
    }

    Icon {
        anchors { right: parent.right; rightMargin: 28; verticalCenter: parent.verticalCenter }
        visible: link.live
        name: "chevron"
        size: 40
        weight: 2.5
        colour: Theme.toneInk(link.tone)
    }
}
