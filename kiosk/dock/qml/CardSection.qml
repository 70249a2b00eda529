pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

DockSection {
    id: section

    title: "身份证"
    english: "ID card"
    device: "id_card_reader"

    Repeater {
        model: section.dock.cards

        Row {
            id: row

            required property var modelData

            width: parent.width
            spacing: 6

            DockButton {
                objectName: "dock:card:" + row.modelData.card
                width: row.width - phone.width - 6
                live: section.plugged
                label: row.modelData.card + "  " + row.modelData.name + (on ? " · 卡在读卡器上" : "")
                caption: row.modelData.about
                on: section.state_.card === row.modelData.card
                onPressed: section.dock.act("id_card_reader", on ? "remove" : "insert", on ? {} : {
                    "card": row.modelData.card
                })
            }
            DockButton {
                id: phone

                objectName: "dock:phone:" + row.modelData.card
                height: 54
                live: section.dock.console !== ""
                label: "亮码"
                onPressed: section.dock.showCredential(row.modelData.card)
            }
        }
    }
    Text {
        width: parent.width
        text: (section.state_.card ? "再点一次 · 把卡拿走" : "点一张卡 · 放到读卡器上") + "　　亮码 · 手机上的电子证件给扫码器看"
        color: Theme.ink2
        font.pixelSize: 12
    }
}
