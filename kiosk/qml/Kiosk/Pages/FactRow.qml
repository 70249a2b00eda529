import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// A label and its text beside it; below it in elder size.
Block {
    id: row

    property string label
    property string value
    property string note
    property bool strong: false
    readonly property bool stacked: Theme.elder && width < 1000
    property int column: Theme.elder ? (Zones.compact ? 200 : 240) : Zones.compact ? 150 : 196

    implicitHeight: Math.max(label_.implicitHeight, value_.y + value_.implicitHeight)

    Words {
        id: label_

        width: row.stacked ? parent.width : row.column - 12
        role: Type.label
        text: row.label
        color: Theme.ink2
    }

    Words {
        id: value_

        x: row.stacked ? 0 : row.column
        y: row.stacked ? label_.implicitHeight : 0
        width: parent.width - x
        role: row.strong ? Type.strong : Type.body
        text: row.note === "" ? row.value : row.value + "\n" + row.note
    }
}
