pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

DockSection {
    id: section

    readonly property var receipts: state_.receipts ?? []
    readonly property var last: receipts.length > 0 ? receipts[receipts.length - 1] : null

    function paper(level: string): void {
        dock.act("receipt_printer", "paper", {
            "level": level
        });
    }

    title: "凭条打印机"
    english: "receipt printer"
    device: "receipt_printer"

    Flow {
        width: parent.width
        spacing: 8

        Repeater {
            model: [["ok", "有纸", "plain"], ["near", "快没纸", "warn"], ["out", "没纸", "err"]]

            DockButton {
                required property var modelData

                objectName: "dock:paper:" + modelData[0]
                live: section.answers
                tone: modelData[2]
                label: modelData[1]
                on: section.state_.paper === modelData[0]
                onPressed: section.paper(modelData[0])
            }
        }
        DockButton {
            live: section.answers
            objectName: "dock:jam"
            tone: "err"
            label: "卡刀"
            on: section.state_.jammed === true
            onPressed: section.dock.act("receipt_printer", "jam", {
                "on": !on
            })
        }
        DockButton {
            live: section.answers
            objectName: "dock:cover"
            tone: "err"
            label: "开盖"
            on: section.state_.cover_open === true
            onPressed: section.dock.act("receipt_printer", "cover", {
                "open": !on
            })
        }
    }
    Rectangle {
        width: parent.width
        height: section.last ? Math.min(picture.height + 12, 420) : 40
        radius: 3
        color: Theme.bg
        clip: true

        Text {
            anchors.centerIn: parent
            visible: section.last === null
            text: "还没有凭条"
            color: Theme.ink2
            font.pixelSize: 13
        }
        Flickable {
            anchors.fill: parent
            anchors.margins: 6
            contentHeight: picture.height
            clip: true

            Image {
                id: picture

                anchors.horizontalCenter: parent.horizontalCenter
                width: Math.min(parent.width, 300)
                fillMode: Image.PreserveAspectFit
                height: status === Image.Ready ? width * implicitHeight / implicitWidth : 0
                source: section.last ? section.dock.picture(section.last.png) : ""
                smooth: true
            }
        }
    }
}
