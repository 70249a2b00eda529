import QtQuick
import QtQuick.Shapes
import Kiosk.Theme
import Kiosk.Controls

// One's own cell: dark inside, yellow frame, its door swung open to the left with the number on it.
Item {
    id: cell

    property string label
    property string content_
    readonly property real swing: Math.min(Math.max(72, width * 0.5), 104)
    readonly property real paperHeight: Math.min(height - 32, 76)

    Rectangle {
        anchors.fill: parent
        anchors.margins: -4
        color: "#0B2226"
        border.width: 8
        border.color: Theme.focus
    }

    Rectangle {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.horizontalCenterOffset: 8
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 16
        width: Math.min(cell.width - 56, cell.content_ === "licence" ? cell.paperHeight * 1.3 : cell.paperHeight * 1.8)
        height: cell.paperHeight
        color: "#FFFFFF"

        Icon {
            anchors.centerIn: parent
            name: cell.content_ === "licence" ? "page" : "envelope"
            size: Math.min(52, cell.paperHeight - 12)
            colour: "#16252B"
        }
    }

    Shape {
        id: door

        ShapePath {
            strokeColor: "#16252B"
            strokeWidth: 2
            fillColor: Theme.focus
            joinStyle: ShapePath.RoundJoin

            PathSvg {
                path: `M0 -4L${-cell.swing} ${-cell.height * 0.08 - 8}V${cell.height * 1.12 + 12}L0 ${cell.height + 4}Z`
            }
        }
    }

    Words {
        x: -cell.swing
        width: cell.swing
        anchors.verticalCenter: parent.verticalCenter
        role: Type.h2
        wrapMode: Text.NoWrap
        text: cell.label
        color: "#16252B"
        horizontalAlignment: Text.AlignHCenter
    }
}
