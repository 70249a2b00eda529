pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Python

// Presets as choices, and a day picker: year, month and day each one step back or on.
Leaves {
    id: answer

    required property var model
    property string iso: /^\d{4}-\d\d-\d\d$/.test(model.value) ? model.value : today()
    readonly property var parts: iso.split("-").map(part => parseInt(part))

    function today(): string {
        return Qt.formatDate(new Date(), "yyyy-MM-dd");
    }

    // a day that the month does not have becomes its last
    function step(part: int, by: int): void {
        const next = parts.slice();
        next[part] += by;
        if (part === 1)
            next[1] = (next[1] + 11) % 12 + 1;
        const days = new Date(next[0], next[1], 0).getDate();
        next[2] = part === 2 ? (next[2] + days - 1) % days + 1 : Math.min(next[2], days);
        iso = next.map((number, i) => String(number).padStart(i === 0 ? 4 : 2, "0")).join("-");
        Bridge.typed(model.ask, iso);
    }

    Repeater {
        model: answer.model.choices

        ChoiceRow {
            required property var modelData
            required property int index

            controlId: modelData.id.startsWith("choice:") ? modelData.id : "choice:" + modelData.id
            label: modelData.label
            note: modelData.note
            cannot: modelData.cannot
            number: index + 1
            moves: false
            taken: modelData.chosen || modelData.id === answer.iso
            onTapped: {
                if (/^\d{4}-\d\d-\d\d$/.test(modelData.id))
                    answer.iso = modelData.id;
                Bridge.chose(answer.model.ask, [modelData.id]);
            }
        }
    }

    DayPicker {
        gap: answer.model.choices.length > 0 ? Theme.group : 0
        parts: answer.parts
        words: answer.words
        onTurned: (part, by) => answer.step(part, by)
    }

    TextBlock {
        color: Theme.err
        text: answer.model.error
    }
}
