import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// The frame of every page: the line, the heading, what to read, what to touch, and the one place of the next step.
Item {
    id: page

    required property var model
    required property var words
    default property alias content: box.data
    // what to read beside or above the content, on screens and layouts where it does not stand between
    property Component reading: null
    property real readingTop: heading.lowest + (Zones.compact ? 12 : 24)
    property Leaves leaves: null
    property var backButton: model.back ?? null
    property var primaryButton: model.primary ?? null
    property var secondButton: null
    // 「不知道选哪个」, at the left of the action row of landscape screens
    property var helpButton: null
    // a second action of a page, in the same place
    property var leftButton: null
    property string hint: model.hint ?? ""
    property bool filledPrimary: true
    property bool lined: true
    // no line, so the content may begin at the margin
    property bool wide: false
    // the content begins at the window's edge and minds contentX itself
    property bool fullWidth: false
    readonly property real contentX: wide && Zones.portrait ? Zones.margin : Zones.contentX
    property alias line: pageLine
    property alias headingBlock: heading

    // nothing to touch in the content: it needs no lower half
    property bool touchless: false
    readonly property bool aside: Zones.split || (Theme.lower && !touchless)
    // what to read has its place beside; otherwise the page shows it as blocks
    readonly property bool readAside: aside && readingAside.fits
    readonly property Item readingItem: readingAside.shown
    // a keyboard takes the whole height of its side on landscape screens
    property bool keyed: false
    property int headingWidth: Zones.headingWidth
    readonly property real boxTop: Zones.split ? (keyed ? Zones.keyTop : touchless ? Zones.readingTop : Zones.contentTop) : Math.max(touchless ? 0 : Zones.contentTop, heading.lowest + (Zones.compact ? 12 : 24))
    // what the page's own content may fill
    readonly property real room: (keyed ? Zones.keyBottom : Zones.contentBottom) - boxTop
    readonly property bool leafing: !!leaves && !leaves.inside && !leaves.last

    Component.onCompleted: if (!Theme.still) slide.restart()

    PageLine {
        id: pageLine

        visible: page.lined
        heading: page.model.heading
        nodeY: heading.nodeY
        doneY: heading.stepY
        toPrimary: !!page.primaryButton && page.filledPrimary && !page.leafing
    }

    Item {
        id: moving

        width: parent.width
        height: parent.height

        NumberAnimation on x {
            id: slide

            running: false
            from: Theme.slide
            to: 0
            duration: Theme.slideMs
            easing.type: Easing.OutCubic
        }

        HeadingBlock {
            id: heading

            heading: page.model.heading
            brief: Zones.split && lowestWithSentence + (readingAside.needed > 0 ? Math.min(readingAside.needed, Zones.target) + 12 : 0) > Zones.panelBottom
            x: page.wide && Zones.portrait ? Zones.margin : Zones.headingX
            width: page.headingWidth + Zones.headingX - x
        }

        Item {
            id: box

            // never narrower than what can be touched in it: Qt may skip an item for touches outside it
            x: page.fullWidth ? 0 : page.contentX
            y: page.boxTop
            width: page.fullWidth ? page.width : page.width - Zones.margin - x
            height: page.room
            visible: !readingAside.spread
        }

        ReadingAside {
            id: readingAside

            active: page.aside
            reading: page.reading
            below: page.readingTop
            box: Qt.rect(Zones.contentX, page.boxTop, Zones.contentWidth, page.room)
            titleText: page.model.reason_title ?? ""
        }
    }

    ActionButton {
        x: Zones.headingX
        y: Zones.actionY
        width: Zones.panelWidth - x
        height: Zones.actionHeight
        button: Zones.split ? page.leftButton : null
    }

    MoreRow {
        visible: !!page.leaves && page.leaves.outside && page.leaves.count > 1
        x: Zones.headingX
        y: Zones.actionY + (Zones.actionHeight - height) / 2
        width: Zones.panelWidth - x
        height: Zones.target
        text: page.leaves ? page.leaves.moreText : ""
        icon: page.leaves && page.leaves.last ? "up" : "down"
        onTapped: page.leaves.turn()
    }

    LinkRow {
        visible: Zones.split && implicitHeight > 0 && !(page.leaves && page.leaves.outside)
        x: Zones.margin
        y: Zones.actionY + (Zones.actionHeight - height) / 2
        width: Zones.panelWidth - x
        height: Zones.actionHeight
        quiet: true
        most: Zones.actionHeight
        row: page.helpButton ?? ({ id: "", text: "", note: "", icon: "" })
    }

    ActionRow {
        back: page.backButton
        primary: page.primaryButton
        second: page.secondButton
        hint: page.hint
        filled: page.filledPrimary
        leaves: page.leaves
    }
}
