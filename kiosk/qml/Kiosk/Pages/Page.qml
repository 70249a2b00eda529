import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// The frame of every page: the line, the heading, what to read, what to touch, and the one place of the next step.
Item {
    id: page

    required property var model
    required property var words
    default property alias content: box.data
    property Component reading: null
    property bool readingFirst: false
    property var backButton: model.back ?? null
    property var primaryButton: model.primary ?? null
    property var secondButton: null
    property string hint: model.hint ?? ""
    property bool filledPrimary: true
    property string lineEnd: primaryButton && filledPrimary ? "primary" : "open"

    readonly property real readingHeight: readingLoader.item ? (readingLoader.item as Item).implicitHeight : 0
    readonly property bool readingAside: Zones.split || Theme.lower
    readonly property real boxTop: Zones.split ? Zones.contentTop : Math.max(Zones.contentTop, heading.lowest + 24 + (readingFirst && !readingAside ? readingHeight + 24 : 0))
    // what the page's own content may fill
    readonly property real room: Zones.contentBottom - boxTop - (!readingAside && !readingFirst && readingHeight > 0 ? readingHeight + 48 : 0)
    readonly property real used: box.childrenRect.height

    function arrive(): void {
        if (!Theme.still)
            slide.restart();
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
        }

        Item {
            id: box

            x: Zones.contentX
            y: page.boxTop
            width: Zones.contentWidth
            height: page.room
        }

        Loader {
            id: readingLoader

            sourceComponent: page.reading
            x: Zones.headingX
            y: page.readingAside || page.readingFirst ? heading.lowest + 24 : page.boxTop + page.used + 48
            width: Zones.split ? Zones.headingWidth : Zones.contentWidth
        }
    }

    PageLine {
        heading: page.model.heading
        nodeY: heading.nodeY
        doneY: heading.stepY
        toPrimary: page.lineEnd === "primary"
    }

    ActionRow {
        back: page.backButton
        primary: page.primaryButton
        second: page.secondButton
        hint: page.hint
        filled: page.filledPrimary
    }
}
