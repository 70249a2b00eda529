import QtQuick
import Kiosk.Theme
import Kiosk.Python

// One key of the counter: icon over word, or beside it where there is room; filled with a check while it is on.
Touch {
    id: key

    required property var footKey
    // offered: filled as if it were on, without the check
    readonly property bool lit: footKey.on || (footKey.offered ?? false) || pressed
    readonly property color inkNow: lit ? Theme.textOnPaper : Theme.textOnCounter
    readonly property int iconSize: Zones.compact ? 40 : Zones.portrait ? 56 : 48
    readonly property bool abridged: footKey.short !== "" && whole.advanceWidth + 8 > width
    readonly property string word: abridged ? footKey.short : footKey.text
    readonly property real wordWidth: abridged ? brief.advanceWidth : whole.advanceWidth
    readonly property bool cramped: wordWidth + iconSize + 40 > width
    // all keys alike: where one needs its icon over its word, all have it so
    property bool over: Zones.portrait

    controlId: "foot:" + footKey.id
    spoken: footKey.text
    counterside: true
    Accessible.checkable: true
    Accessible.checked: footKey.on
    onTapped: footKey.id === "leave" ? Bridge.press(footKey.id) : Bridge.preferred(footKey.id)

    TextMetrics {
        id: whole

        text: key.footKey.text
        font.family: Type.family
        font.pixelSize: Type.foot.px
        font.bold: Type.foot.bold
    }

    TextMetrics {
        id: brief

        text: key.footKey.short
        font: whole.font
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
        columns: key.over ? 1 : 2
        spacing: Zones.portrait ? 8 : key.over ? 0 : 16
        horizontalItemAlignment: Grid.AlignHCenter
        verticalItemAlignment: Grid.AlignVCenter

        Icon {
            name: key.footKey.icon
            size: key.iconSize
            colour: key.inkNow
        }

        Words {
            role: Type.foot
            font.bold: Type.foot.bold && key.wordWidth + 8 <= key.width
            wrapMode: Text.NoWrap
            text: key.word
            color: key.inkNow
            Accessible.ignored: true
        }
    }
}
