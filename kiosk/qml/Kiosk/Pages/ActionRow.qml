import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import "../Controls/phrases.js" as Phrases

// Back at the left, the one next step at the right, or the sentence that stands in its place.
// While there are leaves to be seen the way to them is the next step, and back turns a leaf back.
Item {
    id: row

    property var back: null
    property var primary: null
    property var second: null
    property string hint: ""
    property bool filled: true
    property Leaves leaves: null

    readonly property bool leafing: !!leaves && !leaves.inside && !leaves.last
    readonly property var atLeft: back ?? second
    // words that two lines at the left cannot hold take half of the row
    readonly property bool wordy: !!atLeft && Phrases.em(atLeft.text) * Type.strong.px > 1.5 * (Zones.backWidth - 24)
    readonly property real leftWidth: wordy ? (Zones.width - Zones.margin - Zones.actionX - 24) / 2 : Zones.backWidth
    readonly property real primaryX: atLeft ? Zones.actionX + leftWidth + 24 : Zones.actionX

    ActionButton {
        x: Zones.actionX
        y: Zones.actionY
        width: row.leftWidth
        height: Zones.actionHeight
        button: row.atLeft
        pressId: row.leaves && !row.leaves.inside && row.leaves.leaf > 0 ? "" : row.atLeft ? row.atLeft.id : ""
        onTapped: if (pressId === "") row.leaves.leaf -= 1
    }

    ActionButton {
        x: row.primaryX
        y: Zones.actionY
        width: Zones.width - Zones.margin - x
        height: Zones.actionHeight
        visible: !row.leafing && !!row.primary
        button: row.primary
        filled: row.filled
        iconFirst: false
        role: Type.button
    }

    MoreRow {
        x: row.primaryX
        y: Zones.actionY
        width: Zones.width - Zones.margin - x
        height: Zones.actionHeight
        visible: row.leafing
        text: row.leaves ? row.leaves.moreText : ""
        onTapped: row.leaves.turn()
    }

    Words {
        visible: !row.primary && !row.leafing && text !== ""
        x: row.primaryX + 12
        y: Zones.actionY
        width: Zones.width - Zones.margin - x
        height: Zones.actionHeight
        text: row.hint
        color: Theme.ink2
    }
}
