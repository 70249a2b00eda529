pragma Singleton
import QtQuick

// Where things stand, in pixels of the window. 1080x1920 is the reference; the others keep its order and its floors.
QtObject {
    id: zones

    property int width: 1080
    property int height: 1920

    readonly property bool portrait: height > width
    readonly property bool compact: !portrait && width < 1600
    // heading and reason left, what is touched right; the lower-half layout stacks them on every screen
    readonly property bool split: !portrait && !Theme.lower
    readonly property int margin: compact ? 40 : 48
    readonly property int lineX: compact ? 72 : 84
    readonly property int textX: compact ? 120 : 144

    readonly property int target: Theme.elder ? 104 : 80
    readonly property int choice: compact ? (Theme.elder ? 116 : 92) : (Theme.elder ? 170 : 128)

    readonly property int headHeight: portrait ? 104 : compact ? (Theme.elder ? 76 : 68) : 88
    readonly property int footHeight: portrait ? 216 : compact ? (Theme.elder ? 128 : 112) : 144
    readonly property int footY: height - footHeight
    readonly property int footKeyHeight: portrait ? 168 : compact ? (Theme.elder ? 104 : 88) : (Theme.elder ? 104 : 96)

    readonly property int actionHeight: portrait ? 120 : compact ? (Theme.elder ? 104 : 88) : 112
    readonly property int actionY: footY - (portrait ? 36 : compact ? 16 : 36) - actionHeight
    readonly property int wayY: portrait ? actionY - 36 : actionY

    readonly property int panelWidth: split ? Math.round(width * (compact ? 0.37 : 0.3625)) : width - margin
    readonly property int headingX: textX
    readonly property int headingY: headHeight + (portrait ? 48 : compact ? 8 : 24)
    readonly property int headingWidth: panelWidth - textX
    readonly property int panelBottom: portrait ? actionY - 48 : compact ? actionY - 16 : actionY - 32

    readonly property int contentX: split ? panelWidth + 48 : textX
    readonly property int contentWidth: width - margin - contentX
    readonly property int contentTop: split ? headHeight + (compact ? 8 : 24) : Theme.lower ? Math.round(height * 0.4) : 0
    readonly property int contentBottom: portrait ? actionY - (Theme.lower ? 36 : 48) : compact ? actionY - 16 : actionY - 32

    readonly property int actionX: split ? contentX : margin
    readonly property int backWidth: portrait ? 264 : compact ? (Theme.elder ? 232 : 208) : 264
    readonly property int primaryX: actionX + backWidth + 24
    readonly property int primaryWidth: width - margin - primaryX
}
