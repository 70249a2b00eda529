import QtQuick
import Kiosk.Theme

// First and last of a personal value with tape between, about as long as what it hides.
Row {
    id: tape

    property string head
    property string tail
    property int hidden: 0
    property real limit: 600

    spacing: 12
    Accessible.role: Accessible.StaticText
    Accessible.name: head + " … " + tail

    Words {
        id: first

        visible: text !== ""
        wrapMode: Text.NoWrap
        role: Type.value
        text: tape.head
        Accessible.ignored: true
    }

    Rectangle {
        anchors.verticalCenter: parent.verticalCenter
        width: Math.max(36, Math.min(tape.hidden * Type.value.px * 0.62, 260, tape.limit - first.implicitWidth - last.implicitWidth - 24))
        height: Type.value.px
        radius: 4
        color: Theme.mask
    }

    Words {
        id: last

        visible: text !== ""
        wrapMode: Text.NoWrap
        role: Type.value
        text: tape.tail
        Accessible.ignored: true
    }
}
