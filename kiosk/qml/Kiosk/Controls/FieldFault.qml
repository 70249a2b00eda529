import QtQuick
import Kiosk.Theme

// What is wrong with a field, under it, with the sign that goes with the colour.
Item {
    id: fault

    property string text

    visible: text !== ""
    implicitHeight: visible ? words.implicitHeight : 0

    Icon {
        y: 2
        name: "warn"
        size: 40
        colour: Theme.err
    }

    Words {
        id: words

        x: 56
        width: parent.width - x
        text: fault.text
        color: Theme.err
    }
}
