pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// What is told before personal data is used: who, what for, which, how long, and the customer's rights. Read to the end.
Page {
    id: page

    touchless: true
    leaves: pieces

    Leaves {
        id: pieces

        width: parent.width
        room: page.room
        words: page.words
        inside: false

        Repeater {
            model: page.model.rows

            FactRow {
                required property var modelData

                gap: Zones.compact ? 20 : 40
                label: modelData[0]
                value: modelData[1]
            }
        }
    }
}
