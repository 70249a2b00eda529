import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// A field of the staff page that is touched to type into it.
Touch {
    id: field

    property string label
    property string text
    property bool active: false

    spoken: label
    implicitHeight: box.y + box.height
    height: implicitHeight
    Accessible.role: Accessible.EditableText

    Words {
        id: name

        role: Type.label
        text: field.label
    }

    FieldBox {
        id: box

        y: name.implicitHeight + 4
        width: parent.width
        height: Zones.compact || (Zones.split && Theme.lower) ? 80 : 104
        text: field.text
        active: field.active
    }
}
