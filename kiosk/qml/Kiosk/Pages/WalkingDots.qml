pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// Three dots walk, 900 ms a round; they stand where motion is not wanted.
Item {
    id: walk

    property bool upright: true
    property int at: 0

    width: upright ? 20 : 116
    height: upright ? 116 : 20

    Timer {
        running: !Theme.still && walk.visible
        repeat: true
        interval: 300
        onTriggered: walk.at = (walk.at + 1) % 3
    }

    Repeater {
        model: 3

        Rectangle {
            required property int index

            x: walk.upright ? 0 : index * 48
            y: walk.upright ? index * 48 : 0
            width: 20
            height: 20
            radius: 10
            color: Theme.still || index === walk.at ? Theme.primary : Theme.track
        }
    }
}
