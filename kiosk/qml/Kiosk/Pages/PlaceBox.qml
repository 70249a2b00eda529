pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// The number once in number size, and the same place in words.
Item {
    id: place

    property string number
    property string place
    property var notes: []
    readonly property bool beside: width > 640

    implicitHeight: words.y + words.implicitHeight + (Zones.compact ? 12 : 28)
    height: implicitHeight

    Rectangle {
        anchors.fill: parent
        radius: Theme.panelRadius
        color: Theme.tint
        border.width: Theme.panelStroke
        border.color: Theme.primary
    }

    Words {
        id: big

        x: 32
        y: place.beside ? (parent.height - height) / 2 : 4
        wrapMode: Text.NoWrap
        role: place.beside || Zones.portrait ? Type.number : Type.figure
        text: place.number
        color: Theme.primary
    }

    Column {
        id: words

        x: place.beside ? big.x + big.implicitWidth + 48 : 32
        y: place.beside ? 28 : big.y + big.implicitHeight
        width: parent.width - x - 24

        Words {
            width: parent.width
            role: Type.strong
            text: place.place
        }

        Repeater {
            model: place.notes

            Words {
                required property string modelData

                width: words.width
                role: Zones.compact ? Type.small : Type.body
                text: modelData
            }
        }
    }
}
