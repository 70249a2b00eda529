pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Python

Page {
    id: page

    secondButton: model.retake

    Column {
        width: parent.width
        spacing: Theme.gap

        Rectangle {
            width: parent.width
            height: Math.min(640, page.room * 0.6)
            color: Theme.previewBg
            radius: Theme.panelRadius

            PreviewItem {
                anchors.fill: parent
                source: Bridge
            }
        }

        PanelBox {
            width: parent.width
            panel: ({ tone: "warn", title: page.model.guidance, text: "", icon: page.model.arrow })
        }

        ActionButton {
            width: parent.width
            button: page.model.by_hand
        }
    }
}
