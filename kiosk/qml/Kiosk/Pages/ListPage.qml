pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Python

Page {
    id: page

    primaryButton: model.more
    filledPrimary: false

    PagedColumn {
        id: rows

        width: parent.width
        rows: page.model.rows
        room: page.room - (page.model.keyboard === "none" ? 0 : 700)
        moreWords: page.words.more

        delegate: LinkRow {
            required property var modelData
            required property int index

            row: modelData
        }
    }

    PanelBox {
        visible: page.model.rows.length === 0 && !!page.model.empty
        width: parent.width
        panel: page.model.empty
    }

    TypedAnswer {
        visible: page.model.search_text !== null
        y: page.room - room
        width: parent.width
        entry: "search"
        value: page.model.search_text ?? ""
        keyboard: page.model.keyboard
        label: ""
        error: ""
        words: page.words
        room: 680
    }
}
