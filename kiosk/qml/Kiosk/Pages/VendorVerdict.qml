import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// 「能接待吗」 and the backlog in figures, beside the devices.
Column {
    id: verdict

    required property var model

    spacing: Zones.compact ? 12 : Theme.gap

    PanelBox {
        width: parent.width
        height: implicitHeight
        panel: verdict.model.verdict
    }

    CountGrid {
        width: parent.width
        height: implicitHeight
        counts_: verdict.model.counts
    }
}
