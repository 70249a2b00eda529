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
    required property var words
    required property real room
    property string label: ""
    property string error: ""
    property string hint: ""
    property string reasonTitle: ""
    property string reason: ""
    property bool fieldAside: false
    property real asideTop: 0
    property bool keysShown: true
    property string text: ""
    property var sent: []
    readonly property real keysHeight: keysShown ? keypad.implicitHeight : 0
    readonly property real fieldHeight: field.height
    readonly property real fieldBottom: fieldAside ? 0 : field.height

    signal finished

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

        x: answer.fieldAside ? Zones.headingX - Zones.contentX : 0
        y: answer.fieldAside ? answer.asideTop : 0
        width: answer.fieldAside ? Zones.headingWidth : parent.width
        spacing: Zones.compact ? 8 : 12

        Words {
            visible: text !== ""
            width: parent.width
            role: Type.label
            text: answer.label
        }

        FieldBox {
            width: parent.width
            text: answer.text
            composing: keypad.composing
            grouping: answer.keyboard
            hint: answer.hint
            faulty: answer.error !== ""
        }

        FieldFault {
            width: parent.width
            text: answer.error
        }

        ReasonNote {
            readonly property bool fits: y + implicitHeight + Theme.group < keypad.y

            width: parent.width
            height: implicitHeight
            visible: implicitHeight > 0 && fits
            title: answer.reasonTitle
            text: answer.reason
        }
    }

    Keypad {
        id: keypad

        visible: answer.keysShown
        x: letters && Zones.portrait ? Zones.margin - Zones.contentX : 0
        y: answer.room - height
        width: letters && Zones.portrait ? Zones.keyWidth : parent.width
        kind: answer.keyboard
        text: answer.text
        words: answer.words
        onEdited: text => answer.set(text)
        onDone: answer.finished()
    }
}
