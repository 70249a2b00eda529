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
            model: page.model.groups

            Column {
                id: group

                required property var modelData

                width: parent.width

                Words {
                    role: Type.strong
                    text: group.modelData.title
                }

                Repeater {
                    model: group.modelData.rows

                    ValueRow {
                        required property var modelData

                        row: modelData
                        width: group.width
                    }
                }
            }
        }
    }
}
