import QtQuick
import Kiosk.Theme

// Digits in the order of a telephone, with X for the identity number.
Grid {
    id: grid

    property string extra: ""
    property var words
    readonly property real keyWidth: (width - 2 * 12) / 3
    readonly property real keyHeight: Zones.compact ? 84 : 104

    signal key(string name)

    columns: 3
    spacing: 12

    Repeater {
        model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", grid.extra, "0", "back"]

        KeyCap {
            required property string modelData

            controlId: "key:" + modelData
            visible: true
            opacity: modelData === "" ? 0 : 1
            live: modelData !== ""
            width: grid.keyWidth
            height: grid.keyHeight
            face: modelData === "back" ? grid.words.erase : modelData
            icon: modelData === "back" ? "erase" : ""
            onTapped: grid.key(modelData)
        }
    }
}
