pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Python

// Five levels in words, voluntary.
Block {
    id: rating

    property string title
    property var ratings: []
    readonly property bool beside: width >= 860 && !Theme.elder
    readonly property real keysX: beside ? 192 : 0
    readonly property int top_: Zones.compact ? 12 : 28
    readonly property real keysY: top_ + (beside ? 0 : name.implicitHeight + 8)
    readonly property int across: ratings.some(level => level.label.length > 10) ? 3 : 5
    readonly property real keyWidth: (width - keysX - (across - 1) * Theme.gap) / across
    readonly property real keyHeight: {
        let tallest = Math.max(Zones.target, Zones.compact ? 0 : 88);
        for (let i = 0; i < levels.count; i++)
            tallest = Math.max(tallest, (levels.itemAt(i) as Level)?.wanted ?? 0);
        return tallest;
    }

    // 「非常满意」 stands in two lines of two
    function inTwo(label: string): string {
        return /^[\u4e00-\u9fff]{4,5}$/.test(label) ? label.slice(0, 2) + "\n" + label.slice(2) : label;
    }

    counts: false
    leafTitle: title
    implicitHeight: ratings.length === 0 ? 0 : keysY + Math.ceil(ratings.length / across) * (keyHeight + Theme.gap) - Theme.gap

    Rule {
        visible: rating.ratings.length > 0
        width: parent.width
    }

    Words {
        id: name

        visible: rating.ratings.length > 0

        y: rating.top_
        width: rating.beside ? 180 : parent.width
        role: Type.small
        text: rating.beside ? rating.title.replace("？", "？\n") : rating.title
    }

    component Level: Touch {
        id: level

        required property var modelData
        required property int index
        readonly property real wanted: label.implicitHeight + 16
        readonly property string stars: modelData.id.split(":").pop()

        controlId: modelData.id
        spoken: modelData.label
        x: rating.keysX + (index % rating.across) * (rating.keyWidth + Theme.gap)
        y: rating.keysY + Math.floor(index / rating.across) * (rating.keyHeight + Theme.gap)
        width: rating.keyWidth
        height: rating.keyHeight
        Accessible.role: Accessible.RadioButton
        Accessible.checked: modelData.chosen
        onTapped: modelData.id.startsWith("rate:") ? Bridge.rated(parseInt(stars)) : Bridge.press(modelData.id)

        Rectangle {
            anchors.fill: parent
            radius: Theme.controlRadius
            color: level.modelData.chosen ? Theme.primary : level.pressed ? Theme.tint : Theme.surface
            border.width: level.modelData.chosen ? 0 : Theme.stroke
            border.color: Theme.line
        }

        Words {
            id: label

            anchors.centerIn: parent
            width: parent.width - 12
            role: Type.small
            text: rating.inTwo(level.modelData.label)
            color: level.modelData.chosen ? Theme.textOnPrimary : Theme.ink
            horizontalAlignment: Text.AlignHCenter
            Accessible.ignored: true
        }
    }

    Repeater {
        id: levels

        model: rating.ratings
        delegate: Level {}
    }
}
