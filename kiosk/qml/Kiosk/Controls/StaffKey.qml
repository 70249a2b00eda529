import QtQuick
import Kiosk.Theme
import "phrases.js" as Phrases
import Kiosk.Python

Touch {
    id: staff

    required property var button
    required property bool called

    controlId: button.id
    spoken: button.text
    counterside: true
    onTapped: Bridge.press(button.id)

    Rectangle {
        anchors.fill: parent
        radius: Theme.controlRadius
        color: staff.pressed ? "#E0EDEB" : Theme.paper
    }

    Grid {
        anchors.centerIn: parent
        columns: Zones.portrait ? 1 : 2
        spacing: !Zones.portrait ? 16 : Theme.elder ? 0 : 4
        horizontalItemAlignment: Grid.AlignHCenter
        verticalItemAlignment: Grid.AlignVCenter

        Icon {
            name: staff.called ? "check" : "staff"
            size: Zones.portrait && !Theme.elder ? 64 : 48
            colour: Theme.textOnPaper
        }

        Words {
            width: Math.min(implicitWidth, staff.width - (Zones.portrait ? 24 : 96))
            role: Zones.portrait && !Theme.elder ? Type.row : Type.foot
            font.bold: true
            text: Phrases.inTwo(staff.button.text, (staff.width - (Zones.portrait ? 24 : 96)) / role.px)
            color: Theme.textOnPaper
            horizontalAlignment: Zones.portrait ? Text.AlignHCenter : Text.AlignLeft
            Accessible.ignored: true
        }
    }
}
