pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

Page {
    id: page

    Column {
        width: parent.width
        spacing: Theme.gap

        PanelBox {
            width: parent.width
            panel: page.model.trouble
        }

        Repeater {
            model: page.model.others

            ActionButton {
                required property var modelData

                button: modelData
                width: parent.width
            }
        }
    }
}
