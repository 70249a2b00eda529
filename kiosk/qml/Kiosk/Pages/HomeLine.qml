import QtQuick
import Kiosk.Theme

// The pale line of the home page: places one can go. In content coordinates.
Item {
    id: homeLine

    property real first: 0
    property real last: 0
    readonly property real x0: Zones.lineX

    Rectangle {
        x: homeLine.x0 - 4
        y: homeLine.first
        width: 8
        height: Math.max(0, homeLine.last - homeLine.first)
        color: Theme.track
    }

}
