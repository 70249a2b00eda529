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
            panel: page.model.verdict
        }

        PanelBox {
            width: parent.width
            panel: page.model.result
        }

        Repeater {
            model: page.model.rows

            Row {
                id: device

                required property var modelData

                spacing: Theme.gap

                Words {
                    width: 560
                    text: device.modelData.device + "  " + device.modelData.state + "  " + device.modelData.note
                }

                ActionButton {
                    height: 80
                    width: 200
                    button: device.modelData.test
                }
            }
        }

        Repeater {
            model: page.model.actions

            ActionButton {
                required property var modelData

                button: modelData
                height: 80
                width: 400
            }
        }
    }
}
