pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Controls

// A group's title with its node on the line, or one value.
Block {
    id: line

    required property var modelData
    required property var words
    readonly property Item shown: (titleLoader.item ?? rowLoader.item) as Item

    gap: modelData.title ? 12 : 0
    keep: modelData.title
    counts: !modelData.title
    implicitHeight: shown ? shown.implicitHeight : 0

    Loader {
        id: titleLoader

        width: parent.width
        active: line.modelData.title

        sourceComponent: ReviewTitle {
            group: line.modelData.group
        }
    }

    Loader {
        id: rowLoader

        width: parent.width
        active: !line.modelData.title

        sourceComponent: ValueRow {
            row: line.modelData.row
            words: line.words
        }
    }
}
