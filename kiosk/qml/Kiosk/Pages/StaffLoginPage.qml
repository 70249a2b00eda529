pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Python

// Staff number and PIN. The digits go one by one to the core; the screen only counts those of the PIN.
Page {
    id: page

    property string entry: "number"
    readonly property bool twofold: Zones.split
    readonly property bool low: Zones.split && Theme.lower

    keyed: true
    lined: false
    wide: true

    Grid {
        id: fields

        readonly property real fieldWidth: beside ? (width - Theme.gap) / 2 : width
        readonly property bool beside: !page.twofold && page.room < 900

        columns: beside ? 2 : 1
        y: page.low ? page.room - height - 12 : 0
        width: page.twofold ? Math.round((parent.width - Theme.gap) * 0.42) : parent.width
        spacing: Theme.gap

        StaffField {
            width: fields.fieldWidth
            controlId: "field:number"
            label: page.model.number_label
            text: page.model.number
            active: page.entry === "number"
            onTapped: page.entry = "number"
        }

        StaffField {
            width: fields.fieldWidth
            controlId: "field:pin"
            label: page.model.pin_label
            text: "●".repeat(page.model.pin_length)
            active: page.entry === "pin"
            onTapped: page.entry = "pin"
        }

    }

    FieldFault {
        x: page.low ? Zones.headingX - Zones.contentX : 0
        y: page.low ? page.headingBlock.lowest + 12 - page.boxTop : fields.height + 12
        width: page.low ? Zones.headingWidth : fields.width
        text: page.model.error
    }

    NumberPad {
        x: page.twofold ? fields.width + Theme.gap : 0
        y: page.room - height
        width: page.twofold ? parent.width - x : parent.width
        words: page.words
        extra: "done"
        onKey: name => {
            if (name === "done")
                page.entry = page.entry === "number" ? "pin" : "number";
            else
                Bridge.pin(page.entry, name);
        }
    }
}
