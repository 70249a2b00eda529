pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Python

Page {
    id: page

    secondButton: model.second

    Column {
        width: parent.width
        spacing: Theme.gap

        PanelBox {
            width: parent.width
            panel: ({ tone: page.model.state === "delivered" ? "ok" : "warn", title: page.model.number_label, text: page.model.number + "\n" + page.model.mark, icon: "" })
        }

        Words {
            text: page.model.receipt_line
        }

        PanelBox {
            width: parent.width
            panel: page.model.receipt_trouble
        }

        Repeater {
            model: page.model.timeline

            FactRow {
                required property var modelData

                fact: ({ label: modelData.when, value: modelData.title, note: modelData.note })
                width: parent.width
            }
        }

        Row {
            spacing: Theme.gap

            Repeater {
                model: page.model.ratings

                KeyCap {
                    required property var modelData
                    readonly property string stars: modelData.id.split(":").pop()

                    controlId: "rate:" + stars
                    face: modelData.label
                    width: 140
                    height: 80
                    strong: modelData.chosen
                    onTapped: Bridge.rated(parseInt(stars))
                }
            }
        }
    }
}
