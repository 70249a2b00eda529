pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// One message, its reason and the ways on.
Page {
    id: page

    leaves: pieces
    line.dotted: false

    Leaves {
        id: pieces

        width: parent.width
        room: page.room
        words: page.words

        PresentPicture {
            picture: page.model.picture
            away: true
            high: ["card", "card2", "code", "voucher"].includes(page.model.picture) ? Math.min(Zones.portrait ? 520 : 320, page.room) : 0
        }

        PanelBox {
            panel: page.model.panel
            prominent: Zones.portrait
        }

        Repeater {
            model: page.model.timeline

            TimelineLine {
                required property var modelData
                required property int index

                gap: index === 0 ? 32 : 0
                row: modelData
                first: index === 0
                next: index + 1 < page.model.timeline.length ? page.model.timeline[index + 1].state : ""
                perched: modelData.state === "now" || modelData.state === "waiting"
                open: modelData.state === "now"
            }
        }

        PhoneCode {
            gap: 40
            code: page.model.phone
        }

        Repeater {
            model: page.model.ways

            LinkRow {
                required property var modelData
                required property int index

                gap: index === 0 ? 40 : Theme.gap
                row: modelData
            }
        }
    }
}
