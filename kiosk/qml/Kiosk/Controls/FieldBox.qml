import QtQuick
import Kiosk.Theme

// A field that is being filled: 6 px edge, caret, digits grouped as they are spoken.
Item {
    id: field

    property string text
    property string grouping: "none"
    property bool faulty: false
    property string composing: ""
    property string hint: ""

    implicitHeight: Zones.compact ? 80 : 112

    function grouped(text: string): string {
        if (grouping === "mobile")
            return [text.slice(0, 3), text.slice(3, 7), text.slice(7)].filter(part => part !== "").join(" ");
        if (grouping === "idno")
            return [text.slice(0, 6), text.slice(6, 14), text.slice(14)].filter(part => part !== "").join(" ");
        if (grouping === "code")
            return text.replace(/(.{4})(?=.)/g, "$1 ");
        return text;
    }

    Rectangle {
        anchors.fill: parent
        radius: Theme.controlRadius
        color: Theme.surface
        border.width: 6
        border.color: field.faulty ? Theme.err : Theme.primary
    }

    Row {
        anchors.verticalCenter: parent.verticalCenter
        x: 32

        Words {
            role: Type.code
            text: field.grouped(field.text)
        }

        Words {
            role: Type.code
            text: field.composing
            color: Theme.primary
            font.underline: true
        }

        Rectangle {
            anchors.verticalCenter: parent.verticalCenter
            width: 5
            height: Type.code.px
            color: Theme.primary
        }

        Words {
            visible: field.text === "" && field.composing === ""
            anchors.verticalCenter: parent.verticalCenter
            text: "  " + field.hint
            color: Theme.ink2
        }
    }
}
