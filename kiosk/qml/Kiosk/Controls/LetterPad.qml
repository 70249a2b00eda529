pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Python

// Letters with pinyin, letters as they are, or digits and signs; the candidates stand in a row of their own above.
Column {
    id: pad

    property var words
    property string mode: "pinyin"
    property bool capitals: false
    property bool spread: false
    readonly property string composing: composer?.keys ?? ""
    readonly property real unit: (width - 9 * spacing) / 10
    readonly property int keyHeight: Zones.compact || (Theme.lower && Zones.portrait) ? 80 : 96
    readonly property list<string> letterRows: ["qwertyuiop", "asdfghjkl", "zxcvbnm"]
    readonly property list<string> digitRows: ["1234567890", "-/#()、，。:", ".@+&%'\""]

    signal key(string name)

    spacing: 12

    function press(face: string): void {
        if (mode === "pinyin")
            composer.type(face);
        else
            key(capitals && mode === "latin" ? face.toUpperCase() : face);
    }

    function back(): void {
        if (composer.keys !== "")
            composer.erase();
        else
            key("back");
    }

    function space(): void {
        if (composer.keys !== "")
            composer.choose(0);
        else
            key("space");
    }

    function turnTo(next: string): void {
        composer.clear();
        spread = false;
        mode = next;
    }

    Composer {
        id: composer

        onCommitted: text => pad.key(text)
        onKeysChanged: if (keys === "") pad.spread = false
    }

    CandidateRow {
        width: pad.width
        words: pad.words
        composer: composer
        spread: pad.spread
        rows: pad.spread ? 4 : 1
        keyHeight: pad.keyHeight
        onSpreadAsked: pad.spread = !pad.spread
    }

    Repeater {
        model: pad.spread ? [] : pad.mode === "digits" ? pad.digitRows : pad.letterRows

        Row {
            id: keyRow

            required property string modelData
            required property int index

            anchors.horizontalCenter: parent?.horizontalCenter
            spacing: pad.spacing

            KeyCap {
                controlId: "key:capitals"
                visible: keyRow.index === 2 && pad.mode === "latin"
                width: pad.unit * 1.5 + 6
                height: pad.keyHeight
                face: pad.words.capitals
                strong: pad.capitals
                onTapped: pad.capitals = !pad.capitals
            }

            KeyCap {
                controlId: "key:'"
                visible: keyRow.index === 2 && pad.mode === "pinyin"
                width: pad.unit
                height: pad.keyHeight
                face: "'"
                onTapped: pad.press("'")
            }

            Repeater {
                model: keyRow.modelData.split("")

                KeyCap {
                    required property string modelData

                    controlId: "key:" + modelData
                    width: pad.unit
                    height: pad.keyHeight
                    face: pad.capitals && pad.mode === "latin" ? modelData.toUpperCase() : modelData
                    large: true
                    onTapped: pad.press(modelData)
                }
            }

            KeyCap {
                controlId: "key:back"
                visible: keyRow.index === 2
                width: pad.unit * 2 + pad.spacing
                height: pad.keyHeight
                face: pad.words.erase
                icon: "erase"
                onTapped: pad.back()
            }
        }
    }

    LetterPadFoot {
        width: pad.width
        unit: pad.unit
        keyHeight: pad.keyHeight
        visible: !pad.spread
        words: pad.words
        mode: pad.mode
        onModeAsked: mode => pad.turnTo(mode)
        onSpaceAsked: pad.space()
        onDoneAsked: pad.key("done")
    }
}
