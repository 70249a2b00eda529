import QtQuick
import Kiosk.Theme
import Kiosk.Controls

Item {
    id: valueRow

    required property var row

    implicitHeight: 80

    Words {
        anchors.verticalCenter: parent.verticalCenter
        role: Type.label
        text: valueRow.row.label
        color: Theme.ink2
    }

    Words {
        x: 208
        anchors.verticalCenter: parent.verticalCenter
        role: Type.value
        text: valueRow.row.value.kind === "Masked" ? valueRow.row.value.head + " ▇▇▇ " + valueRow.row.value.tail : valueRow.row.value
    }

    ActionButton {
        anchors.right: parent.right
        height: 80
        width: 160
        button: valueRow.row.edit
    }
}
