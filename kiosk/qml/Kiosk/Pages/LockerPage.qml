import QtQuick
import Kiosk.Theme
import Kiosk.Controls

Page {
    id: page

    backButton: model.help

    Column {
        width: parent.width
        spacing: Theme.gap

        Words {
            role: Type.number
            text: page.model.number
            color: Theme.primary
        }

        Words {
            width: parent.width
            role: Type.strong
            text: page.model.place
        }

        PanelBox {
            width: parent.width
            panel: page.model.trouble
        }

        Words {
            width: parent.width
            text: page.model.note
        }
    }
}
