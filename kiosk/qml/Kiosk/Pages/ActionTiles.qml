pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// The actions of vendor mode, as many beside each other as their words allow.
Block {
    id: tiles

    property var buttons: []
    required property int across
    readonly property real cell: (width - (across - 1) * Theme.gap) / across
    readonly property int tileHeight: Zones.portrait ? 104 : Zones.target

    implicitHeight: buttons.length === 0 ? 0 : Math.ceil(buttons.length / across) * (tileHeight + Theme.gap) - Theme.gap

    Repeater {
        model: tiles.buttons

        ActionButton {
            required property var modelData
            required property int index

            button: modelData
            role: Type.step
            x: (index % tiles.across) * (tiles.cell + Theme.gap)
            y: Math.floor(index / tiles.across) * (tiles.tileHeight + Theme.gap)
            width: tiles.cell
            height: tiles.tileHeight
        }
    }
}
