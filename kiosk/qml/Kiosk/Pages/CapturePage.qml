pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme
import Kiosk.Controls

// The document camera: live picture with its edge, one piece of advice, the checks that tell why.
Page {
    id: page

    readonly property bool good: model.checks.length > 0 && model.checks.every(check => check[1])
    // no page yet: the paper may come later; with one: take it again
    readonly property var second: model.retake ?? model.later
    readonly property real besidePicture: below.implicitHeight + Theme.gap

    touchless: true
    leftButton: second
    primaryButton: model.primary ?? model.by_hand
    filledPrimary: !!model.primary
    hint: ""

    reading: Words {
        text: page.model.taken_text
        color: Theme.ink2
    }

    LivePicture {
        id: picture

        width: parent.width
        height: Math.max(200, Math.min(Zones.portrait ? 650 : 1000, page.room - page.besidePicture))
        cameraOn: page.model.camera_on
        arrow: page.model.arrow
        done: page.good && page.model.taken > 0
    }

    CameraLamp {
        id: lamp

        readonly property bool above: Zones.portrait && !Theme.lower && page.headingBlock.oneLine && page.headingBlock.titleEnd + 24 + width < page.width - Zones.margin

        x: above ? parent.width - width : (parent.width - width) / 2
        y: above ? -height - 24 : 24
        on: page.model.camera_on
        text: page.words.camera
    }

    Column {
        id: below

        y: picture.height + Theme.gap
        width: parent.width
        spacing: Theme.gap

        AdviceBox {
            width: parent.width
            text: page.model.guidance
            arrow: page.model.arrow
            good: page.good
        }

        CheckMarks {
            width: parent.width
            checks: page.model.checks
        }

        Rule {
            visible: Zones.portrait && !page.aside
            width: parent.width
        }

        Words {
            visible: Zones.portrait && !page.aside
            width: parent.width
            text: page.model.taken_text
            color: Theme.ink2
        }

        ActionButton {
            width: parent.width
            height: Zones.target
            button: Zones.split ? null : page.second
        }
    }
}
