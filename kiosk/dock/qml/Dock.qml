pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// Two columns: what the customer brings, and what the branch has.
Window {
    id: window

    required property var dock

    width: 860
    height: 1000
    visible: true
    color: Theme.bg
    title: "模拟网点 · the branch's dock"

    Flickable {
        anchors.fill: parent
        anchors.bottomMargin: trouble.visible ? trouble.height : 0
        contentHeight: columns.height + 32
        boundsBehavior: Flickable.StopAtBounds

        Row {
            id: columns

            x: 16
            y: 16
            width: parent.width - 32
            spacing: 12

            Column {
                width: (parent.width - 12) / 2
                spacing: 10

                CardSection {
                    width: parent.width
                    dock: window.dock
                    state_: window.dock.devices.id_card_reader ?? ({})
                }
                CameraSection {
                    width: parent.width
                    dock: window.dock
                    state_: window.dock.devices.document_camera ?? ({})
                }
                ScannerSection {
                    width: parent.width
                    dock: window.dock
                    state_: window.dock.devices.code_scanner ?? ({})
                    receipts: printer.receipts
                }
                OtherSection {
                    width: parent.width
                    dock: window.dock
                }
            }
            Column {
                width: (parent.width - 12) / 2
                spacing: 10

                LockerSection {
                    width: parent.width
                    dock: window.dock
                    state_: window.dock.devices.pickup_locker ?? ({})
                }
                PrinterSection {
                    id: printer

                    width: parent.width
                    dock: window.dock
                    state_: window.dock.devices.receipt_printer ?? ({})
                }
                ExtrasSection {
                    width: parent.width
                    dock: window.dock
                }
            }
        }
    }
    Rectangle {
        id: trouble

        anchors.bottom: parent.bottom
        width: parent.width
        height: 40
        visible: window.dock.trouble !== ""
        color: Theme.errBg

        Text {
            anchors.fill: parent
            anchors.leftMargin: 16
            anchors.rightMargin: 16
            verticalAlignment: Text.AlignVCenter
            text: window.dock.trouble
            color: Theme.err
            font.pixelSize: 13
            elide: Text.ElideRight
        }
    }
}
