import QtQuick
import QtQuick.Shapes
import Kiosk.Theme

Item {
    id: icon

    property string name
    property color colour: Theme.primary
    property int size: 40
    property real weight: 2

    implicitWidth: size
    implicitHeight: size
    visible: name !== ""

    Shape {
        width: 24
        height: 24
        scale: icon.size / 24
        transformOrigin: Item.TopLeft

        ShapePath {
            strokeColor: icon.colour
            strokeWidth: icon.weight
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin

            PathSvg {
                path: Icons.path(icon.name)
            }
        }
    }
}
