import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// What to read stands under the heading; where it does not fit it waits behind a key with its title.
Item {
    id: aside

    property bool active: false
    property Component reading: null
    property real below: 0
    property rect box
    property string titleText: ""
    property bool spread: false

    readonly property real room: (Zones.portrait ? Zones.contentTop - 12 : Zones.panelBottom) - below
    readonly property real needed: loader.item ? (loader.item as Item).implicitHeight : 0
    readonly property bool fits: needed <= room
    readonly property Item shown: loader.item as Item

    Loader {
        id: loader

        readonly property bool open: aside.spread && !aside.fits

        active: aside.active && aside.reading !== null
        sourceComponent: aside.reading
        visible: aside.fits || aside.spread
        x: open ? aside.box.x : Zones.headingX
        y: open ? aside.box.y : aside.below
        width: open ? aside.box.width : Zones.headingWidth
    }

    ActionButton {
        visible: aside.active && Zones.split && !aside.fits && aside.titleText !== "" && aside.needed > 0
        button: ({ id: "why", text: aside.titleText, icon: aside.spread ? "cross" : "help" })
        role: Type.strong
        iconFirst: true
        x: Zones.headingX
        y: Zones.panelBottom - height
        width: Math.min(implicitWidth, Zones.headingWidth)
        height: Zones.target
        pressId: ""
        onTapped: aside.spread = !aside.spread
    }
}
