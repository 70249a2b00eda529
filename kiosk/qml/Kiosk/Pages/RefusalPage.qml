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
            prominent: true
            panel: page.model.reason
        }

        Words {
            width: parent.width
            text: page.model.said_by + "\n" + page.model.fate
        }

        Repeater {
            model: page.model.ways

            LinkRow {
                required property var modelData
                required property int index

                row: modelData
                number: index + 1
                width: parent.width
            }
        }
    }
}
