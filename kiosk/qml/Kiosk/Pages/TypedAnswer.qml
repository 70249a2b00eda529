import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Python

// A field and its keyboard, over the whole width of the page. The text typed here is the truth; the core's copy only replaces it when it is no old echo.
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
    // where the heading ends, in this item's coordinates
    property real headingEnd: 0
    // in the lower-half layout the field stands above what is touched
    readonly property bool above: Zones.portrait && Theme.lower
    property bool keysShown: true
    property string text: ""
    property var sent: []
    readonly property real keysHeight: keysShown ? keypad.implicitHeight : 0
    readonly property real fieldHeight: field.height
    readonly property real fieldBottom: fieldAside ? 0 : field.y + field.height

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

        x: answer.fieldAside && Zones.split ? Zones.headingX : Zones.contentX
        y: answer.fieldAside ? answer.headingEnd + 16 : answer.above ? Math.max(answer.headingEnd + 12, -12 - box.height - box.y) : 0
        width: answer.fieldAside && Zones.split ? Zones.lettersHeadingWidth : Zones.contentWidth
        spacing: Zones.compact ? 8 : 12

        Words {
            visible: text !== "" && (answer.error === "" || !Zones.compact)
            width: parent.width
            role: Type.label
            text: answer.label
        }

        FieldBox {
            id: box

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
            readonly property bool fits: field.y + y + implicitHeight + Theme.gap < (keypad.x > field.x + field.width ? answer.room : keypad.y)

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
        x: letters ? Zones.lettersX : Zones.contentX
        y: answer.room - height
        width: letters ? Zones.lettersWidth : Zones.contentWidth
        kind: answer.keyboard
        text: answer.text
        words: answer.words
        onEdited: text => answer.set(text)
        onDone: answer.finished()
    }
}
