import QtQuick

// One role of the type scale: pixel size and line height, regular and on small landscape screens, for both sizes of text.
QtObject {
    property list<int> regular: [30, 44]
    property list<int> elder: [44, 62]
    property list<int> compact: [26, 38]
    property list<int> compactElder: [36, 50]
    property bool bold: false

    readonly property list<int> now: Zones.compact ? (Theme.elder ? compactElder : compact) : (Theme.elder ? elder : regular)
    readonly property int px: now[0]
    readonly property int line: now[1]
}
