import QtQuick
import Kiosk.Theme

DockSection {
    id: section

    title: "身份证"
    english: "ID card"
    device: "id_card_reader"

    Repeater {
        model: section.dock.cards

        DockButton {
            required property var modelData

            objectName: "dock:card:" + modelData.card
            width: parent.width
            live: section.plugged
            label: modelData.card + "  " + modelData.name + (on ? " · 卡在读卡器上" : "")
            caption: modelData.about
            on: section.state_.card === modelData.card
            onPressed: section.dock.act("id_card_reader", on ? "remove" : "insert", on ? {} : {
                "card": modelData.card
            })
        }
    }
    Text {
        width: parent.width
        text: section.state_.card ? "再点一次 · 把卡拿走" : "点一张卡 · 放到读卡器上"
        color: Theme.ink2
        font.pixelSize: 12
    }
}
