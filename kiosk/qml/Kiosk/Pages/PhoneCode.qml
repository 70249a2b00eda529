import QtQuick
import QtQuick.Shapes
import Kiosk.Theme
import Kiosk.Controls

// A QR code for the customer's own phone, dark on white in every dress, beside what it is good for.
Block {
    id: block

    required property var code
    readonly property int quiet: 4
    readonly property int side: Zones.compact ? 200 : 264
    readonly property real module: code ? side / (code.side + 2 * quiet) : 1

    counts: false
    leafTitle: code ? code.title : ""
    implicitHeight: code ? Math.max(side, words.implicitHeight) : 0

    Rectangle {
        id: paper

        visible: block.code !== null
        width: block.side
        height: block.side
        radius: Theme.panelRadius
        color: Theme.paper
        border.width: Theme.panelStroke
        border.color: Theme.line

        Shape {
            x: block.quiet * block.module
            y: x
            width: block.code ? block.code.side : 0
            height: width
            scale: block.module
            transformOrigin: Item.TopLeft

            ShapePath {
                strokeColor: "transparent"
                fillColor: Theme.textOnPaper

                PathSvg {
                    path: block.code ? block.code.path : ""
                }
            }
        }
    }

    Column {
        id: words

        anchors.verticalCenter: paper.verticalCenter
        x: paper.width + 32
        width: parent.width - x
        spacing: 8

        Words {
            width: parent.width
            role: Type.strong
            text: block.code ? block.code.title : ""
        }

        Words {
            width: parent.width
            role: Type.small
            text: block.code ? block.code.text : ""
            color: Theme.ink2
        }
    }
}
