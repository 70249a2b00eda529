import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// The one thing to do now, with the arrow that shows it; green once the page lies well.
Rectangle {
    id: advice

    property string text
    property string arrow
    property bool good: false
    readonly property string tone: good ? "ok" : "warn"

    height: words.implicitHeight + (Zones.compact ? 24 : 48)
    radius: Theme.panelRadius
    color: Theme.toneBg(tone)
    border.width: Theme.panelStroke
    border.color: Theme.toneInk(tone)

    Icon {
        x: 44
        anchors.verticalCenter: parent.verticalCenter
        name: advice.good ? "check" : advice.arrow !== "" ? advice.arrow : "info"
        size: Zones.compact ? 48 : 64
        weight: 2.5
        colour: Theme.toneInk(advice.tone)
    }

    Words {
        id: words

        x: 148
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - x - 24
        role: Type.h2
        text: advice.text
        color: Theme.toneInk(advice.tone)
        Accessible.role: Accessible.AlertMessage
    }
}
