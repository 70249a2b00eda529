pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Theme

DockSection {
    id: section

    property var receipts: []
    readonly property var codes: receipts.length > 0 ? receipts[receipts.length - 1].codes : []

    function codeOf(kind: string): string {
        for (const code of codes)
            if (code.kind === kind)
                return code.data;
        return "";
    }
    function show(text: string): void {
        dock.act("code_scanner", "show", {
            "text": text
        });
    }

    title: "扫码"
    english: "code scanner"
    device: "code_scanner"

    Flow {
        width: parent.width
        spacing: 8

        DockButton {
            label: "公司电子营业执照"
            objectName: "dock:elicence"
            live: section.plugged && section.dock.console !== ""
            onPressed: section.dock.showLicence("A")
        }
        DockButton {
            label: "最近凭条的条码"
            objectName: "dock:barcode"
            live: section.plugged && section.codeOf("code128") !== ""
            onPressed: section.show(section.codeOf("code128"))
        }
        DockButton {
            label: "最近凭条的二维码"
            objectName: "dock:qr"
            live: section.plugged && section.codeOf("qr") !== ""
            onPressed: section.show(section.codeOf("qr"))
        }
    }
    Row {
        width: parent.width
        spacing: 8

        Rectangle {
            width: parent.width - send.width - 8
            height: 36
            radius: 8
            color: Theme.bg
            border.width: 1
            border.color: Theme.line

            TextInput {
                id: typed

                anchors.fill: parent
                anchors.leftMargin: 10
                anchors.rightMargin: 10
                verticalAlignment: TextInput.AlignVCenter
                color: Theme.ink
                font.pixelSize: 15
                clip: true
                onAccepted: section.show(text)
            }
            Text {
                anchors.fill: typed
                visible: typed.text === ""
                verticalAlignment: Text.AlignVCenter
                text: "信封标签 · 取件码 · 任何文字"
                color: Theme.ink2
                font.pixelSize: 13
            }
        }
        DockButton {
            id: send

            label: "出示"
            objectName: "dock:show"
            live: section.plugged && typed.text !== ""
            onPressed: section.show(typed.text)
        }
    }
}
