pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// Figures with their names under them.
Block {
    id: counted

    property var counts_: []
    readonly property int across: width > 800 ? Math.max(1, counts_.length) : 2
    readonly property real cell: width / across

    counts: false
    implicitHeight: counts_.length === 0 ? 0 : grid.implicitHeight

    Grid {
        id: grid

        columns: counted.across
        rowSpacing: 8

        Repeater {
            model: counted.counts_

            Item {
                id: count

                required property var modelData

                width: counted.cell
                height: figure.implicitHeight + label.implicitHeight - 4

                Words {
                    id: figure

                    role: Type.code
                    wrapMode: Text.NoWrap
                    text: count.modelData[1]
                    color: Theme.primary
                }

                Words {
                    id: label

                    y: figure.implicitHeight - 4
                    width: parent.width - 12
                    role: Type.small
                    text: count.modelData[0]
                    color: Theme.ink2
                }
            }
        }
    }
}
