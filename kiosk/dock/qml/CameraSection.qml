pragma ComponentBehavior: Bound
import QtQuick

DockSection {
    id: section

    title: "高拍仪"
    english: section.state_.viewers > 0 ? "document camera · 正在拍" : "document camera"
    device: "document_camera"

    Row {
        spacing: 8

        Repeater {
            model: [["lease", "租赁合同 第 1 页"], ["lease2", "租赁合同 第 2 页"], ["none", "拿走"]]

            DockButton {
                required property var modelData

                objectName: "dock:page:" + modelData[0]
                live: section.plugged
                label: modelData[1]
                on: section.state_.page === modelData[0]
                onPressed: section.dock.act("document_camera", "show", {
                    "page": modelData[0]
                })
            }
        }
    }
    Row {
        spacing: 8

        Repeater {
            model: [["glare", "反光"], ["blur", "模糊"], ["dark", "太暗"], ["move", "手在抖"]]

            DockButton {
                required property var modelData

                live: section.plugged
                tone: "warn"
                label: modelData[1]
                on: section.state_[modelData[0]] === true
                onPressed: section.dock.act("document_camera", "spoil", {
                    [modelData[0]]: !on
                })
            }
        }
    }
}
