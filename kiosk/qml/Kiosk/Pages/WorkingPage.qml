import QtQuick
import Kiosk.Theme
import Kiosk.Controls

Page {
    id: page

    backButton: model.cancel

    Words {
        width: parent.width
        text: page.model.detail
    }
}
