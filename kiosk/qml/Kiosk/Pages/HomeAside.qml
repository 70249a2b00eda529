import QtQuick
import Kiosk.Theme

// The search field and the lists below the heading of landscape screens, as far as there is room for them.
Item {
    id: aside

    required property string hint
    required property var links
    // where the heading ends, and where this item stands, in pixels of the window
    required property real below
    required property real origin
    readonly property real begin: Math.max(below + (Zones.compact ? 12 : 24), Theme.lower ? Zones.lowerTop : 0)
    readonly property bool searchFits: Zones.split && begin + search.implicitHeight <= Zones.panelBottom
    readonly property bool linksFit: searchFits && begin + search.implicitHeight + Theme.gap + tiles.implicitHeight <= Zones.panelBottom

    x: Zones.headingX
    width: Zones.headingWidth

    SearchBox {
        id: search

        visible: aside.searchFits
        y: aside.begin - aside.origin
        width: parent.width
        height: implicitHeight
        hint: aside.hint
    }

    LinkTiles {
        id: tiles

        visible: aside.linksFit
        y: Zones.panelBottom - aside.origin - implicitHeight
        width: parent.width
        height: implicitHeight
        links: Zones.split ? aside.links : []
        across: false
    }
}
