pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// Three columns: the number between a key for one on and one back. Held, a key goes on by itself.
Block {
    id: picker

    property var parts: [2000, 1, 1]
    property var words
    readonly property list<string> names: ["year", "month", "day"]
    readonly property real cell: (width - 2 * Theme.gap) / 3

    signal turned(int part, int by)

    counts: false
    implicitHeight: Type.code.line + 2 * (Zones.target + 12)

    Repeater {
        model: 3

        Item {
            id: column

            required property int index
            readonly property string name: picker.names[index]

            x: index * (picker.cell + Theme.gap)
            width: picker.cell
            height: picker.implicitHeight

            StepKey {
                controlId: "date:" + column.name + "+"
                icon: "plus"
                face: picker.words[column.name] + " " + picker.words.later
                width: parent.width
                onStepped: picker.turned(column.index, 1)
            }

            Row {
                anchors.centerIn: parent
                spacing: 8

                Words {
                    id: number

                    role: Type.code
                    wrapMode: Text.NoWrap
                    text: picker.parts[column.index]
                }

                Words {
                    anchors.baseline: number.baseline
                    role: Type.small
                    wrapMode: Text.NoWrap
                    text: picker.words[column.name]
                    color: Theme.ink2
                }
            }

            StepKey {
                controlId: "date:" + column.name + "-"
                icon: "minus"
                face: picker.words[column.name] + " " + picker.words.earlier
                y: picker.implicitHeight - height
                width: parent.width
                onStepped: picker.turned(column.index, -1)
            }
        }
    }
}
