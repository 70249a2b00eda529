pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// The steps ahead as a small line with numbers.
Block {
    id: strip

    required property var steps
    property bool titled: false
    readonly property bool shown: steps.length > 1 && !Theme.elder && Zones.portrait
    readonly property real pitch: (width - 120) / Math.max(1, steps.length - 1)

    counts: false
    implicitHeight: shown ? 56 + words.height : 0

    Rectangle {
        visible: strip.shown
        x: 24
        y: 20
        width: strip.pitch * (strip.steps.length - 1)
        height: 8
        color: Theme.line
    }

    Row {
        id: words

        y: 52
        height: strip.shown ? childrenRect.height : 0
    }

    Repeater {
        model: strip.shown ? strip.steps : []

        Item {
            id: step

            required property string modelData
            required property int index

            x: index * strip.pitch

            Rectangle {
                width: 48
                height: 48
                radius: 24
                color: Theme.bg
                border.width: 6
                border.color: Theme.primary

                Words {
                    anchors.centerIn: parent
                    role: Type.smallStrong
                    text: step.index + 1
                    color: Theme.primary
                }
            }

            Words {
                y: 56
                x: step.index === strip.steps.length - 1 ? 120 - width : 0
                width: Math.min(implicitWidth, strip.pitch - 12)
                role: Type.small
                text: step.modelData
                onImplicitHeightChanged: words.height = Math.max(words.height, implicitHeight)
            }
        }
    }
}
