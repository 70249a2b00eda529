import QtQuick
import Kiosk.Theme
import Kiosk.Controls

Item {
    id: row

    required property var fact

    implicitHeight: value.implicitHeight

    Words {
        width: 180
        role: Type.label
        text: row.fact.label
        color: Theme.ink2
    }

    Words {
        id: value

        x: 200
        width: parent.width - 200
        role: Type.value
        text: row.fact.value + (row.fact.note === "" ? "" : "\n" + row.fact.note)
    }
}
