import QtQuick
import QtQuick.Shapes
import Kiosk.Theme

// A dotted run along a polyline: what is still to come.
Shape {
    id: dots

    property list<point> points
    property color colour: Theme.line
    property int pitch: 24

    ShapePath {
        strokeColor: dots.colour
        strokeWidth: 8
        fillColor: "transparent"
        capStyle: ShapePath.RoundCap
        strokeStyle: ShapePath.DashLine
        dashPattern: [0.01, dots.pitch / 8]

        PathPolyline {
            path: dots.points
        }
    }
}
