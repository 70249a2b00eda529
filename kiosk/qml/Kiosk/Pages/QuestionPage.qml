pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Python

// One question: choices, ticks, a consent pair, a typed answer or a date.
Page {
    id: page

    readonly property bool typed: model.keyboard !== "none" && model.choices.length === 0

    reading: ReasonNote {
        title: page.model.reason_title
        text: page.model.reason
    }

    Loader {
        width: parent.width
        height: page.room
        sourceComponent: page.typed ? typing : choosing
    }

    Component {
        id: choosing

        ChoiceList {
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
            words: page.words
            room: page.room
        }
    }
}
