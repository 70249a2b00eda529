pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// A field, what was found so far, and the keyboard. On landscape screens the results stand under the heading.
// Where they find no room beside the keyboard they wait behind a key; the keyboard's last key leads there too.
Page {
    id: page

    readonly property bool fieldAside: Zones.compact
    readonly property bool below: Zones.lettersBelow
    readonly property real besideWidth: below && Zones.split ? Zones.lettersHeadingWidth : fieldAside ? Zones.lettersHeadingWidth : Zones.split ? Zones.headingWidth : Zones.contentWidth
    readonly property real besideX: Zones.split ? Zones.headingX : Zones.contentX
    readonly property real besideY: Zones.split ? Math.max(headingBlock.lowest + 16 + (fieldAside ? field.fieldHeight + 16 : 0), Theme.lower ? Zones.lowerTop : 0) - boxTop : Math.max(0, field.fieldBottom + Theme.gap)
    readonly property real besideRoom: (below ? room - field.keysHeight - Theme.gap : Zones.panelBottom - boxTop) - besideY
    readonly property bool cramped: besideRoom < (Theme.elder ? 340 : 240) || besideWidth < 400
    readonly property bool hidden: cramped && field.keysShown
    readonly property bool alone: cramped && !field.keysShown
    readonly property int foundCount: model.rows.length
    // no room for its own row: the way to what was found takes the place of the next step
    readonly property bool foundInRow: besideRoom < Zones.target

    keyed: true
    fullWidth: true
    headingWidth: fieldAside ? Zones.lettersHeadingWidth : Zones.headingWidth
    primaryButton: model.more
    filledPrimary: false
    line.dotsTo: Zones.lettersBelow ? boxTop + room - field.keysHeight - 24 : Zones.panelBottom
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
        headingEnd: page.headingBlock.lowest - page.boxTop
        onFinished: if (page.cramped) keysShown = false
    }

    Leaves {
        visible: !page.hidden
        x: page.alone && Zones.split && !Zones.lettersBelow ? Zones.contentX : page.besideX
        y: page.alone ? (Theme.lower && Zones.split ? Zones.lowerTop - page.boxTop : Math.max(0, Zones.split && !Zones.lettersBelow ? 20 : page.besideY)) : page.besideY
        width: page.alone && !Zones.lettersBelow ? Zones.contentWidth : page.besideWidth
        room: page.alone ? page.room - y - Zones.target - 2 * Theme.gap : page.besideRoom
        words: page.words

        PanelBox {
            panel: page.foundCount === 0 ? page.model.empty : null
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

    MoreRow {
        controlId: "found"
        visible: page.hidden && page.foundCount > 0 && !(page.foundInRow && page.primaryButton)
        x: page.foundInRow ? Zones.primaryX : page.besideX
        y: page.foundInRow ? Zones.actionY - page.boxTop : page.besideY
        width: page.foundInRow ? page.width - Zones.margin - x : page.besideWidth
        height: page.foundInRow ? Zones.actionHeight : Zones.target
        text: page.words.found.replace("{count}", page.foundCount)
        icon: "list"
        onTapped: field.keysShown = false
    }

    MoreRow {
        controlId: "keyboard"
        visible: page.alone
        x: Zones.contentX
        y: page.room - height - Theme.gap
        width: Zones.contentWidth
        height: Zones.target
        text: page.words.type_on
        icon: "edit"
        onTapped: field.keysShown = true
    }
}
