pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Controls

// Rows to choose from.
Page {
    id: page

    primaryButton: model.more
    filledPrimary: false
    leaves: rows

    Leaves {
        id: rows

        width: parent.width
        room: page.room
        words: page.words

        PanelBox {
            panel: page.model.rows.length === 0 ? page.model.empty : null
        }

        Repeater {
            model: page.model.rows

            LinkRow {
                required property var modelData

                row: modelData
            }
        }
    }
}
