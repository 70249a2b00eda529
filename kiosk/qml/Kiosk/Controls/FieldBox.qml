import QtQuick
import Kiosk.Theme

// A field that is being filled: 6 px edge, caret, digits grouped as they are spoken. What is too long shows its end.
Item {
    id: field

    property string text
    property string grouping: "none"
    property bool faulty: false
    property bool active: true
    property string composing: ""
    property string hint: ""

    implicitHeight: Zones.compact ? 80 : Theme.elder ? 128 : 112
    Accessible.role: Accessible.EditableText
    Accessible.name: text

    function grouped(text: string): string {
        const cut = places => places.map((from, i) => text.slice(from, places[i + 1])).filter(part => part !== "").join(" ");
        switch (grouping) {
        case "mobile":
            return cut([0, 3, 7]);
        case "idno":
            return cut([0, 6, 10, 14]);
        case "code":
            return cut([0, 4, 8, 12]);
        default:
            return text;
        }
    }

    Rectangle {
        anchors.fill: parent
        radius: Theme.controlRadius
        color: Theme.surface
        border.width: field.active ? 6 : Theme.stroke
        border.color: field.faulty ? Theme.err : field.active ? Theme.primary : Theme.line
    }

    Item {
        x: 28
        width: parent.width - 56
        height: parent.height
        clip: inked.width > width

        Row {
            id: inked

            anchors.verticalCenter: parent.verticalCenter
            x: Math.min(0, parent.width - width)

            Words {
                role: Type.code
                wrapMode: Text.NoWrap
                text: field.grouped(field.text)
                Accessible.ignored: true
            }

            Words {
                role: Type.code
                wrapMode: Text.NoWrap
                font.bold: false
                font.underline: true
                text: field.composing
                color: Theme.primary
                Accessible.ignored: true
            }

            Rectangle {
                visible: field.active
                anchors.verticalCenter: parent.verticalCenter
                width: 5
                height: Type.code.px
                color: Theme.primary
            }
        }

        Words {
            visible: field.text === "" && field.composing === "" && text !== ""
            anchors.verticalCenter: parent.verticalCenter
            x: 20
            width: parent.width - x
            text: field.hint
            color: Theme.ink2
        }
    }
}
