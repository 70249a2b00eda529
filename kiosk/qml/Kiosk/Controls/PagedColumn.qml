import QtQuick
import Kiosk.Theme

// Rows one below the other, in one or more columns; what does not fit is on the next leaf, behind 「还有 3 项」.
// Nothing scrolls. A delegate needs `required property var modelData` and `required property int index`.
Item {
    id: paged

    required property var rows
    required property Component delegate
    required property real room
    property int columns: 1
    property int spacing: 24
    property string moreWords: ""
    property int leaf: 0

    property int version: 0
    readonly property int moreHeight: Zones.target
    readonly property var plan: layOut(version)
    readonly property int leaves: plan.leaves
    readonly property real columnWidth: (width - (columns - 1) * 24) / columns

    implicitHeight: leaves > 1 ? room : plan.height
    onPlanChanged: if (leaf >= plan.leaves) leaf = 0

    function heightOf(index: int): real {
        const item = repeater.itemAt(index);
        return item ? item.implicitHeight : 0;
    }

    // leaf, column, y and height of every row for the room there is
    function fill(limit: real): var {
        const places = [];
        let leafNow = 0, y = 0, tallest = 0;
        for (let i = 0; i < repeater.count; i += columns) {
            let high = 0;
            for (let c = 0; c < columns && i + c < repeater.count; c++)
                high = Math.max(high, heightOf(i + c));
            if (y > 0 && y + high > limit) {
                leafNow += 1;
                y = 0;
            }
            for (let c = 0; c < columns && i + c < repeater.count; c++)
                places.push({ leaf: leafNow, column: c, y: y, h: high });
            y += high + spacing;
            tallest = Math.max(tallest, y - spacing);
        }
        return { places: places, leaves: leafNow + 1, height: tallest };
    }

    function layOut(stamp: int): var {
        const whole = fill(room + 0.5);
        return whole.leaves === 1 ? whole : fill(room - moreHeight - spacing + 0.5);
    }

    function remaining(): int {
        return plan.places.filter(place => place.leaf > paged.leaf).length;
    }

    function place(index: int, item: Item): void {
        item.width = Qt.binding(() => paged.columnWidth);
        item.x = Qt.binding(() => paged.plan.places[index] ? paged.plan.places[index].column * (paged.columnWidth + 24) : 0);
        item.y = Qt.binding(() => paged.plan.places[index] ? paged.plan.places[index].y : 0);
        item.height = Qt.binding(() => paged.columns > 1 && paged.plan.places[index] ? paged.plan.places[index].h : item.implicitHeight);
        item.visible = Qt.binding(() => paged.plan.places[index] ? paged.plan.places[index].leaf === paged.leaf : false);
    }

    Repeater {
        id: repeater

        model: paged.rows
        delegate: paged.delegate
        onItemAdded: (index, item) => {
            paged.place(index, item);
            paged.version += 1;
        }
        onItemRemoved: paged.version += 1
    }

    Touch {
        controlId: "more"
        visible: paged.leaves > 1
        y: paged.room - paged.moreHeight
        width: parent.width
        height: paged.moreHeight
        spoken: moreText.text
        onTapped: paged.leaf = (paged.leaf + 1) % paged.leaves

        Rectangle {
            anchors.fill: parent
            radius: Theme.controlRadius
            color: parent.pressed ? Theme.tint : Theme.surface
            border.width: Theme.stroke
            border.color: Theme.primary
        }

        Words {
            id: moreText

            anchors.centerIn: parent
            role: Type.second
            color: Theme.primary
            text: paged.moreWords.replace("{count}", paged.remaining()) + " · " + (paged.leaf + 1) + "/" + paged.leaves
            Accessible.ignored: true
        }
    }
}
