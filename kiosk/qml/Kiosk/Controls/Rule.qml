import QtQuick
import Kiosk.Theme

Rectangle {
    implicitHeight: 2
    color: Theme.hair
}
