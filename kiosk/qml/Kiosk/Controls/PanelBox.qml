import QtQuick
import Kiosk.Theme
import "phrases.js" as Phrases

// A quiet box that cannot be touched: note, warn, error, ok or bank.
Block {
    id: box

    required property var panel
    property bool prominent: false
    readonly property string tone: panel ? panel.tone : "note"
    readonly property string sign: panel && panel.icon !== "" ? panel.icon : Theme.toneIcon(tone)

    counts: false
    leafTitle: panel ? panel.title : ""
    implicitHeight: panel ? words.implicitHeight + (prominent ? 56 : 36) : 0

    Rectangle {
        anchors.fill: parent
        radius: Theme.panelRadius
        color: Theme.toneBg(box.tone)
        border.width: Theme.panelStroke
        border.color: Theme.toneInk(box.tone)
    }

    Rectangle {
        visible: box.tone === "error"
        width: 12
        height: parent.height
        color: Theme.err
    }

    Icon {
        id: sign

        x: box.tone === "error" ? 44 : 32
        y: words.y + 4
        name: box.sign
        size: Zones.compact ? 40 : 48
        colour: Theme.toneInk(box.tone)
    }

    Column {
        id: words

        anchors.verticalCenter: parent.verticalCenter
        x: sign.x + sign.size + 24
        width: parent.width - x - 32
        spacing: 4

        Words {
            width: parent.width
            role: box.prominent ? Type.h2 : Type.strong
            text: Phrases.inTwo(box.panel ? box.panel.title : "", width / role.px)
            Accessible.name: box.panel ? box.panel.title : ""
            color: box.prominent || box.tone === "note" ? Theme.ink : Theme.toneInk(box.tone)
        }

        Words {
            width: parent.width
            visible: text !== ""
            role: box.prominent ? Type.body : Type.small
            text: box.panel ? box.panel.text : ""
            color: box.tone === "note" ? Theme.ink2 : Theme.ink
        }
    }
}
