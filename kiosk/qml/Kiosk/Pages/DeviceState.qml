import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import "../Controls/phrases.js" as Phrases

// A device's state: sign of its own shape, word, and where asked the note behind it.
Item {
    id: state_

    required property var row
    property bool noted: false

    readonly property bool oneLine: Phrases.em(row.state + row.note) + 2 <= (width - word.x) / word.role.px

    readonly property bool explained: noted && row.note !== "" && !oneLine

    implicitHeight: word.implicitHeight + (explained ? note.implicitHeight : 0)

    Rectangle {
        y: (word.role.line - height) / 2
        width: 36
        height: 36
        radius: state_.row.tone === "ok" ? 18 : state_.row.tone === "off" ? 18 : 4
        color: state_.row.tone === "off" ? Theme.bg : Theme.toneInk(state_.row.tone)
        border.width: state_.row.tone === "off" ? 4 : 0
        border.color: Theme.line

        Icon {
            anchors.centerIn: parent
            visible: state_.row.tone !== "off"
            name: Theme.toneIcon(state_.row.tone)
            size: 24
            weight: 2.6
            colour: Theme.contrast ? "#000000" : "#FFFFFF"
        }
    }

    Words {
        id: word

        x: 48
        width: parent.width - x
        role: state_.row.tone === "ok" ? Type.body : Type.strong
        text: state_.row.state + (state_.noted && state_.row.note !== "" && state_.oneLine ? " · " + state_.row.note : "")
        color: state_.row.tone === "off" ? Theme.ink2 : Theme.toneInk(state_.row.tone)
    }

    Words {
        id: note

        visible: state_.explained
        x: word.x
        y: word.implicitHeight
        width: word.width
        role: Type.small
        text: state_.row.note
    }
}
