import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// Delivered is a filled pill with a check; saved a white box with an amber edge and a clock.
Rectangle {
    id: mark

    property bool delivered: true
    property string text
    readonly property color inkNow: delivered ? (Theme.contrast ? "#000000" : "#FFFFFF") : Theme.warn

    width: words.x + words.implicitWidth + 28
    height: Type.smallStrong.line + 20
    radius: delivered ? height / 2 : Theme.panelRadius
    color: delivered ? Theme.ok : Theme.surface
    border.width: delivered ? 0 : 4
    border.color: Theme.warn

    Icon {
        x: 18
        anchors.verticalCenter: parent.verticalCenter
        name: mark.delivered ? "check" : "clock"
        size: 32
        weight: mark.delivered ? 3 : 2.5
        colour: mark.inkNow
    }

    Words {
        id: words

        x: 62
        anchors.verticalCenter: parent.verticalCenter
        wrapMode: Text.NoWrap
        role: Type.smallStrong
        text: mark.text
        color: mark.inkNow
    }
}
