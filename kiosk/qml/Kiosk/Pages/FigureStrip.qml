pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// Minutes, days and fee in figure size: 「4 分钟」 with 「在这里办」 under it.
Block {
    id: strip

    required property var figures
    readonly property bool rows: Theme.elder && width < 900
    readonly property real cell: rows ? width - 64 : (width - 64) / Math.max(1, figures.length)

    readonly property string comma: figures.some(figure => /[\u4e00-\u9fff]/.test(figure.label)) ? "，" : ", "

    counts: false
    implicitHeight: figures.length === 0 ? 0 : grid.implicitHeight + 40

    Rectangle {
        anchors.fill: parent
        radius: Theme.panelRadius
        color: Theme.tint
        border.width: Theme.panelStroke
        border.color: Theme.primary
    }

    Grid {
        id: grid

        x: 32
        y: 20
        columns: strip.rows ? 1 : strip.figures.length
        columnSpacing: 0

        Repeater {
            model: strip.figures

            Item {
                id: figure

                required property var modelData
                required property int index
                readonly property var parts: /^([^\d]*[\d.]+)\s*(.*)$/.exec(modelData.value).slice(1)

                width: strip.cell
                height: strip.rows ? Math.max(Type.figure.line, below.implicitHeight) : Type.figure.line + below.implicitHeight

                Rectangle {
                    visible: figure.index > 0 && !strip.rows
                    x: -24
                    y: 12
                    width: 2
                    height: parent.height - 24
                    color: Theme.line
                }

                Row {
                    id: above

                    spacing: 12

                    Words {
                        id: number

                        role: Type.figure
                        text: figure.parts[0].replace(" ", "")
                        color: Theme.primary
                        wrapMode: Text.NoWrap
                    }

                    Words {
                        anchors.baseline: number.baseline
                        role: Type.step
                        text: figure.parts[1]
                        wrapMode: Text.NoWrap
                    }
                }

                Words {
                    id: below

                    x: strip.rows ? parent.width * 0.55 : 0
                    y: strip.rows ? (Type.figure.line - implicitHeight) / 2 : Type.figure.line
                    width: parent.width - x - 32
                    role: Type.small
                    text: figure.modelData.label + (figure.modelData.note === "" ? "" : strip.comma + figure.modelData.note)
                    color: Theme.ink2
                }
            }
        }
    }
}
