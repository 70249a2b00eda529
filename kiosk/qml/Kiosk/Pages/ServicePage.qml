pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

Page {
    id: page

    Column {
        width: parent.width
        spacing: Theme.gap

        Repeater {
            model: page.model.facts

            FactRow {
                required property var modelData

                fact: modelData
                width: parent.width
            }
        }

        PanelBox {
            width: parent.width
            panel: page.model.panel
        }

        Words {
            visible: text !== ""
            role: Type.small
            color: Theme.warn
            text: page.model.demo_mark
        }
    }
}
