pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Python

// The choices of a question. A touch fills the row for 400 ms and then answers; with a next-step button it only chooses.
Item {
    id: list

    required property var model
    required property var words
    required property real room
    readonly property bool ticks: model.control === "multi"
    readonly property bool moves: !model.primary
    property string taken: ""

    implicitHeight: help.visible ? help.y + help.height : rows.implicitHeight

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

    PagedColumn {
        id: rows

        width: parent.width
        rows: list.model.choices
        columns: !Zones.portrait && Theme.lower ? 2 : 1
        room: list.room - (help.visible ? help.height + 48 : 0)
        moreWords: list.words.more

        delegate: ChoiceRow {
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
            onTapped: list.touch(modelData.id)
        }
    }

    LinkRow {
        id: help

        visible: !!list.model.help
        y: rows.implicitHeight + 48
        width: parent.width
        quiet: true
        row: list.model.help ?? ({ id: "", title: "", text: "", note: "", icon: "", cannot: "" })
    }
}
