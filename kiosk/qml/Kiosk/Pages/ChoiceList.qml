pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Python

// The choices of a question. A touch fills the row for 400 ms and then answers; with a next-step button it only chooses.
Leaves {
    id: list

    required property var model
    property bool reasoned: false
    readonly property bool ticks: model.control === "multi"
    readonly property bool moves: !model.primary
    property string taken: ""

    // a long list of short names stands in two columns
    readonly property bool dense: Zones.portrait && !Theme.elder && model.choices.length > 7 && model.choices.every(choice => choice.note === "" && choice.cannot === "" && choice.label.length <= 10)

    columns: dense ? 2 : Zones.split && Theme.lower && !Theme.elder && !Zones.compact && model.choices.length > 1 ? 2 : 1
    columnGap: Theme.gap

    function touch(id: string): void {
        if (ticks) {
            const ids = model.choices.filter(choice => choice.chosen !== (choice.id === id)).map(choice => choice.id);
            Bridge.chose(model.ask, ids);
        } else if (!moves) {
            Bridge.chose(model.ask, [id]);
        } else if (taken === "") {
            taken = id;
            moveOn.start();
        }
    }

    Timer {
        id: moveOn

        interval: Theme.takenMs
        onTriggered: {
            const id = list.taken;
            list.taken = "";
            Bridge.chose(list.model.ask, [id]);
        }
    }

    Repeater {
        model: list.model.choices

        ChoiceRow {
            required property var modelData
            required property int index

            controlId: modelData.id.startsWith("choice:") ? modelData.id : "choice:" + modelData.id
            label: modelData.label
            note: modelData.note
            cannot: modelData.cannot
            number: index + 1
            ticks: list.ticks
            moves: list.moves
            taken: list.moves && !list.ticks ? list.taken === modelData.id : modelData.chosen
            dense: list.dense
            onTapped: list.touch(modelData.id)
        }
    }

    ReasonNote {
        gap: Theme.group
        title: list.reasoned ? list.model.reason_title : ""
        text: list.reasoned ? list.model.reason : ""
    }

    LinkRow {
        gap: Theme.group
        counts: false
        quiet: true
        row: (!Zones.split || list.outside) && list.model.help ? list.model.help : ({ id: "", text: "", note: "", icon: "" })
    }
}
