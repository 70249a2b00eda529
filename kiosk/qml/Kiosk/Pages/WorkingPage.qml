import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// Something takes its time: three dots walk on the line, a sentence says what, and one may stop waiting.
Page {
    id: page

    backButton: model.cancel
    touchless: true
    line.dotted: false

    WalkingDots {
        x: Zones.portrait ? Zones.lineX - Zones.contentX - width / 2 : 0
        y: Zones.portrait ? page.headingBlock.lowest + 40 - page.boxTop : 0
        upright: Zones.portrait
    }

    Rectangle {
        y: Zones.portrait ? 24 : 72
        width: parent.width
        height: Math.min(Zones.portrait ? 420 : 280, page.room - y)
        radius: Theme.panelRadius
        color: Theme.tint
        border.width: Theme.panelStroke
        border.color: Theme.primary

        Column {
            anchors.centerIn: parent
            width: parent.width - 96
            spacing: 32

            Icon {
                anchors.horizontalCenter: parent.horizontalCenter
                name: page.model.picture
                size: Zones.compact ? 96 : 144
                weight: 1.5
            }

            Words {
                width: parent.width
                visible: text !== ""
                role: Type.strong
                text: page.model.detail
                horizontalAlignment: Text.AlignHCenter
            }
        }
    }
}
