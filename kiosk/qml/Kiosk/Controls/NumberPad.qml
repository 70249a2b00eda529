pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// Digits in the order of a telephone; on low screens four keys across.
Grid {
    id: grid

    property string extra: ""
    property bool done: false
    property var words
    readonly property bool low: Zones.split
    readonly property real keyWidth: (Math.min(width, low ? 720 : 984) - (columns - 1) * spacing) / columns
    readonly property int keyHeight: Zones.compact ? 80 : low || Theme.lower ? 104 : Theme.elder ? 124 : 112
    readonly property list<string> tall: ["1", "2", "3", "4", "5", "6", "7", "8", "9", extra, "0", "back"]
    readonly property list<string> wide: ["1", "2", "3", "back", "4", "5", "6", extra, "7", "8", "9", "0"]

    signal key(string name)

    columns: low ? 4 : 3
    spacing: 12

    Repeater {
        model: grid.low ? grid.wide : grid.tall

        KeyCap {
            required property string modelData

            controlId: modelData === "" ? "" : "key:" + modelData
            opacity: modelData === "" ? 0 : 1
            live: modelData !== ""
            width: grid.keyWidth
            height: grid.keyHeight
            face: modelData === "back" ? grid.words.erase : modelData === "done" ? grid.words.done : modelData
            icon: modelData === "back" ? "erase" : ""
            large: modelData !== "back" && modelData !== "done"
            onTapped: grid.key(modelData)
        }
    }
}
