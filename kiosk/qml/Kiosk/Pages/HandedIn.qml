import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// The number with its mark, and what becomes of the receipt.
Block {
    id: handed

    required property var model

    counts: false
    implicitHeight: column.implicitHeight

    Column {
        id: column

        width: parent.width
        spacing: Zones.compact ? 16 : Theme.gap

        NumberCard {
            width: parent.width
            height: implicitHeight
            delivered: handed.model.state === "delivered"
            label: handed.model.number_label
            number: handed.model.number
            mark: handed.model.mark
            slipTitle: handed.model.receipt_title
        }

        ReceiptLine {
            width: parent.width
            height: implicitHeight
            text: handed.model.receipt_line
            arrow: !handed.model.receipt_trouble
        }

        PanelBox {
            width: parent.width
            height: implicitHeight
            panel: handed.model.receipt_trouble
        }
    }
}
