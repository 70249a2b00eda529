pragma Singleton
import QtQuick

// Colour roles, strokes and motion. The window sets the preferences; everything else follows.
QtObject {
    id: theme

    property bool elder: false
    property bool contrast: false
    property bool lower: false
    property bool reducedMotion: false
    readonly property bool still: elder || contrast || reducedMotion

    readonly property color bg: contrast ? "#000000" : "#F6F4EE"
    readonly property color surface: contrast ? "#000000" : "#FFFFFF"
    readonly property color ink: contrast ? "#FFFFFF" : "#16252B"
    readonly property color ink2: contrast ? "#FFFFFF" : "#47565B"
    readonly property color primary: contrast ? "#FFD60A" : "#0B5359"
    readonly property color textOnPrimary: contrast ? "#000000" : "#FFFFFF"
    readonly property color primaryPressed: contrast ? "#FFFFFF" : "#0A4046"
    readonly property color tint: contrast ? "#1A1A1A" : "#E0EDEB"
    readonly property color line: contrast ? "#FFFFFF" : "#76858A"
    readonly property color hair: contrast ? "#FFFFFF" : "#D5D6CE"
    readonly property color track: contrast ? "#FFD60A" : "#BFD3CF"
    readonly property color mask: contrast ? "#888888" : "#7E8E8A"
    readonly property color counter: contrast ? "#000000" : "#10353A"
    readonly property color counterKey: contrast ? "#FFFFFF" : "#5F8186"
    readonly property color textOnCounter: "#FFFFFF"
    readonly property color paper: "#FFFFFF"
    readonly property color textOnPaper: "#16252B"
    readonly property color ok: contrast ? "#7CF29A" : "#1D6438"
    readonly property color okBg: contrast ? "#000000" : "#E3F0E5"
    readonly property color warn: contrast ? "#FFB84D" : "#7A4B00"
    readonly property color warnBg: contrast ? "#000000" : "#FAEBCB"
    readonly property color err: contrast ? "#FF9C8F" : "#9C2A1E"
    readonly property color errBg: contrast ? "#000000" : "#FAE6E1"
    readonly property color bank: contrast ? "#B7A6FF" : "#493D73"
    readonly property color bankBg: contrast ? "#000000" : "#EAE6F3"
    readonly property color focus: "#FFC933"
    readonly property color recording: "#FF5A4A"
    readonly property color screenInk: "#16252B"
    readonly property color previewBg: "#22272C"

    readonly property int stroke: contrast ? 4 : 3
    readonly property int panelStroke: contrast ? 4 : 0
    readonly property int controlRadius: 12
    readonly property int panelRadius: 8

    readonly property int gap: 24
    readonly property int group: 48
    readonly property int slide: 48
    readonly property int slideMs: 180
    readonly property int growMs: 240
    readonly property int takenMs: 400
    readonly property int revealMs: 3000

    function toneInk(tone: string): color {
        switch (tone) {
        case "ok":
            return theme.ok;
        case "warn":
            return theme.warn;
        case "error":
            return theme.err;
        case "bank":
            return theme.bank;
        case "off":
            return theme.ink2;
        default:
            return theme.primary;
        }
    }

    function toneBg(tone: string): color {
        switch (tone) {
        case "ok":
            return theme.okBg;
        case "warn":
            return theme.warnBg;
        case "error":
            return theme.errBg;
        case "bank":
            return theme.bankBg;
        default:
            return theme.tint;
        }
    }

    function toneIcon(tone: string): string {
        switch (tone) {
        case "ok":
            return "check";
        case "warn":
        case "error":
            return "warn";
        case "bank":
            return "bank";
        case "off":
            return "clock";
        default:
            return "info";
        }
    }
}
