import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Python

// The way to the search page, drawn as the field it opens.
Touch {
    id: box

    property string hint
    property bool wanted: true

    controlId: "search"
    spoken: hint
    counts: false
    leafTitle: hint
    implicitHeight: wanted ? Math.max(Zones.portrait && !Theme.elder ? 96 : Zones.target, label.implicitHeight + 24) : 0
    onTapped: Bridge.press("search")

    Rectangle {
        anchors.fill: parent
        radius: Theme.controlRadius
        color: box.pressed ? Theme.tint : Theme.surface
        border.width: Theme.stroke
        border.color: Theme.line
    }

    Icon {
        x: 28
        anchors.verticalCenter: parent.verticalCenter
        name: "search"
        size: 44
        colour: Theme.ink
    }

    Words {
        id: label

        x: 100
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - x - 24
        role: Zones.compact || box.width < 700 ? Type.small : Type.body
        text: box.hint
        color: Theme.ink2
        Accessible.ignored: true
    }
}
