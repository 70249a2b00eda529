import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// 「摄像头正在使用」 with its red dot; not there while the camera is off.
Rectangle {
    id: lamp

    property bool on: false
    property string text

    visible: on
    width: words.x + words.implicitWidth + 28
    height: Theme.elder ? 80 : 72
    radius: height / 2
    color: Theme.screenInk
    border.width: Theme.contrast ? 4 : 2
    border.color: "#FFFFFF"

    Rectangle {
        x: 26
        anchors.verticalCenter: parent.verticalCenter
        width: 20
        height: 20
        radius: 10
        color: Theme.recording
    }

    Words {
        id: words

        x: 62
        anchors.verticalCenter: parent.verticalCenter
        wrapMode: Text.NoWrap
        role: Type.smallStrong
        text: lamp.text
        color: "#FFFFFF"
    }
}
