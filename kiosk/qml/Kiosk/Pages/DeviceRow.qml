import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// One device: name, state in word and sign, what it means, a test.
Block {
    id: device

    required property var row
    readonly property bool stacked: width < 800 || Theme.elder
    readonly property real edge: row.test ? test.width + 16 : 0

    implicitHeight: Math.max(Zones.target + Theme.gap, Math.max(left.implicitHeight, stacked ? 0 : state.implicitHeight) + 16)

    Column {
        id: left

        anchors.verticalCenter: parent.verticalCenter
        width: device.stacked ? parent.width - device.edge : parent.width * 0.3

        Words {
            width: parent.width
            role: Type.body
            text: device.row.device
        }

        DeviceState {
            visible: device.stacked
            width: parent.width
            row: device.row
            noted: true
        }
    }

    DeviceState {
        id: state

        x: parent.width * 0.3 + 8
        anchors.verticalCenter: parent.verticalCenter
        visible: !device.stacked
        width: parent.width - x - device.edge
        row: device.row
        noted: true
    }

    ActionButton {
        id: test

        anchors { right: parent.right; verticalCenter: parent.verticalCenter }
        width: Math.max(112, implicitWidth - 24)
        height: Zones.target
        role: Type.step
        button: device.row.test
    }

    Rule {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
