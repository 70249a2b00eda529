pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// Delivered or saved: other word, number, mark, node, dots, flower, and another place for the bird.
Page {
    id: page

    readonly property bool delivered: model.state === "delivered"
    readonly property int perch: {
        let last = 0;
        model.timeline.forEach((row, i) => { if (row.state === "done") last = i; });
        return last;
    }

    readonly property bool ratedAside: readAside && !!(readingItem as HandedIn)?.rated

    reading: HandedIn {
        model: page.model
        room: Zones.split ? Zones.panelBottom - page.readingTop : 0
    }

    // an original that is still to be put in is the next step; leaving comes after it
    readonly property bool due: !!model.second && model.second.icon === "locker"

    primaryButton: due ? model.second : model.primary
    secondButton: due ? model.primary : model.second
    leaves: pieces
    line.nodeState: delivered ? "done" : "waiting"
    line.big: true
    line.solidTo: Zones.portrait && delivered && pieces.firstNode > 0 ? pieces.firstNode + boxTop : 0
    line.dotted: false

    Leaves {
        id: pieces

        readonly property real firstNode: {
            const row = rows.count > 0 ? rows.itemAt(0) as TimelineLine : null;
            return row && pieces.placeOf(row)?.leaf === pieces.leaf ? row.y + row.nodeY : 0;
        }

        width: parent.width
        room: page.room
        words: page.words

        NumberCard {
            wanted: !page.readAside
            delivered: page.delivered
            label: page.model.number_label
            number: page.model.number
            mark: page.model.mark
            slipTitle: page.model.receipt_title
        }

        ReceiptLine {
            text: page.readAside ? "" : page.model.receipt_line
            arrow: !page.model.receipt_trouble
        }

        PanelBox {
            panel: page.readAside ? null : page.model.receipt_trouble
        }

        SectionTitle {
            gap: page.readAside ? 0 : Zones.compact ? 16 : 32
            title: page.model.next_title
            inPrimary: true
        }

        Repeater {
            id: rows

            model: page.model.timeline

            TimelineLine {
                required property var modelData
                required property int index

                gap: index === 0 ? 16 : 0
                row: modelData
                first: index === 0
                next: index + 1 < page.model.timeline.length ? page.model.timeline[index + 1].state : ""
                perched: index === page.perch
                open: page.delivered
            }
        }

        RatingRow {
            gap: Zones.compact ? 16 : 24
            title: page.model.rating_title
            ratings: page.ratedAside ? [] : page.model.ratings
        }
    }
}
