import QtQuick
import Kiosk.Theme

// Letters and digits in four rows.
Column {
    id: pad

    property bool code: false
    property var words
    readonly property var rowsOfKeys: code ? ["23456789", "QWERTYUP", "ASDFGHJKL", "ZXCVBNM"] : ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"]
    readonly property real unit: (width - 9 * 12) / 10

    signal key(string name)

    spacing: 12

    Repeater {
        model: pad.rowsOfKeys

        Row {
            id: keyRow

            required property string modelData
            required property int index

            anchors.horizontalCenter: parent.horizontalCenter
            spacing: 12

            Repeater {
                model: keyRow.modelData.split("")

                KeyCap {
                    required property string modelData

                    controlId: "key:" + modelData
                    width: pad.unit
                    height: Zones.compact ? 80 : 96
                    face: modelData
                    onTapped: pad.key(modelData)
                }
            }

            KeyCap {
                controlId: "key:back"
                visible: keyRow.index === 3
                width: pad.unit * 2 + 12
                height: Zones.compact ? 80 : 96
                face: pad.words.erase
                icon: "erase"
                onTapped: pad.key("back")
            }
        }
    }
}
