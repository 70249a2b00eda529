pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// Everything once more, by where it came from. Personal values are taped over; only own answers can be changed.
Page {
    id: page

    // title and rows of all groups, one below the other
    readonly property var lines: {
        const all = [];
        for (const group of model.groups) {
            all.push({ title: true, group: group, row: null });
            for (const row of group.rows)
                all.push({ title: false, group: group, row: row });
        }
        return all;
    }

    reading: PanelBox {
        panel: page.model.panel
    }

    leaves: pieces
    line.solidTo: Zones.portrait ? pieces.lastNode + boxTop : 0

    Leaves {
        id: pieces

        readonly property real lastNode: {
            let lowest = -page.boxTop;
            for (let i = 0; i < rows.count; i++) {
                const line = rows.itemAt(i) as ReviewLine;
                if (line && line.modelData.title && pieces.placeOf(line)?.leaf === pieces.leaf)
                    lowest = line.y + Zones.target / 2;
            }
            return lowest;
        }

        width: parent.width
        room: page.room
        words: page.words
        inside: false

        PanelBox {
            panel: page.aside ? null : page.model.panel
        }

        Repeater {
            id: rows

            model: page.lines

            ReviewLine {
                words: page.words
            }
        }
    }
}
