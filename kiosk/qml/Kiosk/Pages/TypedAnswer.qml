import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Python

// A field and its keyboard. The text typed here is the truth; the core's copy only replaces it when it is no old echo.
Item {
    id: answer

    required property string entry
    required property string value
    required property string keyboard
    required property string label
    required property string error
    required property var words
    required property real room
    property string text: ""
    property var sent: []

    implicitHeight: room
    Component.onCompleted: text = value
    onValueChanged: {
        const echo = sent.indexOf(value);
        if (echo >= 0)
            sent = sent.slice(echo + 1);
        else if (value !== text)
            text = value;
    }

    function set(text: string): void {
        answer.text = text;
        sent = sent.concat([text]).slice(-40);
        Bridge.typed(entry, text);
    }

    Column {
        id: field

        width: parent.width
        spacing: 12

        Words {
            visible: text !== ""
            role: Type.label
            text: answer.label
        }

        FieldBox {
            width: parent.width
            text: answer.text
            grouping: answer.keyboard
            faulty: answer.error !== ""
        }

        Words {
            visible: text !== ""
            width: parent.width
            text: answer.error
            color: Theme.err
        }
    }

    Keypad {
        x: Zones.split ? 0 : Zones.margin - Zones.contentX
        width: Zones.split ? parent.width : Zones.width - 2 * Zones.margin
        y: answer.room - height
        kind: answer.keyboard
        text: answer.text
        words: answer.words
        onEdited: text => answer.set(text)
    }
}
