pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// Three columns: number between a key for one back and one on. Held, a key goes on by itself.
Block {
    id: picker

    property var parts: [2000, 1, 1]
    property var words
    readonly property list<string> names: ["year", "month", "day"]
    readonly property real cell: (width - 2 * Theme.gap) / 3
    readonly property bool low: Zones.compact
    readonly property int numberHeight: Type.code.line + Type.small.line

    signal turned(int part, int by)

    counts: false
    implicitHeight: low ? Math.max(Zones.target, numberHeight) : numberHeight + 2 * (Zones.target + 12)

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
                x: picker.low ? parent.width - width : 0
                width: picker.low ? Zones.target : parent.width
                onStepped: picker.turned(column.index, 1)
            }

            Column {
                y: picker.low ? 0 : Zones.target + 12
                width: parent.width

                Words {
                    width: parent.width
                    role: picker.low ? Type.h2 : Type.code
                    text: picker.parts[column.index]
                    horizontalAlignment: Text.AlignHCenter
                }

                Words {
                    width: parent.width
                    role: Type.small
                    text: picker.words[column.name]
                    color: Theme.ink2
                    horizontalAlignment: Text.AlignHCenter
                }
            }

            StepKey {
                controlId: "date:" + column.name + "-"
                icon: "minus"
                face: picker.words[column.name] + " " + picker.words.earlier
                y: picker.low ? 0 : picker.implicitHeight - height
                width: picker.low ? Zones.target : parent.width
                onStepped: picker.turned(column.index, -1)
            }
        }
    }
}
