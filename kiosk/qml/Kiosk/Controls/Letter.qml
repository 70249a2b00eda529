import QtQuick

// The paper in the kingfisher's bill.
Rectangle {
    width: 32
    height: 44
    color: "#FFFFFF"
    border.width: 3
    border.color: "#16252B"
    radius: 2

    Repeater {
        model: 3

        Rectangle {
            required property int index

            x: 7
            y: 12 + index * 9
            width: index === 2 ? 11 : 18
            height: 3
            color: "#16252B"
        }
    }
}
