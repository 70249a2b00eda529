import QtQuick
import QtQuick.Shapes
import Kiosk.Theme
import Kiosk.Controls

// A drawing of the reader with what belongs on it, and an arrow to where it goes.
Block {
    id: picture_

    property string picture: "card"
    property int high: 480
    // it is to be taken away, not laid down
    property bool away: false
    readonly property bool code: picture === "code" || picture === "voucher"
    readonly property real unit: Math.min(width / 888, high / 480)

    counts: false
    implicitHeight: high

    Rectangle {
        anchors.fill: parent
        radius: Theme.panelRadius
        color: Theme.tint
        border.width: Theme.panelStroke
        border.color: Theme.primary
    }

    Item {
        width: 888
        height: 480
        anchors.centerIn: parent
        scale: picture_.unit

        Rectangle {
            x: 224
            y: 290
            width: 440
            height: 130
            radius: 16
            color: Theme.contrast ? "#000000" : Theme.counter
            border.width: Theme.contrast ? 4 : 0
            border.color: "#FFFFFF"
        }

        Rectangle {
            x: 252
            y: 314
            width: 384
            height: 10
            radius: 5
            color: Theme.focus
        }

        PresentThing {
            x: 324
            y: 60
            picture: picture_.picture
        }

        Shape {
            x: 420
            y: 232
            width: 48
            height: 60

            ShapePath {
                strokeColor: Theme.primary
                strokeWidth: 10
                fillColor: "transparent"
                capStyle: ShapePath.RoundCap
                joinStyle: ShapePath.RoundJoin

                PathSvg {
                    path: picture_.away ? "M24 52V8M6 26L24 8L42 26" : "M24 4V48M6 30L24 48L42 30"
                }
            }
        }

        Icon {
            x: 420
            y: 346
            name: picture_.code ? "scan" : "card"
            size: 48
            colour: "#FFFFFF"
        }
    }
}
