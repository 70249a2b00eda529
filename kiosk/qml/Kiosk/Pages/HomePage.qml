pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Python

// A departure board: scenarios on the line, frequent items below, card and locker fixed.
Page {
    id: page

    backButton: model.pickup
    lineEnd: "none"

    Column {
        width: parent.width
        spacing: Theme.gap

        Touch {
            controlId: "search"
            spoken: page.model.search_hint
            width: parent.width
            height: 96
            onTapped: Bridge.press("search")

            Rectangle {
                anchors.fill: parent
                radius: Theme.controlRadius
                color: parent.pressed ? Theme.tint : Theme.surface
                border.width: Theme.stroke
                border.color: Theme.line
            }

            Words {
                x: 100
                anchors.verticalCenter: parent.verticalCenter
                text: page.model.search_hint
                color: Theme.ink2
            }
        }

        Repeater {
            model: page.model.scenarios

            LinkRow {
                required property var modelData

                row: modelData
                width: parent.width
            }
        }

        Grid {
            width: parent.width
            columns: 4
            spacing: Theme.gap

            Repeater {
                model: page.model.hot

                LinkRow {
                    required property var modelData

                    row: modelData
                    width: (page.width - Zones.contentX - Zones.margin - 72) / 4
                }
            }
        }

        Row {
            width: parent.width
            spacing: Theme.gap

            Repeater {
                model: page.model.links

                LinkRow {
                    required property var modelData

                    row: modelData
                    quiet: true
                    width: (page.width - Zones.contentX - Zones.margin - 48) / 3
                }
            }
        }
    }
}
