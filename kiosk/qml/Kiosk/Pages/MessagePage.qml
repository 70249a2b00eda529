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
            panel: page.model.panel
        }

        Repeater {
            model: page.model.ways

            LinkRow {
                required property var modelData

                row: modelData
                width: parent.width
            }
        }
    }
}
