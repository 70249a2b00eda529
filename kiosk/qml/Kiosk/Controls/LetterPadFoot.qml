import QtQuick

// The last row of the letter pad: pinyin or letters, digits, space, done.
Row {
    id: foot

    property real unit
    property int keyHeight
    property var words
    property string mode

    signal modeAsked(string mode)
    signal spaceAsked
    signal doneAsked

    spacing: 12

    KeyCap {
        controlId: "key:letters"
        width: foot.unit * 2 + 12
        height: foot.keyHeight
        face: foot.mode === "pinyin" ? foot.words.latin : foot.words.pinyin
        onTapped: foot.modeAsked(foot.mode === "pinyin" ? "latin" : "pinyin")
    }

    KeyCap {
        controlId: "key:digits"
        width: foot.unit * 2 + 12
        height: foot.keyHeight
        face: foot.mode === "digits" ? foot.words.latin : foot.words.digits
        onTapped: foot.modeAsked(foot.mode === "digits" ? "latin" : "digits")
    }

    KeyCap {
        controlId: "key:space"
        width: foot.unit * 3.5 + 30
        height: foot.keyHeight
        face: foot.words.space
        onTapped: foot.spaceAsked()
    }

    KeyCap {
        controlId: "key:done"
        width: foot.unit * 2.5 + 18
        height: foot.keyHeight
        face: foot.words.done
        strong: true
        onTapped: foot.doneAsked()
    }
}
