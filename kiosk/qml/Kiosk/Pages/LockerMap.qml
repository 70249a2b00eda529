pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// Cells in true place and proportion, the terminal beside them. All cells but one's own look alike.
Rectangle {
    id: map

    property var cells: []
    property string number
    property string content_
    property string hereLabel
    property string kioskLabel

    readonly property var own: cells.find(cell => cell.mine) ?? null
    readonly property int allColumns: cells.reduce((most, cell) => Math.max(most, cell.column + 1), 1)
    readonly property int rows: cells.reduce((most, cell) => Math.max(most, cell.row + cell.height), 1)
    // a long wall of cells is shown around one's own
    readonly property int columns: Math.min(allColumns, width < 700 ? 3 : 4)
    readonly property int from: own ? Math.max(0, Math.min(own.column - Math.floor(columns / 2), allColumns - columns)) : 0
    readonly property real pad: width < 600 ? 12 : 24
    readonly property real kioskWidth: Math.max(116, Math.min(208, width * 0.24))
    readonly property real pitchX: (width - kioskWidth - 3 * pad) / columns
    // a door of the first column swings over the terminal: its words keep to the left
    readonly property real clear: own && own.column === from && kioskWidth - ownCell.swing + pad >= 124 ? kioskWidth - ownCell.swing + pad : kioskWidth
    readonly property real pitchY: (height - 2 * pad) / rows

    color: Theme.contrast ? "#000000" : "#DBE0DB"
    radius: Theme.panelRadius
    border.width: Theme.panelStroke
    border.color: Theme.ink

    Rectangle {
        x: map.pad
        y: map.pad
        width: map.kioskWidth
        height: map.height - 2 * map.pad
        radius: 8
        color: Theme.counter
        border.width: Theme.contrast ? 4 : 0
        border.color: "#FFFFFF"

        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            y: 28
            visible: height > 60
            width: parent.width - 48
            height: parent.height * 0.4 - 60
            radius: 4
            color: "#2F5A60"
        }

        Words {
            x: 8
            y: parent.height * 0.5 - height / 2 + 16
            visible: y + height < here.y
            width: map.clear - 16
            role: Type.small
            text: map.kioskLabel
            color: "#FFFFFF"
            horizontalAlignment: Text.AlignHCenter
        }

        Column {
            id: here

            x: 6
            anchors.bottom: parent.bottom
            anchors.bottomMargin: 16
            width: map.clear - 12

            Words {
                width: parent.width
                role: Type.smallStrong
                text: map.hereLabel
                color: Theme.focus
                horizontalAlignment: Text.AlignHCenter
            }

            Icon {
                anchors.horizontalCenter: parent.horizontalCenter
                name: "down"
                size: 44
                weight: 2.5
                colour: Theme.focus
            }
        }
    }

    Repeater {
        model: map.cells.filter(cell => cell.column >= map.from && cell.column < map.from + map.columns && !cell.mine)

        LockerDoor {
            required property var modelData

            x: map.kioskWidth + 2 * map.pad + (modelData.column - map.from) * map.pitchX
            y: map.pad + modelData.row * map.pitchY
            width: map.pitchX - 8
            height: modelData.height * map.pitchY - 8
            label: modelData.number
        }
    }

    OpenCell {
        id: ownCell

        visible: !!map.own
        x: map.kioskWidth + 2 * map.pad + ((map.own?.column ?? 0) - map.from) * map.pitchX
        y: map.pad + (map.own?.row ?? 0) * map.pitchY
        width: map.pitchX - 8
        height: (map.own?.height ?? 1) * map.pitchY - 8
        label: map.number
        content_: map.content_
    }
}
