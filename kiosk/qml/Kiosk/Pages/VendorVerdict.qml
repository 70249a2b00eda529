pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// 「能接待吗」 and the backlog in figures.
Block {
    id: verdict

    required property var model
    property bool wanted: true
    readonly property int across: width > 800 ? Math.max(1, model.counts.length) : 2
    readonly property real cell: width / across

    counts: false
    implicitHeight: wanted ? column.implicitHeight : 0

    Column {
        id: column

        width: parent.width
        spacing: Zones.compact ? 12 : Theme.gap

        PanelBox {
            width: parent.width
            height: implicitHeight
            panel: verdict.model.verdict
        }

        Grid {
            columns: verdict.across
            rowSpacing: 8

            Repeater {
                model: verdict.model.counts

                Item {
                    id: count

                    required property var modelData

                    width: verdict.cell
                    height: label.y + label.implicitHeight

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
}
