pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import "../Controls/phrases.js" as Phrases

// The counter: staff, voice, size, contrast, language, leave. It never moves.
Rectangle {
    id: foot

    required property var frame
    readonly property int pad: Math.round((Zones.footHeight - Zones.footKeyHeight) / 2)
    readonly property int wantedStaff: Zones.portrait ? 264 : Zones.compact ? (Theme.elder ? 320 : 288) : 312
    readonly property real keysRoom: width - 2 * Zones.margin - 24 * frame.keys.length
    // six keys in elder size leave the staff key less, and none of them less than its floor
    readonly property real staffWidth: Math.min(wantedStaff, keysRoom - Zones.target * frame.keys.length)
    readonly property real keyWidth: (keysRoom - staffWidth) / Math.max(1, frame.keys.length)
    // a visitor looks for the whole word of the own language: that key takes a little from each of the others
    readonly property int tongue: Zones.portrait && !Theme.elder ? frame.keys.findIndex(key => key.id === "language" && Phrases.em(key.text) * Type.foot.px > keyWidth - 8) : -1
    readonly property real given: tongue < 0 ? 0 : 8

    color: Theme.counter

    Rectangle {
        visible: Theme.contrast
        width: parent.width
        height: 4
        color: "#FFFFFF"
    }

    StaffKey {
        x: Zones.margin
        y: foot.pad
        width: foot.staffWidth
        height: Zones.footKeyHeight
        button: foot.frame.staff
        called: foot.frame.staff_called
    }

    readonly property bool cramped: {
        for (let i = 0; i < keys.count; i++)
            if ((keys.itemAt(i) as FootKey)?.cramped)
                return true;
        return false;
    }

    Repeater {
        id: keys

        model: foot.frame.keys

        FootKey {
            required property var modelData
            required property int index

            footKey: modelData
            over: Zones.portrait || foot.cramped
            x: Zones.margin + foot.staffWidth + 24 + index * (foot.keyWidth - foot.given + 24) + (foot.tongue >= 0 && index > foot.tongue ? foot.given * keys.count : 0)
            y: foot.pad
            width: foot.keyWidth - foot.given + (index === foot.tongue ? foot.given * keys.count : 0)
            height: Zones.footKeyHeight
        }
    }
}
