pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// A field, what was found so far, and the keyboard. On landscape screens the results stand under the heading.
Page {
    id: page

    readonly property bool fieldAside: Zones.compact
    readonly property real resultsX: Zones.split ? Zones.headingX - Zones.contentX : 0
    readonly property real resultsY: Zones.split ? Math.max(headingBlock.lowest + 16 + (fieldAside ? field.fieldHeight + 16 : 0), Theme.lower ? Zones.lowerTop : 0) - boxTop : field.fieldBottom + 24

    keyed: true
    primaryButton: model.more
    filledPrimary: false
    line.dotsTo: Zones.portrait ? boxTop + room - field.keysHeight - 24 : Zones.panelBottom
    line.toPrimary: false

    TypedAnswer {
        id: field

        width: parent.width
        entry: "search"
        value: page.model.search_text ?? ""
        keyboard: page.model.keyboard
        words: page.words
        room: page.room
        fieldAside: page.fieldAside
        asideTop: page.headingBlock.lowest + 16 - page.boxTop
    }

    Leaves {
        x: page.resultsX
        y: page.resultsY
        width: Zones.split ? Zones.headingWidth : parent.width
        room: (Zones.split ? Zones.panelBottom - page.boxTop : page.room - field.keysHeight - Theme.gap) - y
        words: page.words

        PanelBox {
            panel: page.model.rows.length === 0 ? page.model.empty : null
        }

        Repeater {
            model: page.model.rows

            LinkRow {
                required property var modelData

                row: modelData
                brief: Zones.compact && modelData.cannot === ""
            }
        }
    }
}
