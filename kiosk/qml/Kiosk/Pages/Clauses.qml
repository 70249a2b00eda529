pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// The sentences that are signed, numbered.
Column {
    id: list

    property var clauses: []

    spacing: Zones.compact ? 8 : 16

    Repeater {
        model: list.clauses

        Item {
            id: clause

            required property string modelData
            required property int index

            width: list.width
            height: sentence.implicitHeight

            Words {
                role: Type.strong
                text: clause.index + 1
                color: Theme.primary
                visible: list.clauses.length > 1
            }

            Words {
                id: sentence

                x: list.clauses.length > 1 ? 48 : 0
                width: parent.width - x
                text: clause.modelData
            }
        }
    }
}
