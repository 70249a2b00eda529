import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// The number with its mark, and what becomes of the receipt.
Block {
    id: handed

    required property var model
    // the rating stands here too where there is room for it
    property real room: 0
    readonly property bool rated: column.implicitHeight + 2 * Theme.gap + rating.implicitHeight <= room

    counts: false
    implicitHeight: column.implicitHeight

    RatingRow {
        id: rating

        visible: handed.rated
        y: handed.room - height
        width: parent.width
        height: implicitHeight
        title: handed.model.rating_title
        ratings: handed.model.ratings
    }

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
