pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// Put something on or in front of a device. Goes on by itself; other ways stand below.
Page {
    id: page

    leaves: pieces

    Leaves {
        id: pieces

        width: parent.width
        room: page.room
        words: page.words

        PresentPicture {
            picture: page.model.picture
            high: Math.max(160, Math.min(Zones.portrait ? 560 : 320, page.room - page.model.others.length * (Zones.target + 48) - (page.model.trouble ? 200 : 0)))
        }

        PanelBox {
            panel: page.model.trouble
            prominent: Zones.portrait
        }

        Repeater {
            model: page.model.others

            LinkRow {
                required property var modelData
                required property int index

                gap: index === 0 ? Theme.group : Theme.gap
                row: modelData
            }
        }
    }
}
