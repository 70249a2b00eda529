import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// 「还在吗」: everything above the counter is covered, so that a second touch cannot hit the page behind it.
Item {
    id: cover

    required property var sheet
    readonly property real top_: Zones.headHeight

    MouseArea {
        anchors.fill: parent
    }

    TapHandler {
        gesturePolicy: TapHandler.ReleaseWithinBounds
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.contrast ? "#000000" : "#16252B"
        opacity: 0.55
    }

    Rectangle {
        y: Zones.portrait ? 768 - cover.top_ : 0
        width: parent.width
        height: parent.height - y
        color: Theme.surface
        border.width: Theme.panelStroke
        border.color: Theme.primary

        Column {
            x: Zones.textX
            y: Zones.portrait ? 72 : 24
            width: parent.width - x - Zones.margin
            spacing: Zones.portrait ? 24 : 8

            Words {
                width: parent.width
                role: Type.h1
                text: cover.sheet.title
            }

            Row {
                spacing: 16

                Words {
                    id: seconds

                    role: Type.figure
                    text: cover.sheet.seconds
                    color: Theme.primary
                }

                Words {
                    anchors.baseline: seconds.baseline
                    role: Type.strong
                    text: cover.sheet.unit
                }
            }

            Words {
                width: parent.width
                text: cover.sheet.note
                color: Theme.ink2
            }
        }

        ActionButton {
            x: Zones.portrait ? Zones.margin : Zones.textX
            y: Zones.actionY - cover.top_ - parent.y
            width: parent.width - x - Zones.margin
            height: Zones.actionHeight
            button: cover.sheet.stay
            filled: true
        }
    }
}
