pragma ComponentBehavior: Bound
import QtQuick

// The A4 printer and the cable to the hall.
Column {
    id: other

    property var dock
    readonly property var printer: dock.devices.document_printer ?? ({})
    readonly property var hall: dock.devices.hall_link ?? ({})

    spacing: 10

    DockSection {
        id: a4

        width: parent.width
        dock: other.dock
        state_: other.printer
        device: "document_printer"
        title: "A4 打印机"
        english: "A4 printer · " + (other.printer.jobs ?? []).length + " 份"

        Flow {
            width: parent.width
            spacing: 8

            Repeater {
                model: [["ok", "有纸", "plain"], ["out", "没纸", "err"]]

                DockButton {
                    required property var modelData

                    live: a4.answers
                    objectName: "dock:media:" + modelData[0]
                    tone: modelData[2]
                    label: modelData[1]
                    on: other.printer.media === modelData[0]
                    onPressed: other.dock.act("document_printer", "media", {
                        "level": modelData[0]
                    })
                }
            }
            DockButton {
                live: a4.answers
                tone: "err"
                label: "卡纸"
                on: other.printer.jammed === true
                onPressed: other.dock.act("document_printer", "jam", {
                    "on": !on
                })
            }
            DockButton {
                live: a4.answers
                tone: "err"
                label: "开盖"
                on: other.printer.cover_open === true
                onPressed: other.dock.act("document_printer", "cover", {
                    "open": !on
                })
            }
        }
    }
    DockSection {
        id: cable

        width: parent.width
        dock: other.dock
        state_: other.hall
        title: "到大厅的线"
        english: "cable to the hall"

        Row {
            spacing: 8

            Repeater {
                model: [["up", "通", "plain"], ["half_open", "通着没声音", "warn"], ["down", "断", "err"]]

                DockButton {
                    required property var modelData

                    objectName: "dock:hall:" + modelData[0]
                    live: cable.answers
                    tone: modelData[2]
                    label: modelData[1]
                    on: other.hall.mode === modelData[0]
                    onPressed: other.dock.act("hall_link", modelData[0], {})
                }
            }
        }
    }
}
