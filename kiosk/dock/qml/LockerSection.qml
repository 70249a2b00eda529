pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

DockSection {
    id: section

    readonly property var places: [[1, 0, 0, 1], [2, 0, 1, 1], [3, 0, 2, 1], [4, 0, 3, 2], [5, 0, 5, 3], [6, 1, 0, 1], [7, 1, 1, 2], [8, 1, 3, 1], [9, 1, 4, 1], [10, 1, 5, 3], [11, 2, 0, 2], [12, 2, 2, 1], [13, 2, 3, 1], [14, 2, 4, 2], [15, 2, 6, 2]]
    readonly property var cells: state_.cells ?? []

    function cell(number: int): var {
        return cells[number - 1] ?? ({});
    }

    title: "储物柜"
    english: "locker"
    device: "pickup_locker"

    Item {
        width: parent.width
        height: 8 * 30

        Repeater {
            model: section.places

            Rectangle {
                id: door

                required property var modelData
                readonly property var now: section.cell(modelData[0])
                readonly property bool isOpen: now.open === true
                readonly property bool stuck: now.blocked === true

                objectName: "dock:cell:" + modelData[0]
                x: modelData[1] * (parent.width + 4) / 3
                y: modelData[2] * 30
                width: (parent.width - 8) / 3
                height: modelData[3] * 30 - 4
                radius: 3
                color: isOpen ? Theme.counter : Theme.bg
                border.width: isOpen ? 3 : 1
                border.color: isOpen ? Theme.focus : stuck ? Theme.warn : Theme.line

                Text {
                    x: 8
                    y: 5
                    text: String(door.modelData[0]).padStart(2, "0")
                    color: door.isOpen ? Theme.focus : Theme.ink
                    font.pixelSize: 13
                    font.bold: door.isOpen
                }
                Text {
                    anchors.right: parent.right
                    anchors.rightMargin: 8
                    y: 6
                    text: door.isOpen ? "开着 · 关上" : door.stuck ? "卡住" : ""
                    color: door.isOpen ? Theme.textOnCounter : Theme.warn
                    font.pixelSize: 12
                }
                MouseArea {
                    anchors.fill: parent
                    enabled: section.plugged || door.isOpen
                    onClicked: section.dock.act("pickup_locker", door.isOpen ? "close" : "block", door.isOpen ? {
                        "cell": door.modelData[0]
                    } : {
                        "cell": door.modelData[0],
                        "on": !door.stuck
                    })
                }
            }
        }
    }
    Text {
        width: parent.width
        text: "点开着的门 · 关上 　 点关着的门 · 让它卡住"
        color: Theme.ink2
        font.pixelSize: 12
    }
}
