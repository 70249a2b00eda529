pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Python

Window {
    id: main

    readonly property var frame: Bridge.frame
    readonly property var idle: Bridge.idle
    readonly property bool ready: frame.brand !== undefined

    property bool reducedMotion: false

    width: 1080
    height: 1920
    color: Theme.bg
    flags: Qt.FramelessWindowHint
    title: ready ? frame.brand : ""

    Binding { target: Zones; property: "width"; value: main.width }
    Binding { target: Zones; property: "height"; value: main.height }
    Binding { target: Theme; property: "elder"; value: main.ready && main.frame.preferences.elder }
    Binding { target: Theme; property: "contrast"; value: main.ready && main.frame.preferences.contrast }
    Binding { target: Theme; property: "lower"; value: main.ready && main.frame.preferences.lower }

    Binding { target: Theme; property: "reducedMotion"; value: main.reducedMotion }

    PageHost {
        anchors.fill: parent
        page: Bridge.page
        words: main.frame.words ?? null
    }

    Loader {
        active: main.ready
        width: parent.width
        height: Zones.headHeight

        sourceComponent: Head {
            frame: main.frame
            staffed: Bridge.page.kind === "VendorPage"
        }
    }

    Loader {
        active: main.ready
        y: Zones.footY
        width: parent.width
        height: Zones.footHeight

        sourceComponent: Foot {
            frame: main.frame
        }
    }

    Loader {
        active: !!main.idle
        y: Zones.headHeight
        width: parent.width
        height: Zones.footY - y

        sourceComponent: IdleCover {
            sheet: main.idle
        }
    }

    // on top of everything, so that it sees every touch before whoever takes it
    Item {
        anchors.fill: parent
        z: 1000

        PointHandler {
            onActiveChanged: if (active) Bridge.touched()
        }
    }
}
