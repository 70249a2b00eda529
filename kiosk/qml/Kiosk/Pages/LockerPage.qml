pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// A door is open: the map in true place, the number, the place in words, three acts.
Page {
    id: page

    touchless: true

    reading: Column {
        spacing: 24

        ActStrip {
            width: parent.width
            acts: page.model.acts
        }

        Words {
            width: parent.width
            visible: text !== "" && !Theme.elder
            role: Type.label
            text: page.model.note
            color: Theme.ink2
        }
    }

    backButton: model.help

    LockerMap {
        id: map

        visible: height >= 160
        width: parent.width
        height: Math.min(640, page.room - below.implicitHeight - Theme.gap)
        cells: page.model.cells
        number: page.model.number
        content_: page.model.content
        hereLabel: page.model.here_label
        kioskLabel: page.model.kiosk_label
    }

    Column {
        id: below

        y: map.height >= 160 ? map.height + Theme.gap : 0
        width: parent.width
        spacing: Zones.compact ? 12 : Theme.gap

        PlaceBox {
            width: parent.width
            number: page.model.number
            place: page.model.place
            notes: page.model.place_notes
        }

        PanelBox {
            width: parent.width
            height: implicitHeight
            visible: !!page.model.trouble
            panel: page.model.trouble
        }

        ActStrip {
            width: parent.width
            visible: Zones.portrait
            acts: page.model.acts
        }

        Words {
            width: parent.width
            visible: text !== "" && !page.model.trouble && Zones.portrait && !Theme.elder
            role: Type.label
            text: page.model.note
            color: Theme.ink2
        }
    }
}
