import QtQuick
import Kiosk.Theme

// Running text in one role of the type scale; it is announced as static text.
Text {
    id: words

    property TypeRole role: Type.body
    readonly property int alignment: horizontalAlignment

    color: Theme.ink
    font.family: Type.family
    font.pixelSize: role.px
    font.bold: role.bold
    lineHeightMode: Text.FixedHeight
    lineHeight: role.line
    textFormat: Text.PlainText
    wrapMode: Text.Wrap
    verticalAlignment: Text.AlignVCenter

    Accessible.role: Accessible.StaticText
    Accessible.name: text
}
