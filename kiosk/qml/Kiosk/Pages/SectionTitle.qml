import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// A title over rows, with a note beside it.
Block {
    id: section

    property string title
    property string note
    property bool inPrimary: false

    keep: true
    counts: false
    leafTitle: title
    gap: 24
    implicitHeight: title === "" ? 0 : name.implicitHeight

    Words {
        id: name

        role: Type.strong
        text: section.title
        color: section.inPrimary ? Theme.primary : Theme.ink
    }

    Words {
        anchors.baseline: name.baseline
        x: name.implicitWidth + 24
        width: parent.width - x
        maximumLineCount: 1
        visible: implicitWidth <= width
        role: Type.small
        text: section.note
        color: Theme.ink2
    }
}
