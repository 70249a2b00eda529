pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import "../Controls/phrases.js" as Phrases

// A departure board: scenarios on the line, frequent services below, card and locker fixed.
Page {
    id: page

    readonly property int columns: Zones.portrait || Zones.compact || Theme.elder ? 1 : 2
    // all rows alike: what to bring stands beside every name, or below every name
    readonly property bool stacked: Theme.elder || !Zones.portrait || model.scenarios.some(row => Phrases.em(row.title) * Type.row.px + Phrases.em(row.cannot || row.note || row.aside) * Type.small.px > board.columnWidth - 226)
    // as many frequent services beside each other as leave every name two lines
    readonly property int across: {
        const longest = Math.max(...model.hot.map(row => Phrases.em(row.title))) * Type.small.px;
        return Theme.elder ? 2 : [4, 3].find(n => longest <= 1.96 * ((board.columnWidth - (n - 1) * Theme.gap) / n - 72)) ?? 2;
    }
    readonly property var strips: {
        const rows = [];
        for (let i = 0; i < model.hot.length; i += across)
            rows.push(model.hot.slice(i, i + across));
        return rows;
    }

    readonly property var linkStrips: aside.linksFit || model.links.length === 0 ? [] : !Theme.elder && Zones.portrait ? [model.links] : model.links.map(link => [link])

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
            wanted: !aside.searchFits && !Theme.elder
        }

        SectionTitle {
            title: Zones.portrait && !Theme.elder ? page.model.scenarios_title : ""
            note: page.model.scenarios_note
        }

        Repeater {
            id: rows

            model: page.model.scenarios

            ScenarioRow {
                required property var modelData

                row: modelData
                onLine: Zones.portrait
                stacked: page.stacked
                outdent: Zones.portrait ? board.indent : 0
            }
        }

        SearchBox {
            hint: page.model.search_hint
            wanted: !aside.searchFits && Theme.elder
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
                last: index === page.strips.length - 1
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

    HomeAside {
        id: aside

        hint: page.model.search_hint
        links: page.model.links
        below: page.headingBlock.lowest
        origin: page.boxTop
    }
}
