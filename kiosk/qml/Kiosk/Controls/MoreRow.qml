import QtQuick
import Kiosk.Theme

// The way to the next leaf of the same page.
Touch {
    id: more

    property string text
    property string icon: "down"

    // words too wide for the key drop the icon first, then a size
    readonly property TypeRole role: metrics.advanceWidth + 24 <= width ? Type.second : metrics.advanceWidth * Type.strong.px / Type.second.px + 24 <= width ? Type.strong : Type.smallStrong

    controlId: "more"
    spoken: text

    TextMetrics {
        id: metrics

        text: more.text
        font.family: Type.family
        font.pixelSize: Type.second.px
        font.bold: true
    }

    Rectangle {
        anchors.fill: parent
        radius: Theme.controlRadius
        color: more.pressed ? Theme.tint : Theme.surface
        border.width: Theme.stroke
        border.color: Theme.primary
    }

    Row {
        anchors.centerIn: parent
        spacing: 16

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            visible: metrics.advanceWidth + 96 <= more.width
            name: more.icon
            size: 40
        }

        Words {
            width: Math.min(implicitWidth, more.width - 24)
            horizontalAlignment: Text.AlignHCenter
            role: more.role
            text: more.text
            color: Theme.primary
            Accessible.ignored: true
        }
    }
}
