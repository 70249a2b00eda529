import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// The number and its state mark; at the right the slip that comes out.
Block {
    id: card

    property bool wanted: true
    property bool delivered: true
    property string label
    property string number
    property string mark
    property string slipTitle
    readonly property string tone: delivered ? "ok" : "warn"
    readonly property bool slipped: slipTitle !== "" && width >= 760 && metrics.advanceWidth * Type.h2.px / Type.code.px <= width - 368

    counts: false
    implicitHeight: wanted ? words.implicitHeight + 48 : 0

    TextMetrics {
        id: metrics

        text: card.number
        font.family: Type.family
        font.pixelSize: Type.code.px
        font.bold: true
    }

    Rectangle {
        anchors.fill: parent
        radius: Theme.panelRadius
        color: Theme.toneBg(card.tone)
        border.width: Theme.panelStroke
        border.color: Theme.toneInk(card.tone)
    }

    Column {
        id: words

        x: 36
        y: 24
        width: parent.width - 72 - (card.slipped ? 296 : 0)
        spacing: 4

        Words {
            width: parent.width
            role: Type.label
            text: card.label
            color: Theme.ink2
        }

        Words {
            width: parent.width
            role: Type.code
            font.pixelSize: metrics.advanceWidth <= width ? role.px : Type.h2.px
            text: card.number
        }

        Item {
            width: 1
            height: 6
        }

        StateMark {
            delivered: card.delivered
            text: card.mark
        }
    }

    Slip {
        visible: card.slipped
        x: parent.width - 296
        y: 24
        height: parent.height - 24
        title: card.slipTitle
    }
}
