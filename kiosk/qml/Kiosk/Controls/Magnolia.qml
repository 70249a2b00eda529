import QtQuick
import QtQuick.Shapes

// Bud while the hall has not got it, open once it has. The stalk ends at the lower edge.
Item {
    id: flower

    property bool open: false

    implicitWidth: 72
    implicitHeight: 66

    component Petal: ShapePath {
        property alias d: svg.path

        strokeColor: "#5E6F6B"
        strokeWidth: 2.5
        joinStyle: ShapePath.RoundJoin

        PathSvg {
            id: svg
        }
    }

    Shape {
        visible: flower.open
        width: 72
        height: 66

        Petal { fillColor: "#F1E4DB"; d: "M2 14C-2 36 12 56 33 60C26 46 18 26 2 14Z" }
        Petal { fillColor: "#F1E4DB"; d: "M70 14C74 36 60 56 39 60C46 46 54 26 70 14Z" }
        Petal { fillColor: "#FFFEF8"; d: "M24 2C14 22 18 46 36 61C42 42 40 18 24 2Z" }
        Petal { fillColor: "#FFFEF8"; d: "M48 2C58 22 54 46 36 61C31 42 33 18 48 2Z" }
        Petal { fillColor: "#5C7746"; strokeColor: "transparent"; d: "M27 57C32 61 40 61 45 57C43 64 40 66 36 66C32 66 29 64 27 57Z" }
    }

    Shape {
        visible: !flower.open
        x: 26
        y: 20
        width: 20
        height: 46

        Petal { fillColor: "#FFFEF8"; d: "M10 1C2 12 0 22 3 32L10 44L17 32C20 22 18 12 10 1Z" }
        Petal { fillColor: "#5C7746"; strokeColor: "#3F5730"; d: "M1 26C8 30 10 38 10 45C2 43 0 35 1 26ZM19 26C12 30 10 38 10 45C18 43 20 35 19 26Z" }
    }
}
