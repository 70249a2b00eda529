pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import "../Controls/phrases.js" as Phrases

// The receipt on its way out of the slot.
Item {
    id: slip

    property string title

    width: 260

    Rectangle {
        width: parent.width
        height: 16
        radius: 8
        color: Theme.contrast ? "#FFFFFF" : Theme.screenInk
    }

    Rectangle {
        x: 20
        y: 8
        width: parent.width - 40
        height: parent.height - y
        color: "#FFFFFF"

        Words {
            id: name

            x: 18
            y: 14
            width: parent.width - 24
            role: Type.smallStrong
            text: Phrases.atDot(slip.title, width / font.pixelSize)
            color: "#16252B"
            font.pixelSize: Theme.elder ? 36 : 26
        }

        Repeater {
            model: [150, 184, 120]

            Rectangle {
                required property int modelData
                required property int index

                x: 18
                y: name.y + name.implicitHeight + 12 + index * 24
                visible: y + 16 < parent.height - 60
                width: modelData
                height: 8
                color: "#AEB6B3"
            }
        }

        Row {
            x: 18
            y: parent.height - 56
            spacing: 4

            Repeater {
                model: [4, 3, 7, 3, 5, 8, 3, 4, 7, 3, 5, 3, 8, 4, 3, 6]

                Rectangle {
                    required property int modelData

                    width: modelData
                    height: 40
                    color: "#16252B"
                }
            }
        }
    }
}
