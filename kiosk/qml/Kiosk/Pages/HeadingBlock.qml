import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import "../Controls/phrases.js" as Phrases

// Step, official name, the question and one sentence. A long name takes a smaller size rather than a third line.
Column {
    id: block

    required property var heading
    readonly property bool stepped: !!heading.progress && heading.progress.text !== ""
    readonly property bool oneLine: title.lineCount === 1 && heading.sentence === ""
    readonly property real titleEnd: x + title.implicitWidth
    readonly property real lowest: y + height
    readonly property real stepY: y + step.y + step.height / 2
    readonly property real nodeY: y + title.y + title.role.line / 2
    // the sentence gives way where a small screen has no room for it
    property bool brief: false
    readonly property real lowestWithSentence: y + title.y + title.height + spacing + sentence.implicitHeight
    readonly property TypeRole role: fitting([Type.h1, Type.h2, Type.row, Type.strong])

    // the largest role that needs two lines at most
    function fitting(roles: var): TypeRole {
        for (const role of roles)
            if (metrics.advanceWidth * role.px / Type.h1.px <= width * 1.85)
                return role;
        return roles[roles.length - 1];
    }

    y: Zones.headingY
    spacing: Zones.compact ? 4 : Zones.portrait ? 20 : 12

    TextMetrics {
        id: metrics

        text: block.heading.title
        font.family: Type.family
        font.pixelSize: Type.h1.px
        font.bold: true
    }

    Words {
        id: step

        visible: text !== ""
        width: parent.width
        role: Type.step
        color: Theme.primary
        text: Phrases.atDot(block.stepped ? block.heading.progress.text : block.heading.official_name, width / role.px)
    }

    Words {
        id: title

        width: parent.width
        role: block.role
        text: Phrases.inTwo(block.heading.title, width / role.px)
        Accessible.name: block.heading.title
        Accessible.role: Accessible.Heading
    }

    Words {
        id: sentence

        width: parent.width
        visible: text !== "" && !block.brief
        text: Phrases.inTwo(block.heading.sentence, width / role.px)
        Accessible.name: block.heading.sentence
        color: Theme.ink2
    }
}
