import QtQuick
import Kiosk.Theme
import Kiosk.Controls

ChoiceList {
}
