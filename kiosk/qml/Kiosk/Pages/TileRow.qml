pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Python

// One row of the frequent services: small boxes of equal size, name in two lines.
Block {
    id: strip

    required property var tiles
    required property int across
    property bool iconic: true
    readonly property real tileWidth: (width - (across - 1) * Theme.gap) / across
    readonly property int pad: iconic ? 76 : 20

    counts: false
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
            x: 18
            anchors.verticalCenter: parent.verticalCenter
            visible: strip.iconic
            name: tile.modelData.icon
            size: 40
        }

        Words {
            id: label

            x: strip.pad
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - x - 10
            role: strip.iconic ? Type.label : Type.small
            text: tile.modelData.title
            Accessible.ignored: true
        }
    }

    Repeater {
        id: repeater

        model: strip.tiles
        delegate: Tile {}
    }
}
