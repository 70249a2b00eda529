pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// What is already right with the picture and what is not yet.
Flow {
    id: marks

    property var checks

    spacing: Theme.elder ? 24 : 40

    Repeater {
        model: marks.checks

        Row {
            id: mark

            required property var modelData
            readonly property bool good: modelData[1]

            spacing: 16

            Rectangle {
                width: Theme.elder ? 60 : 52
                height: width
                radius: width / 2
                color: mark.good ? Theme.ok : Theme.warn

                Icon {
                    anchors.centerIn: parent
                    name: mark.good ? "check" : "cross"
                    size: 32
                    weight: 3
                    colour: Theme.contrast ? "#000000" : "#FFFFFF"
                }
            }

            Words {
                anchors.verticalCenter: parent.verticalCenter
                role: mark.good ? Type.body : Type.strong
                wrapMode: Text.NoWrap
                text: mark.modelData[0]
                color: mark.good ? Theme.ink : Theme.warn
            }
        }
    }
}
