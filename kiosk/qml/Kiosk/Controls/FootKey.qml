import QtQuick
import Kiosk.Theme
import Kiosk.Python

Touch {
    id: key

    required property var footKey
    readonly property bool lit: footKey.on || pressed
    readonly property int beside: Zones.portrait ? 12 : Zones.compact ? 72 : 88
    readonly property color inkNow: lit ? Theme.textOnPaper : Theme.textOnCounter

    controlId: "foot:" + footKey.id
    spoken: footKey.text
    counterside: true
    Accessible.checkable: true
    Accessible.checked: footKey.on
    onTapped: footKey.id === "leave" ? Bridge.press(footKey.id) : Bridge.preferred(footKey.id)

    TextMetrics {
        id: metrics

        text: key.footKey.text
        font.family: Type.family
        font.pixelSize: Type.foot.px
        font.bold: Type.foot.bold
    }

    Rectangle {
        anchors.fill: parent
        radius: Theme.controlRadius
        color: key.lit ? Theme.paper : "transparent"
        border.width: Theme.contrast ? 4 : 3
        border.color: Theme.counterKey
    }

    Icon {
        visible: key.footKey.on
        name: "check"
        size: 28
        weight: 3
        colour: Theme.textOnPaper
        anchors { top: parent.top; right: parent.right; margins: 8 }
    }

    Grid {
        anchors.centerIn: parent
        columns: Zones.portrait ? 1 : 2
        spacing: Zones.portrait ? 8 : 16
        horizontalItemAlignment: Grid.AlignHCenter
        verticalItemAlignment: Grid.AlignVCenter

        Icon {
            name: key.footKey.icon
            size: Zones.compact ? 40 : Zones.portrait ? 56 : 48
            colour: key.inkNow
        }

        Words {
            role: Type.foot
            text: key.footKey.short !== "" && metrics.advanceWidth + key.beside > key.width ? key.footKey.short : key.footKey.text
            color: key.inkNow
            Accessible.ignored: true
        }
    }
}
