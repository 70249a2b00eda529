pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// A departure board: scenarios on the line, frequent services below, card and locker fixed.
Page {
    id: page

    readonly property int columns: Zones.portrait || Theme.elder ? 1 : 2
    readonly property int across: !Zones.portrait || Theme.elder ? 2 : 4
    readonly property bool linksAside: Zones.split && Math.max(headingBlock.lowest + 48, Theme.lower ? Zones.lowerTop : 0) + asideLinks.implicitHeight <= Zones.panelBottom
    readonly property bool iconic: model.hot.every(row => row.title.length <= 9) || across === 2
    readonly property var strips: {
        const rows = [];
        for (let i = 0; i < model.hot.length; i += across)
            rows.push(model.hot.slice(i, i + across));
        return rows;
    }

    readonly property var linkStrips: linksAside || model.links.length === 0 ? [] : !Theme.elder && Zones.portrait ? [model.links] : model.links.map(link => [link])

    backButton: model.pickup
    lined: false
    fullWidth: true
    leaves: board

    HomeLine {
        visible: board.leaf === 0 && Zones.portrait
        first: board.firstRing
        last: board.lastRing
    }

    Kingfisher {
        visible: !Theme.contrast && !Theme.elder && Zones.portrait && !Theme.lower && board.leaf === 0 && page.headingBlock.titleEnd < x - 24
        x: page.width - Zones.margin - width - 8
        y: -height + 1
    }

    Leaves {
        id: board

        readonly property real firstRing: -page.boxTop + Zones.headHeight / 2
        readonly property real lastRing: {
            let lowest = 0;
            for (let i = 0; i < rows.count; i++) {
                const row = rows.itemAt(i) as Item;
                if (row && row.visible)
                    lowest = row.y + row.height / 2;
            }
            return lowest;
        }

        x: Zones.portrait ? 24 : Zones.contentX
        width: page.width - Zones.margin - x
        indent: Zones.contentX - x
        room: page.room
        words: page.words
        columns: page.columns

        SearchBox {
            hint: page.model.search_hint
            wanted: page.columns === 1 && !Theme.elder
        }

        SectionTitle {
            title: page.columns === 1 && !Theme.elder ? page.model.scenarios_title : ""
            note: page.model.scenarios_note
        }

        Repeater {
            id: rows

            model: page.model.scenarios

            ScenarioRow {
                required property var modelData

                row: modelData
                onLine: Zones.portrait
                outdent: Zones.portrait ? board.indent : 0
            }
        }

        SearchBox {
            hint: page.model.search_hint
            wanted: page.columns !== 1 || Theme.elder
        }

        SectionTitle {
            title: page.model.hot_title
        }

        Repeater {
            model: page.strips

            TileRow {
                required property var modelData
                required property int index

                tiles: modelData
                across: page.across
                iconic: page.iconic
                gap: index === 0 ? 12 : Theme.gap
            }
        }

        Repeater {
            model: page.linkStrips

            LinkTiles {
                required property var modelData

                links: modelData
            }
        }
    }

    LinkTiles {
        id: asideLinks

        visible: page.linksAside
        x: Zones.headingX
        y: Zones.panelBottom - page.boxTop - implicitHeight
        width: Zones.headingWidth
        height: implicitHeight
        links: Zones.split ? page.model.links : []
        across: false
    }
}
