pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import "../Controls/phrases.js" as Phrases

// What is told before personal data is used: who, what for, which, how long, and the customer's rights. Read to the end.
Page {
    id: page

    readonly property int labelColumn: Math.min(Zones.contentWidth * 0.36, model.rows.reduce((most, row) => Math.max(most, Phrases.em(row[0])), 4) * Type.label.px + 32)

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
                column: page.labelColumn
                label: modelData[0]
                value: modelData[1]
            }
        }
    }
}
