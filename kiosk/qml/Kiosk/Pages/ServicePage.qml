pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// Before the start: how long, when ready, what it costs; then who, what to bring, how one gets it.
Page {
    id: page

    readonly property var figures: model.facts.filter(fact => /^[^\d]{0,3}\d/.test(fact.value) && fact.value.length <= 14).slice(0, 3)
    readonly property var reading_: model.facts.filter(fact => !figures.includes(fact))

    touchless: true
    leaves: pieces

    Leaves {
        id: pieces

        width: parent.width
        room: page.room
        words: page.words

        FigureStrip {
            figures: page.figures
        }

        Repeater {
            model: page.reading_

            FactRow {
                required property var modelData
                required property int index

                gap: index === 0 ? 40 : Zones.compact ? 16 : 24
                label: modelData.label
                value: modelData.value
                note: modelData.note
                strong: modelData.icon === "card"
            }
        }

        StepStrip {
            gap: Zones.compact ? 24 : 40
            steps: page.model.steps
        }

        PanelBox {
            gap: Zones.compact ? 24 : 40
            panel: page.model.panel
        }

        TextBlock {
            role: Type.small
            color: Theme.warn
            text: page.model.demo_mark
        }
    }
}
