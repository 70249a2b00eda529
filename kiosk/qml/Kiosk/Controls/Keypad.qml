pragma ComponentBehavior: Bound
import QtQuick

// The keyboard for a kind of field: digits, a code, or letters with pinyin.
Item {
    id: pad

    required property string kind
    required property string text
    required property var words
    readonly property bool letters: kind === "text" || kind === "code" || kind === "serial"
    readonly property string composing: kind === "text" && loader.item ? (loader.item as LetterPad)?.composing ?? "" : ""

    signal edited(string text)
    signal done

    implicitHeight: loader.item ? (loader.item as Item).implicitHeight : 0
    height: implicitHeight

    function key(name: string): void {
        if (name === "back")
            edited(Array.from(text).slice(0, -1).join(""));
        else if (name === "done")
            done();
        else if (name === "space")
            edited(text + " ");
        else if (Array.from(text).length < limit() && allowed(name))
            edited(text + name);
    }

    function limit(): int {
        return kind === "mobile" ? 11 : kind === "idno" ? 18 : kind === "money" ? 12 : 60;
    }

    // X only at the end of an identity number, one point and two decimals in an amount
    function allowed(name: string): bool {
        if (kind === "idno")
            return name !== "X" || text.length === 17;
        if (kind === "money")
            return /^(0|[1-9]\d*)?(\.\d{0,2})?$/.test(text + name) && (text + name) !== ".";
        return true;
    }

    Loader {
        id: loader

        width: parent.width
        sourceComponent: pad.kind === "text" ? letterPad : pad.letters ? codePad : numberPad
    }

    Component {
        id: numberPad

        NumberPad {
            extra: pad.kind === "idno" ? "X" : pad.kind === "money" ? "." : ""
            words: pad.words
            onKey: name => pad.key(name)
        }
    }

    Component {
        id: codePad

        CodePad {
            words: pad.words
            whole: pad.kind === "serial"
            onKey: name => pad.key(name)
        }
    }

    Component {
        id: letterPad

        LetterPad {
            words: pad.words
            onKey: name => pad.key(name)
        }
    }
}
