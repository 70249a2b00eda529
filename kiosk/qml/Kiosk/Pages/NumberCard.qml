import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import "../Controls/phrases.js" as Phrases

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

    readonly property int pad: Zones.compact ? 24 : 36
    readonly property real inner: width - 2 * pad
    // a number stays on one line as long as a smaller size of type lets it
    readonly property TypeRole fitting: [Type.code, Type.h2, Type.row].find(role => metrics.advanceWidth * role.px / Type.code.px <= inner - (slipped ? 296 : 0)) ?? Type.strong

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

        x: card.pad
        y: 24
        width: card.inner - (card.slipped ? 296 : 0)
        spacing: 4

        Words {
            width: parent.width
            role: Type.label
            text: card.label
            color: Theme.ink2
        }

        Words {
            width: parent.width
            role: card.fitting
            text: Phrases.inTwo(card.number, metrics.advanceWidth * role.px / Type.code.px <= width ? Infinity : width / role.px)
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
