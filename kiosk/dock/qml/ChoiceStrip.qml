pragma ComponentBehavior: Bound
import QtQuick

// A device with one setting: a title and the ways it can be.
DockSection {
    id: strip

    property var choices: []
    property string now: ""

    signal chosen(string choice)

    visible: dock.devices[device] !== undefined
    state_: dock.devices[device] ?? ({})

    Flow {
        width: parent.width
        spacing: 8

        Repeater {
            model: strip.choices

            DockButton {
                required property var modelData

                objectName: "dock:" + strip.device + ":" + modelData[0]
                live: strip.plugged
                tone: modelData[2] ?? "plain"
                label: modelData[1]
                on: strip.now === modelData[0]
                onPressed: strip.chosen(modelData[0])
            }
        }
    }
}
