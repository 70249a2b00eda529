import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// Where the values below came from, on a heavy rule; its node sits on the line.
Item {
    id: title

    required property var group

    implicitHeight: Math.max(64, name.implicitHeight + 16)

    Node {
        visible: Zones.portrait
        x: Zones.lineX - Zones.contentX - width / 2
        anchors.verticalCenter: parent.verticalCenter
        state_: "done"
    }

    Icon {
        id: sign

        anchors.verticalCenter: parent.verticalCenter
        name: title.group.icon
        size: 40
    }

    Words {
        id: name

        x: title.group.icon === "" ? 0 : 56
        anchors.verticalCenter: parent.verticalCenter
        wrapMode: Text.NoWrap
        role: Type.strong
        text: title.group.title
    }

    Words {
        anchors { right: parent.right; verticalCenter: parent.verticalCenter }
        visible: name.x + name.implicitWidth + 24 + implicitWidth < parent.width
        wrapMode: Text.NoWrap
        role: Type.small
        text: title.group.aside
        color: Theme.ink2
    }

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 3
        color: Theme.ink
    }
}
