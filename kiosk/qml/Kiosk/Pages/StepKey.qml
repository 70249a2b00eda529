import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// A key that steps once when released, and five times a second while held longer than half a second.
Touch {
    id: key

    property string face
    property string icon
    property bool repeated: false

    signal stepped

    spoken: face
    height: Zones.target
    onPressedChanged: {
        if (pressed)
            repeated = false;
    }
    onTapped: if (!repeated) stepped()

    Timer {
        running: key.pressed
        interval: key.repeated ? 200 : 600
        repeat: true
        onTriggered: {
            key.repeated = true;
            key.stepped();
        }
    }

    Rectangle {
        anchors.fill: parent
        radius: Theme.controlRadius
        color: key.pressed ? Theme.tint : Theme.surface
        border.width: Theme.stroke
        border.color: Theme.primary
    }

    Icon {
        anchors.centerIn: parent
        name: key.icon
        size: 44
        weight: 2.6
    }
}
