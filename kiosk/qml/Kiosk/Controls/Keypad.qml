pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// The keyboard for a kind of field: a number pad, a code pad, or letters with pinyin.
Item {
    id: pad

    required property string kind
    required property string text
    required property var words
    readonly property bool letters: kind === "text" || kind === "code"

    signal edited(string text)
    signal done

    implicitHeight: loader.item ? loader.item.implicitHeight : 0

    function key(name: string): void {
        if (name === "back")
            edited(text.slice(0, -1));
        else if (name === "done")
            done();
        else if (name === "space")
            edited(text + " ");
        else if (text.length < limit())
            edited(text + name);
    }

    function limit(): int {
        return kind === "mobile" ? 11 : kind === "idno" ? 18 : 60;
    }

    Loader {
        id: loader

        width: parent.width
        sourceComponent: pad.letters ? full : digits
    }

    Component {
        id: digits

        NumberPad {
            extra: pad.kind === "idno" ? "X" : pad.kind === "money" ? "." : ""
            words: pad.words
            onKey: name => pad.key(name)
        }
    }

    Component {
        id: full

        LetterPad {
            code: pad.kind === "code"
            words: pad.words
            onKey: name => pad.key(name)
        }
    }
}
