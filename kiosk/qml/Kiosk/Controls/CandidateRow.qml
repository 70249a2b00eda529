pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Python

// The candidates of what is being composed: one row, or the whole keyboard's place when more are asked for.
Item {
    id: list

    required property Composer composer
    property var words
    property bool spread: false
    property int rows: 1
    property int keyHeight: 96
    property int from: 0

    readonly property real rowHeight: spread ? keyHeight : Zones.compact ? 72 : 80
    readonly property real moreWidth: Zones.compact ? 150 : 170
    readonly property var shown: fit()

    signal spreadAsked

    implicitHeight: spread ? 5 * keyHeight + 60 : rowHeight
    onSpreadChanged: from = 0

    TextMetrics {
        id: metrics

        font.family: Type.family
        font.pixelSize: Type.row.px
        font.bold: true
        text: "\u56fd"
    }

    function widthOf(text: string): real {
        return Math.max(Zones.target, text.length * metrics.advanceWidth + 36);
    }

    // places of the candidates that fit, from the first one shown
    function fit(): var {
        const places = [];
        let x = 0, row = 0;
        const all = composer?.candidates ?? [];
        const count = spread ? 4 : 1;
        for (let i = from; i < all.length; i++) {
            const w = Math.min(widthOf(all[i]), width);
            const limit = row === 0 ? width - moreWidth - 12 : width;
            if (x > 0 && x + w > limit) {
                row += 1;
                x = 0;
                if (row >= count)
                    break;
            }
            places.push({ text: all[i], index: i, x: x, y: row * (rowHeight + 12), w: Math.min(w, limit) });
            x += w + 12;
        }
        return places;
    }

    function turn(): void {
        const next = from + shown.length;
        if (!spread)
            spreadAsked();
        else if (next < composer.candidates.length)
            from = next;
        else
            spreadAsked();
    }

    Repeater {
        model: list.shown

        KeyCap {
            required property var modelData

            controlId: "candidate:" + modelData.text
            x: modelData.x
            y: modelData.y
            width: modelData.w
            height: list.rowHeight
            face: modelData.text
            large: false
            onTapped: list.composer.choose(modelData.index)
        }
    }

    KeyCap {
        controlId: "key:more"
        visible: list.shown.length > 0
        x: parent.width - width
        width: list.moreWidth
        height: list.rowHeight
        face: list.words.more_candidates
        onTapped: list.turn()
    }
}
