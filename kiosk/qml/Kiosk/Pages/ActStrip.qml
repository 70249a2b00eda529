pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import "../Controls/phrases.js" as Phrases

// The three acts on a small line of their own: beside each other, or below each other where it is narrow.
Item {
    id: strip

    property var acts: []
    readonly property bool upright: width < 640 || acts.some(act => Phrases.em(act[1]) * Type.body.px > width * 0.3)
    readonly property real pitch: upright ? Math.max(56, Type.body.line + 8) : (width - 120) / Math.max(1, acts.length - 1)

    implicitHeight: upright ? acts.length * pitch : 64 + Type.body.line
    height: implicitHeight

    Repeater {
        model: strip.acts

        Item {
            id: act

            required property var modelData
            required property int index
            readonly property string state_: modelData[0]
            readonly property bool last: index === strip.acts.length - 1

            x: strip.upright ? 0 : index * strip.pitch
            y: strip.upright ? index * strip.pitch : 0

            Rectangle {
                visible: !act.last
                x: strip.upright ? 20 : 24
                y: strip.upright ? 24 : 20
                width: strip.upright ? 8 : strip.pitch
                height: strip.upright ? strip.pitch : 8
                color: act.state_ === "done" ? Theme.primary : Theme.line
            }

            Node {
                state_: act.state_
                plain: true
                x: 24 - width / 2
                y: 24 - height / 2
            }

            Words {
                x: strip.upright ? 68 : act.last ? 120 - width : 0
                y: strip.upright ? 24 - height / 2 : 60
                width: Math.min(implicitWidth, strip.upright ? strip.width - 68 : strip.pitch - 16)
                role: act.state_ === "now" ? Type.strong : Type.body
                text: act.modelData[1]
            }
        }
    }
}
