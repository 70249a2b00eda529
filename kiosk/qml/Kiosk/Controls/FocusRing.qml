import QtQuick
import Kiosk.Theme

// 6 px ink and 6 px yellow outside, for the numbered keypad.
Item {
    id: ring

    property bool counterside: false
    property int radius: Theme.controlRadius

    anchors.fill: parent

    Rectangle {
        anchors.fill: parent
        anchors.margins: -12
        color: "transparent"
        radius: ring.radius + 12
        border.width: 6
        border.color: Theme.focus
    }

    Rectangle {
        anchors.fill: parent
        anchors.margins: -6
        color: "transparent"
        radius: ring.radius + 6
        border.width: 6
        border.color: ring.counterside ? Theme.counter : Theme.ink
    }
}
