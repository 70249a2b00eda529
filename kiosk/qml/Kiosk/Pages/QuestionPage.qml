pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Python

// One question: choices, ticks, a consent pair, a typed answer or a date.
Page {
    id: page

    readonly property bool typed: model.keyboard !== "none" && model.choices.length === 0
    readonly property bool dated: model.control === "date"
    // letters need the whole right side of a small screen: the field stands under the heading
    readonly property bool fieldAside: typed && Zones.compact && ["text", "code", "serial"].includes(model.keyboard)

    // the keys take the whole width, and the line ends above them
    readonly property bool keysBelow: typed && (Zones.portrait || fieldAside && Zones.lettersBelow)

    keyed: typed
    fullWidth: typed
    leaves: inner.item as Leaves
    headingWidth: fieldAside ? Zones.lettersHeadingWidth : Zones.headingWidth
    helpButton: model.help
    line.dotsTo: keysBelow ? boxTop + room - (inner.item as TypedAnswer)?.keysHeight - 24 : Zones.panelBottom
    line.toPrimary: !!primaryButton && !typed

    reading: fieldAside ? null : reason

    Component {
        id: reason

        ReasonNote {
            title: page.typed && Zones.portrait ? "" : page.model.reason_title
            text: page.typed && Zones.portrait ? "" : page.model.reason
        }
    }

    Loader {
        id: inner

        width: page.typed ? page.width : Zones.contentWidth
        height: page.room
        sourceComponent: page.typed ? typing : page.dated ? dating : choosing
    }

    Component {
        id: choosing

        ChoiceList {
            model: page.model
            words: page.words
            room: page.room
            reasoned: Zones.portrait && !page.readAside
        }
    }

    Component {
        id: dating

        DateAnswer {
            model: page.model
            words: page.words
            room: page.room
        }
    }

    Component {
        id: typing

        TypedAnswer {
            entry: page.model.ask
            value: page.model.value
            keyboard: page.model.keyboard
            label: page.model.field_label
            error: page.model.error
            reasonTitle: Zones.split && !page.fieldAside ? "" : page.model.reason_title
            reason: Zones.split && !page.fieldAside ? "" : page.model.reason
            words: page.words
            room: page.room
            fieldAside: page.fieldAside
            headingEnd: page.headingBlock.lowest - page.boxTop
            onFinished: if (page.model.primary) Bridge.press(page.model.primary.id)
        }
    }
}
