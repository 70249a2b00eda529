import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Python

// Brand ring, name, branch and time; the hidden corner for staff is at the right.
Item {
    id: head

    required property var frame
    property bool staffed: false

    Rectangle {
        anchors.fill: parent
        visible: head.staffed
        color: Theme.contrast ? "#000000" : Theme.screenInk
    }

    Words {
        x: Zones.textX
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - x - branch.width - Zones.margin - 24
        role: Theme.elder ? Type.smallStrong : Type.strong
        text: head.frame.brand
        color: head.staffed ? "#FFFFFF" : Theme.ink
        maximumLineCount: 1
    }

    Words {
        id: branch

        anchors.verticalCenter: parent.verticalCenter
        x: parent.width - Zones.margin - width
        role: Type.small
        text: (head.frame.simulated !== "" ? head.frame.simulated + " · " : "") + head.frame.branch + " · " + head.frame.clock
        color: head.staffed ? "#FFFFFF" : Theme.ink2
    }

    Item {
        objectName: "vendor-corner"
        anchors.right: parent.right
        width: 120
        height: parent.height

        TapHandler {
            gesturePolicy: TapHandler.WithinBounds
            longPressThreshold: 5
            onLongPressed: Bridge.cornerHeld()
        }
    }
}
