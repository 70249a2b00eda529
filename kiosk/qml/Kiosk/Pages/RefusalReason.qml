import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// The reason and who answered.
Block {
    id: refusal

    required property var reason
    property string saidBy: ""
    property bool wanted: true
    readonly property bool narrow: width < 500
    readonly property string tone: reason.tone

    counts: false
    implicitHeight: wanted ? column.implicitHeight : 0

    Column {
        id: column

        width: parent.width
        spacing: Zones.compact ? 12 : Theme.gap

        Item {
            width: parent.width
            height: words.implicitHeight + (Zones.compact ? 32 : 64)

            Rectangle {
                anchors.fill: parent
                radius: Theme.panelRadius
                color: Theme.toneBg(refusal.tone)
                border.width: Theme.panelStroke
                border.color: Theme.toneInk(refusal.tone)
            }

            Rectangle {
                width: 12
                height: parent.height
                color: Theme.toneInk(refusal.tone)
            }

            Icon {
                visible: !refusal.narrow
                x: 40
                y: words.y + 4
                name: refusal.reason.icon !== "" ? refusal.reason.icon : "warn"
                size: Zones.compact ? 40 : 56
                colour: Theme.toneInk(refusal.tone)
            }

            Column {
                id: words

                anchors.verticalCenter: parent.verticalCenter
                x: refusal.narrow ? 36 : Zones.compact ? 96 : 120
                width: parent.width - x - 24
                spacing: 8

                Words {
                    width: parent.width
                    role: Zones.compact ? Type.row : Type.h2
                    text: refusal.reason.title
                }

                Words {
                    width: parent.width
                    visible: text !== ""
                    text: refusal.reason.text
                }

                Words {
                    width: parent.width
                    visible: text !== ""
                    role: Type.small
                    text: refusal.saidBy
                }
            }
        }

    }
}
