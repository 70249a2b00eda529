import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Python

// White paper with a base line; ink follows the finger at once. Only the first finger writes.
Item {
    id: signPad

    property string label
    property var clear
    readonly property bool inked: ink?.inked ?? false

    Words {
        id: name

        width: parent.width - wipe.width - 24
        y: (wipe.height - height) / 2
        role: Type.label
        text: signPad.label
    }

    ActionButton {
        id: wipe

        anchors.right: parent.right
        width: implicitWidth
        height: Zones.target
        role: Type.second
        button: signPad.inked ? signPad.clear : null
        onTapped: {
            ink.clear();
            Bridge.signed([]);
        }
    }

    Rectangle {
        id: paper

        y: Zones.target + 16
        width: parent.width
        height: parent.height - y
        color: Theme.surface
        radius: Theme.controlRadius
        border.width: Theme.stroke
        border.color: Theme.line

        Rectangle {
            x: 48
            y: parent.height * 0.78
            width: parent.width - 96
            height: 3
            color: Theme.line
        }

        Icon {
            x: 52
            y: parent.height * 0.78 - 72
            visible: !signPad.inked
            name: "sign"
            size: 64
            colour: Theme.line
        }

        InkItem {
            id: ink

            objectName: "ink"
            anchors.fill: parent
            colour: Theme.ink
            Accessible.role: Accessible.Canvas
            Accessible.name: signPad.label

            MultiPointTouchArea {
                anchors.fill: parent
                maximumTouchPoints: 1
                onPressed: points => ink.begin(points[0].x, points[0].y)
                onUpdated: points => ink.move(points[0].x, points[0].y)
                onReleased: Bridge.signed(ink.strokes())
                onCanceled: Bridge.signed(ink.strokes())
            }
        }
    }
}
