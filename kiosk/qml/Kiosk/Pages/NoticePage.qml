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
            model: page.model.rows

            FactRow {
                required property var modelData

                fact: ({ label: modelData[0], value: modelData[1], note: "" })
                width: parent.width
            }
        }
    }
}
