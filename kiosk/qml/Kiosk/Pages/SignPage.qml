pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Python

Page {
    id: page

    primaryButton: ink.inked ? model.primary : null

    Column {
        id: clauses

        width: parent.width
        spacing: 8

        Repeater {
            model: page.model.clauses

            Words {
                required property string modelData

                width: clauses.width
                text: modelData
            }
        }
    }

    Rectangle {
        anchors.fill: pad
        color: Theme.surface
        radius: Theme.controlRadius
        border.width: Theme.stroke
        border.color: Theme.line
    }

    Item {
        id: pad

        objectName: "ink"
        y: page.room - height
        width: parent.width
        height: Math.min(420, page.room - clauses.height - 24)

        InkItem {
            id: ink

            anchors.fill: parent
            colour: Theme.ink
        }

        MultiPointTouchArea {
            anchors.fill: parent
            maximumTouchPoints: 1
            onPressed: points => ink.begin(points[0].x, points[0].y)
            onUpdated: points => ink.move(points[0].x, points[0].y)
            onReleased: Bridge.signed(ink.strokes())
        }
    }

    ActionButton {
        anchors.right: pad.right
        anchors.bottom: pad.bottom
        anchors.margins: 24
        height: Zones.target
        button: page.model.clear
        onTapped: {
            ink.clear();
            Bridge.signed([]);
        }
    }
}
