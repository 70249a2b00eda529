pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// Vendor mode: can we serve, what needs doing, every device in words. No customer is named here.
Page {
    id: page

    readonly property int across: Theme.elder ? 1 : Zones.compact ? 2 : 3
    readonly property var strips: {
        const rows = [];
        for (let i = 0; i < model.actions.length; i += across)
            rows.push(model.actions.slice(i, i + across));
        return rows;
    }

    lined: false
    wide: true
    leaves: pieces

    reading: VendorVerdict {
        model: page.model
    }

    Leaves {
        id: pieces

        width: parent.width
        room: page.room
        words: page.words

        PanelBox {
            panel: page.readAside ? null : page.model.verdict
        }

        CountGrid {
            counts_: page.readAside ? [] : page.model.counts
        }

        PanelBox {
            panel: page.model.result
        }

        Repeater {
            model: page.model.attention

            PanelBox {
                required property var modelData

                counts: true
                panel: modelData
            }
        }

        Repeater {
            model: page.model.rows

            DeviceRow {
                required property var modelData
                required property int index

                gap: index === 0 ? Theme.gap : 0
                row: modelData
            }
        }

        Repeater {
            model: page.strips

            ActionTiles {
                required property var modelData

                buttons: modelData
                across: page.across
            }
        }
    }
}
