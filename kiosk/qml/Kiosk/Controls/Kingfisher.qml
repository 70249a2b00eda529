import QtQuick
import QtQuick.Shapes

// The customer's case. It perches on what is true; its feet stand on the lower edge of this item.
Item {
    id: bird

    property bool letter: false

    implicitWidth: 148
    implicitHeight: 104

    component Flat: ShapePath {
        property alias d: svg.path

        strokeColor: "transparent"
        strokeWidth: -1

        PathSvg {
            id: svg
        }
    }

    Shape {
        width: 148
        height: 104

        Flat { fillColor: "#0A4A50"; d: "M13 86L34 88L17 104H0Z" }
        Flat { fillColor: "#16252B"; d: "M53 94H59V104H53ZM69 94H75V104H69Z" }
        Flat { fillColor: "#C4622D"; d: "M84 37C92 50 91 74 82 88C74 99 52 99 36 82C48 72 60 58 66 44Z" }
        Flat { fillColor: "#0E6B70"; d: "M86 14C78 1 56 0 44 14C36 22 34 31 31 40C22 56 13 70 11 86C34 84 58 72 64 50C78 52 88 44 88 30Z" }
        Flat { fillColor: "#1C8C92"; d: "M33 42L54 50C50 66 34 80 15 83C17 70 25 56 33 42Z" }
        Flat { fillColor: "#FFFEF8"; d: "M58 34C65 30 76 34 81 41C75 48 61 48 58 34Z" }
        Flat { fillColor: "#C4622D"; d: "M70 22C74 27 80 26 86 26V33C78 34 71 30 70 22Z" }
        Flat { fillColor: "#16252B"; d: "M86 16L147 28L86 33ZM74 14.5A5 5 0 1 1 73.9 14.5" }
    }

    Letter {
        visible: bird.letter
        x: 116
        y: 22
    }
}
