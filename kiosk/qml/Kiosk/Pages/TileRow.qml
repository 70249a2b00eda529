pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Python
import "../Controls/phrases.js" as Phrases

// One row of the frequent services: small boxes of equal size, name in two lines.
Block {
    id: strip

    required property var tiles
    required property int across
    property bool last: true
    readonly property real tileWidth: (width - (across - 1) * Theme.gap) / across

    counts: false
    keep: !last
    implicitHeight: {
        let tallest = Zones.target;
        for (let i = 0; i < repeater.count; i++)
            tallest = Math.max(tallest, (repeater.itemAt(i) as Tile)?.wanted ?? 0);
        return tiles.length === 0 ? 0 : tallest;
    }

    component Tile: Touch {
        id: tile

        required property var modelData
        required property int index
        readonly property real wanted: label.implicitHeight + (Zones.split ? 20 : 24)

        controlId: modelData.id
        spoken: modelData.title
        x: index * (strip.tileWidth + Theme.gap)
        width: strip.tileWidth
        height: strip.implicitHeight
        live: modelData.cannot === ""
        onTapped: Bridge.press(modelData.id)

        Rectangle {
            anchors.fill: parent
            radius: Theme.controlRadius
            color: tile.pressed ? Theme.tint : Theme.surface
            border.width: Theme.stroke
            border.color: Theme.line
        }

        Icon {
            x: 16
            anchors.verticalCenter: parent.verticalCenter
            name: tile.modelData.icon
            size: 36
        }

        Words {
            id: label

            x: 64
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - x - 8
            role: strip.across === 4 ? Type.label : Type.small
            text: Phrases.inTwo(tile.modelData.title, width / role.px - 0.3)
            Accessible.ignored: true
        }
    }

    Repeater {
        id: repeater

        model: strip.tiles
        delegate: Tile {}
    }
}
