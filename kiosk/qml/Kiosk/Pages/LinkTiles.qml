pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Python

// By department, all services, services of the bank: beside each other, or below each other where it is narrow.
Block {
    id: tiles

    required property var links
    property bool across: true
    readonly property real tileWidth: across ? (width - (links.length - 1) * Theme.gap) / Math.max(1, links.length) : width
    readonly property real tileHeight: {
        let tallest = Zones.target;
        for (let i = 0; i < repeater.count; i++)
            tallest = Math.max(tallest, (repeater.itemAt(i) as Tile)?.wanted ?? 0);
        return tallest;
    }

    counts: false
    leafTitle: links.length > 0 ? links[0].title : ""
    implicitHeight: links.length === 0 ? 0 : across ? tileHeight : links.length * (tileHeight + Theme.gap) - Theme.gap

    component Tile: Touch {
        id: tile

        required property var modelData
        required property int index
        readonly property string tone: modelData.icon === "bank" ? "bank" : "note"
        readonly property real wanted: words.implicitHeight + 20

        controlId: modelData.id
        spoken: modelData.title
        x: tiles.across ? index * (tiles.tileWidth + Theme.gap) : 0
        y: tiles.across ? 0 : index * (tiles.tileHeight + Theme.gap)
        width: tiles.tileWidth
        height: tiles.tileHeight
        onTapped: Bridge.press(modelData.id)

        Rectangle {
            anchors.fill: parent
            radius: Theme.controlRadius
            color: tile.pressed ? Theme.surface : Theme.toneBg(tile.tone)
            border.width: Theme.stroke
            border.color: Theme.toneInk(tile.tone)
        }

        Column {
            id: words

            x: 24
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - 24 - 60

            Words {
                width: parent.width
                role: Type.strong
                text: tile.modelData.title
                color: Theme.toneInk(tile.tone)
                Accessible.ignored: true
            }

            Words {
                width: parent.width
                visible: text !== "" && !Zones.compact && !Theme.elder
                role: Type.small
                text: tile.modelData.note !== "" ? tile.modelData.note : tile.modelData.aside
                color: Theme.ink2
                Accessible.ignored: true
            }
        }

        Icon {
            anchors { right: parent.right; rightMargin: 20; verticalCenter: parent.verticalCenter }
            name: tile.tone === "bank" ? "bank" : "chevron"
            size: 36
            colour: Theme.toneInk(tile.tone)
        }
    }

    Repeater {
        id: repeater

        model: tiles.links
        delegate: Tile {}
    }
}
