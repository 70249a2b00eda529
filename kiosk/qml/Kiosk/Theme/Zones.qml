pragma Singleton
import QtQuick

// Where things stand, in pixels of the window. 1080x1920 is the reference; the others keep its order and its floors.
QtObject {
    id: zones

    property int width: 1080
    property int height: 1920

    readonly property bool portrait: height > width
    readonly property bool compact: !portrait && width < 1600
    // heading and reason left, what is touched right
    readonly property bool split: !portrait
    readonly property int margin: compact ? 40 : 48
    readonly property int lineX: compact ? 72 : 84
    readonly property int textX: compact ? 120 : 144

    readonly property int target: Theme.elder ? 104 : 80
    readonly property int choice: compact ? (Theme.elder ? 116 : 88) : Theme.elder ? (split && Theme.lower ? 144 : 170) : 128

    readonly property int headHeight: portrait ? 104 : compact ? 64 : 88
    readonly property int footKeyHeight: portrait ? 168 : compact ? (Theme.elder ? 104 : 88) : (Theme.elder ? 104 : 96)
    readonly property int footHeight: portrait ? 216 : compact ? footKeyHeight + 16 : 144
    readonly property int footY: height - footHeight

    readonly property int actionHeight: portrait ? 120 : compact ? (Theme.elder ? 104 : 88) : 112
    readonly property int actionY: footY - (compact ? 16 : 36) - actionHeight
    readonly property int wayY: portrait ? actionY - 36 : actionY

    readonly property int panelWidth: split ? Math.round(width * (compact ? 0.37 : 0.3625)) : width - margin
    readonly property int headingX: textX
    readonly property int headingY: headHeight + (portrait ? 48 : compact ? 8 : 24)
    readonly property int headingWidth: panelWidth - textX
    readonly property int panelBottom: portrait ? actionY - 48 : compact ? actionY - 24 : actionY - 32

    // the lower-half layout keeps everything that can be touched in the lower 60 %; a screen so low that 320 px would not
    // remain keeps it as low as it can
    readonly property int lowerTop: Math.max(headHeight + 8, Math.min(Math.round(height * 0.4), contentBottom - 320))
    readonly property int contentX: split ? panelWidth + 48 : textX
    readonly property int contentWidth: width - margin - contentX
    readonly property int readingTop: split ? headHeight + (compact ? 8 : 24) : 0
    readonly property int contentTop: Theme.lower ? lowerTop : readingTop
    readonly property int contentBottom: portrait ? actionY - (Theme.lower ? 36 : 48) : compact ? actionY - 24 : actionY - 32

    // on-screen keys may stand 12 px from the action row, and need the whole height of small screens
    readonly property int keyTop: headHeight + (compact ? 4 : 24)
    readonly property int keyBottom: portrait ? contentBottom : actionY - 12
    // letters need ten keys of 80 beside each other: small screens give up heading width, or stand the keys below it
    readonly property bool lettersBelow: portrait || (compact && height >= 960)
    readonly property int lettersX: lettersBelow ? margin : compact ? width - margin - 908 : contentX
    readonly property int lettersWidth: width - margin - lettersX
    readonly property int lettersHeadingWidth: !compact ? headingWidth : (lettersBelow ? width - margin : lettersX - 40) - headingX

    readonly property int actionX: split ? contentX : margin
    readonly property int backWidth: portrait ? 264 : compact ? (Theme.elder ? 232 : 208) : 264
    readonly property int primaryX: actionX + backWidth + 24
}
