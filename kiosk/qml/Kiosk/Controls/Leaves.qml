import QtQuick
import Kiosk.Theme

// Blocks one below the other, in one or more columns. What does not fit stands on the next leaf: nothing scrolls.
Item {
    id: leaves

    default property alias blocks: holder.data
    required property real room
    required property var words
    property int columns: 1
    property int columnGap: Theme.group
    // room at the left for blocks that reach out
    property int indent: 0
    // the way to the next leaf stands inside; otherwise the action row shows it before the next step
    property bool inside: true
    // where there is little room it stands at the left of the action row of landscape screens
    readonly property bool outside: inside && Zones.split && room < 440
    property int leaf: 0

    property bool complete: false
    property var adopted: []
    readonly property real columnWidth: (width - indent - (columns - 1) * columnGap) / columns
    readonly property var plan: layOut()
    readonly property int count: plan.count
    readonly property bool last: leaf >= count - 1
    readonly property string moreText: last ? words.first : remaining() > 0 ? words.more.replace("{count}", remaining()) : titleOfRest()

    implicitHeight: inside && count > 1 ? room : plan.height
    onCountChanged: if (leaf >= count) leaf = 0

    function turn(): void {
        leaf = last ? 0 : leaf + 1;
    }

    // leaf, column and y of every block, when a column may be `limit` high
    function fill(limit: real): var {
        const places = [];
        let now = 0, column = 0, y = 0, height = 0;
        for (let i = 0; i < adopted.length; i++) {
            const block = adopted[i] as Block;
            if (block.implicitHeight <= 0) {
                places.push(null);
                continue;
            }
            if (y > 0 && y + block.gap + runFrom(i, limit) > limit) {
                column = (column + 1) % columns;
                now += column === 0 ? 1 : 0;
                y = 0;
            }
            const top = y > 0 ? y + block.gap : 0;
            places.push({ leaf: now, column: column, y: top, counts: block.counts });
            y = top + block.implicitHeight;
            height = Math.max(height, y);
        }
        return { places: places, count: now + 1, height: height };
    }

    // the height of a block and of those it stays with; of itself and the next where all of them are too high for a leaf
    function runFrom(first: int, limit: real): real {
        let high = 0, pair = 0;
        for (let i = first; i < adopted.length && (i === first || (adopted[i - 1] as Block).keep); i++) {
            const block = adopted[i] as Block;
            high += block.implicitHeight > 0 ? block.implicitHeight + (i > first ? block.gap : 0) : 0;
            pair = i <= first + 1 ? high : pair;
        }
        return high <= limit ? high : pair;
    }

    function layOut(): var {
        const whole = fill(room + 0.5);
        if (whole.count > 1)
            return inside && !outside ? fill(room - Zones.target - Theme.gap + 0.5) : whole;
        let evened = whole;
        for (let limit = columns > 1 ? whole.height - 8 : 0; limit > 0; limit -= 8) {
            const tried = fill(limit);
            if (tried.count > 1)
                break;
            evened = tried;
        }
        return evened;
    }

    function remaining(): int {
        return plan.places.filter(place => place && place.counts && place.leaf > leaves.leaf).length;
    }

    function titleOfRest(): string {
        const at = plan.places.findIndex((place, i) => place && place.leaf > leaves.leaf && (adopted[i] as Block).leafTitle !== "");
        const title = at < 0 ? "" : (adopted[at] as Block).leafTitle;
        return title === "" || title.length > (outside ? 9 : 16) ? words.next_leaf : title;
    }

    Component.onCompleted: {
        complete = true;
        adopt();
    }

    function adopt(): void {
        const now = [];
        for (const child of holder.children) {
            const block = child as Block;
            if (!block)
                continue;
            now.push(block);
            if (!adopted.includes(block))
                place(block);
        }
        if (now.length !== adopted.length || now.some((block, i) => block !== adopted[i]))
            adopted = now;
    }

    Item {
        id: holder

        width: parent.width
        height: leaves.room
        onChildrenChanged: {
            if (leaves.complete)
                leaves.adopt();
            // a repeater puts its item in the right order only after telling of it
            Qt.callLater(leaves.adopt);
        }
    }

    function placeOf(block: Block): var {
        const at = adopted.indexOf(block);
        return at < 0 ? null : plan.places[at];
    }

    function place(block: Block): void {
        block.width = Qt.binding(() => leaves.columnWidth + block.outdent);
        block.x = Qt.binding(() => leaves.indent - block.outdent + (leaves.placeOf(block)?.column ?? 0) * (leaves.columnWidth + leaves.columnGap));
        block.y = Qt.binding(() => leaves.placeOf(block)?.y ?? 0);
        block.height = Qt.binding(() => block.implicitHeight);
        block.visible = Qt.binding(() => leaves.placeOf(block)?.leaf === leaves.leaf);
    }

    MoreRow {
        visible: leaves.inside && !leaves.outside && leaves.count > 1
        x: leaves.indent
        y: leaves.room - Zones.target
        width: parent.width - x
        height: Zones.target
        text: leaves.moreText
        icon: leaves.last ? "up" : "down"
        onTapped: leaves.turn()
    }
}
