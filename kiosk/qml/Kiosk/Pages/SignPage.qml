pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// The declaration, and the pad to sign on below it. The next step is there once there is ink.
Page {
    id: page

    primaryButton: pad.inked ? model.primary : null
    line.dotsTo: Zones.panelBottom

    reading: Clauses {
        clauses: page.model.clauses
    }

    Clauses {
        id: clauses

        visible: !page.aside
        width: parent.width
        clauses: page.aside ? [] : page.model.clauses
    }

    SignPad {
        id: pad

        y: page.aside ? 0 : clauses.implicitHeight + 40
        width: parent.width
        height: Math.min(page.room - y, Zones.portrait ? 640 : 900)
        label: page.model.field_label
        clear: page.model.clear
    }
}
