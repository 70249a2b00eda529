import QtQuick
import QtQuick.Shapes
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Python

// The camera's picture between four corner marks, with the arrow that goes with the advice.
Rectangle {
    id: live

    property bool cameraOn: true
    property bool done: false
    property string arrow: ""

    color: Theme.previewBg
    radius: Theme.panelRadius
    border.width: live.done ? 8 : 0
    border.color: Theme.ok

    PreviewItem {
        anchors.fill: parent
        anchors.margins: live.done ? 8 : 0
        source: Bridge
    }

    Shape {
        anchors.fill: parent

        ShapePath {
            strokeColor: "#FFFFFF"
            strokeWidth: 8
            fillColor: "transparent"
            joinStyle: ShapePath.MiterJoin

            PathSvg {
                readonly property real r: live.width - 36
                readonly property real b: live.height - 36

                path: `M36 108V36H108M${r - 72} 36H${r}V108M36 ${b - 72}V${b}H108M${r - 72} ${b}H${r}V${b - 72}`
            }
        }
    }

    Icon {
        visible: live.arrow !== ""
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.horizontalCenterOffset: live.arrow === "left" ? -live.width / 3 : live.arrow === "right" ? live.width / 3 : 0
        y: live.arrow === "up" ? 24 : live.arrow === "down" ? live.height - 112 : (live.height - 88) / 2
        name: live.arrow
        size: 88
        weight: 3
        colour: Theme.focus
    }

    Icon {
        visible: live.done
        anchors.centerIn: parent
        name: "check"
        size: 120
        weight: 3
        colour: "#7CF29A"
    }
}
