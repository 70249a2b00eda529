import QtQuick
import Kiosk.Theme

// One piece of a page's content. It is absent while its implicitHeight is 0.
Item {
    property int gap: Theme.gap
    // how far it reaches out to the left of the column
    property int outdent: 0
    // stays on one leaf with the block after it: a title with its first row, tiles with each other
    property bool keep: false
    // one of the 「还有 3 项」
    property bool counts: true
    // what the way to the next leaf says when only uncounted blocks stand there
    property string leafTitle: ""
}
