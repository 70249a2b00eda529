import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// Back at the left, the one next step at the right, or the sentence that stands in its place.
Item {
    id: row

    property var back: null
    property var primary: null
    property var second: null
    property string hint: ""
    property bool filled: true
    readonly property var atLeft: back ?? second

    ActionButton {
        id: leftButton

        x: Zones.actionX
        y: Zones.actionY
        width: Zones.backWidth
        height: Zones.actionHeight
        button: row.atLeft
    }

    ActionButton {
        x: row.atLeft ? Zones.primaryX : Zones.actionX
        y: Zones.actionY
        width: row.atLeft ? Zones.primaryWidth : Zones.primaryX + Zones.primaryWidth - Zones.actionX
        height: Zones.actionHeight
        button: row.primary
        filled: row.filled
        iconFirst: false
        role: Type.button
    }

    Words {
        visible: !row.primary && text !== ""
        x: (row.atLeft ? Zones.primaryX : Zones.actionX) + 12
        y: Zones.actionY
        width: Zones.primaryWidth - 12
        height: Zones.actionHeight
        text: row.hint
        color: Theme.ink2
    }
}
