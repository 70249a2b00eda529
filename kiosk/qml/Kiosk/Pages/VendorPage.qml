pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// Vendor mode: can we serve, what needs doing, every device in words. No customer is named here.
Page {
    id: page

    readonly property bool twofold: Zones.split

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

        VendorVerdict {
            model: page.model
            wanted: !page.readAside
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

        ActionTiles {
            buttons: page.model.actions
        }
    }
}
