pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// Nobody is at fault: the reason, who said so, what becomes of what was typed, and the ways on.
Page {
    id: page

    leaves: pieces

    reading: RefusalReason {
        reason: page.model.reason
        saidBy: page.model.said_by
    }

    Leaves {
        id: pieces

        width: parent.width
        room: page.room
        words: page.words

        RefusalReason {
            reason: page.model.reason
            saidBy: page.model.said_by
            wanted: !page.readAside
        }

        Repeater {
            model: page.model.more

            RefusalReason {
                required property var modelData

                reason: modelData
            }
        }

        TextBlock {
            color: Theme.ink2
            text: page.model.fate
        }

        Repeater {
            model: page.model.ways

            LinkRow {
                required property var modelData
                required property int index
                readonly property bool paper: modelData.icon === "print"

                gap: (index === 0 || paper) && Zones.portrait ? 40 : Theme.gap
                row: modelData
                number: paper ? "" : index + 1
                quiet: paper
            }
        }
    }
}
