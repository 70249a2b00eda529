pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// Figures with their names under them.
Block {
    id: counted

    property var counts_: []
    readonly property int across: width > 800 && !Theme.elder ? Math.max(1, counts_.length) : 2
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
                height: Type.code.line + label.implicitHeight - 4

                TextMetrics {
                    id: metrics

                    text: count.modelData[1]
                    font.family: Type.family
                    font.pixelSize: Type.code.px
                    font.bold: true
                }

                Words {
                    id: figure

                    y: Type.code.line - implicitHeight
                    role: [Type.code, Type.h2, Type.row].find(role => metrics.advanceWidth * role.px / Type.code.px <= count.width - 24) ?? Type.strong
                    wrapMode: Text.NoWrap
                    text: count.modelData[1]
                    color: Theme.primary
                }

                Words {
                    id: label

                    y: Type.code.line - 4
                    width: parent.width - 12
                    role: Type.small
                    text: count.modelData[0]
                    color: Theme.ink2
                }
            }
        }
    }
}
