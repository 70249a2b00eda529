import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// Step, official name, the question and one sentence.
Column {
    id: block

    required property var heading
    readonly property bool stepped: !!heading.progress && heading.progress.text !== ""
    readonly property real lowest: y + height
    readonly property real stepY: y + step.y + step.height / 2
    readonly property real nodeY: y + title.y + Type.h1.line / 2

    x: Zones.headingX
    y: Zones.headingY
    width: Zones.headingWidth
    spacing: Zones.compact ? 4 : 16

    Words {
        id: step

        visible: text !== ""
        width: parent.width
        role: Type.step
        color: Theme.primary
        text: block.stepped ? block.heading.progress.text : block.heading.official_name
    }

    Words {
        id: title

        width: parent.width
        role: Type.h1
        text: block.heading.title
        Accessible.role: Accessible.Heading
    }

    Words {
        width: parent.width
        visible: text !== ""
        text: block.heading.sentence
        color: Theme.ink2
    }
}
