pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Python
import Kiosk.Python

// One question: choices, ticks, a consent pair, a typed answer or a date.
Page {
    id: page

    readonly property bool typed: model.keyboard !== "none" && model.choices.length === 0
    readonly property bool dated: model.control === "date"
    // letters need the whole right side of a small screen: the field stands under the heading
    readonly property bool fieldAside: typed && Zones.compact && (model.keyboard === "text" || model.keyboard === "code")

    keyed: typed
    helpButton: model.help
    readingTop: headingBlock.lowest + 12 + (fieldAside ? (inner.item as TypedAnswer)?.fieldHeight + 16 : Zones.compact ? 0 : 12)
    line.dotsTo: typed && Zones.portrait ? boxTop + room - (inner.item as TypedAnswer)?.keysHeight - 24 : Zones.panelBottom
    line.toPrimary: !!primaryButton && !typed

    reading: ReasonNote {
        title: page.model.reason_title
        text: page.model.reason
    }

    Loader {
        id: inner

        width: parent.width
        height: page.room
        sourceComponent: page.typed ? typing : page.dated ? dating : choosing
    }

    Component {
        id: choosing

        ChoiceList {
            model: page.model
            words: page.words
            room: page.room
            reasoned: !page.aside
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
            reasonTitle: page.aside ? "" : page.model.reason_title
            reason: page.aside ? "" : page.model.reason
            words: page.words
            room: page.room
            fieldAside: page.fieldAside
            asideTop: page.headingBlock.lowest + 12 - page.boxTop
            onFinished: if (page.model.primary) Bridge.press(page.model.primary.id)
        }
    }
}
