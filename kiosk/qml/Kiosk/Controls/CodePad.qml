pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

// Digits and capitals in the order of the alphabet: without 0 O 1 I for a code of our own, whole for a printed number.
Column {
    id: pad

    property var words
    property bool whole: false
    readonly property bool slim: Zones.compact && !Zones.lettersBelow
    readonly property int across: slim ? 8 : whole ? 10 : 9
    readonly property real keyWidth: (width - (across - 1) * spacing) / across
    readonly property int keyHeight: Zones.compact ? 80 : 104
    readonly property list<string> wide: whole ? ["1234567890", "ABCDEFGHIJ", "KLMNOPQRST", "UVWXYZ"] : ["23456789", "ABCDEFGHJ", "KLMNPQRST", "UVWXYZ"]
    readonly property list<string> narrow: whole ? ["12345678", "90ABCDEF", "GHIJKLMN", "OPQRSTUV", "WXYZ"] : ["23456789", "ABCDEFGH", "JKLMNPQR", "STUVWXYZ", ""]

    signal key(string name)

    spacing: 12

    Repeater {
        model: pad.slim ? pad.narrow : pad.wide

        Row {
            id: keyRow

            required property string modelData
            required property int index

            spacing: pad.spacing

            Repeater {
                model: keyRow.modelData.split("")

                KeyCap {
                    required property string modelData

                    controlId: "key:" + modelData
                    width: pad.keyWidth
                    height: pad.keyHeight
                    face: modelData
                    large: true
                    onTapped: pad.key(modelData)
                }
            }

            KeyCap {
                controlId: "key:back"
                visible: keyRow.modelData.length < 8
                width: pad.keyWidth * 3 + 24
                height: pad.keyHeight
                face: pad.words.erase
                icon: "erase"
                onTapped: pad.key("back")
            }
        }
    }
}
