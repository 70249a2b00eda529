import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// What is put on the reader: a card, a telephone with a code, a paper voucher.
Item {
    id: thing

    property string picture: "card"
    readonly property bool card: picture === "card" || picture === "card2"

    width: 240
    height: 152

    Rectangle {
        visible: thing.card
        width: 240
        height: 152
        radius: 14
        color: "#FFFFFF"
        border.width: 5
        border.color: Theme.contrast ? "#FFD60A" : Theme.primary

        Rectangle {
            x: 152
            y: 32
            width: 62
            height: 80
            radius: 4
            color: "#BFD3CF"
        }

        Icon {
            x: 155
            y: 42
            name: "person"
            size: 56
            colour: "#0B5359"
        }

        Repeater {
            model: [96, 72, 110]

            Rectangle {
                required property int modelData
                required property int index

                x: 24
                y: 36 + index * 30
                width: modelData
                height: 12
                radius: 3
                color: "#7E8E8A"
            }
        }
    }

    Rectangle {
        visible: !thing.card
        x: thing.picture === "voucher" ? 40 : 60
        y: -20
        width: thing.picture === "voucher" ? 160 : 120
        height: 176
        radius: thing.picture === "voucher" ? 4 : 16
        color: "#FFFFFF"
        border.width: 5
        border.color: Theme.contrast ? "#FFD60A" : Theme.primary

        Icon {
            anchors.centerIn: parent
            name: thing.picture === "voucher" ? "barcode" : "qr"
            size: 88
            colour: "#16252B"
        }
    }
}
