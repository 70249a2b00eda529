import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Python

// Brand ring, name, branch and time; the hidden corner for staff is at the right.
Item {
    id: head

    required property var frame
    property bool staffed: false
    readonly property string brief: [frame.simulated, frame.clock].filter(part => part !== "").join(" · ")
    readonly property string whole: [frame.simulated, frame.branch, frame.clock].filter(part => part !== "").join(" · ")

    // the time always stands; the branch gives way where the name of the service is long. Measured anew when the type
    // changes, which the height tells
    function fits(text: string): bool {
        return metrics.height > 0 && brand.x + brand.implicitWidth + 32 + metrics.boundingRect(text).width < width - Zones.margin;
    }

    FontMetrics {
        id: metrics

        font.family: Type.family
        font.pixelSize: Type.small.px
    }

    Rectangle {
        anchors.fill: parent
        visible: head.staffed
        color: Theme.contrast ? "#000000" : Theme.screenInk
    }

    // the brand ring, from which the line runs down
    Rectangle {
        readonly property int d: Zones.compact ? 44 : 56

        visible: !head.staffed
        x: Zones.lineX - d / 2
        anchors.verticalCenter: parent.verticalCenter
        width: d
        height: d
        radius: d / 2
        color: Theme.bg
        border.width: Zones.compact ? 11 : 14
        border.color: Theme.primary
    }

    Words {
        id: brand

        x: Zones.textX
        anchors.verticalCenter: parent.verticalCenter
        wrapMode: Text.NoWrap
        role: Theme.elder ? Type.smallStrong : Type.strong
        text: head.frame.brand
        color: head.staffed ? "#FFFFFF" : Theme.ink
    }

    Words {
        id: branch

        anchors.verticalCenter: parent.verticalCenter
        x: parent.width - Zones.margin - width
        role: Type.small
        wrapMode: Text.NoWrap
        text: head.fits(head.whole) ? head.whole : head.fits(head.brief) ? head.brief : head.frame.clock
        color: head.staffed ? "#FFFFFF" : Theme.ink2
    }

    Item {
        id: corner

        property real holdSeconds: 5

        objectName: "vendor-corner"
        anchors.right: parent.right
        width: 120
        height: parent.height

        TapHandler {
            gesturePolicy: TapHandler.WithinBounds
            longPressThreshold: corner.holdSeconds
            onLongPressed: Bridge.cornerHeld()
        }
    }
}
