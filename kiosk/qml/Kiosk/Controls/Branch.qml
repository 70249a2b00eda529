import QtQuick
import Kiosk.Theme

// Kingfisher and magnolia on a branch, at most 240 px wide; never in high contrast.
Item {
    id: branch

    property bool open: false
    property bool letter: true

    implicitWidth: 228
    implicitHeight: 112
    visible: !Theme.contrast

    Rectangle {
        y: 104
        width: parent.width
        height: 7
        radius: 4
        color: "#5B4636"
    }

    Magnolia {
        x: 0
        y: 104 - height
        open: branch.open
    }

    Kingfisher {
        x: 80
        letter: branch.letter
    }
}
