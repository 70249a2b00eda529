pragma ComponentBehavior: Bound
import QtQuick

// What a branch has only when it was started --with it.
Column {
    id: extras

    property var dock

    function of(device: string): var {
        return dock.devices[device] ?? ({});
    }

    spacing: 10

    ChoiceStrip {
        width: parent.width
        dock: extras.dock
        device: "face_camera"
        title: "人脸摄像头"
        english: "face camera"
        choices: [["nobody", "没人"], ["front", "正面"], ["left", "转头", "warn"], ["far", "太远", "warn"], ["two", "两个人", "warn"], ["eyes_closed", "闭眼", "warn"]]
        now: extras.of(device).face ?? ""
        onChosen: choice => dock.act(device, "show", {
            "face": choice
        })
    }
    ChoiceStrip {
        width: parent.width
        dock: extras.dock
        device: "presence_sensor"
        title: "有没有人站着"
        english: "presence"
        choices: [["nobody", "没人"], ["moving", "走动"], ["still", "站着"]]
        now: extras.of(device).presence ?? ""
        onChosen: choice => dock.act(device, "stand", {
            "how": choice
        })
    }
    ChoiceStrip {
        width: parent.width
        dock: extras.dock
        device: "ups"
        title: "电源"
        english: "UPS · " + (extras.of("ups").status ?? "") + " · " + (extras.of("ups").charge ?? 0) + "%"
        choices: [["line", "市电"], ["battery", "电池", "warn"], ["low", "电池快空", "err"]]
        now: {
            const status = extras.of(device).status ?? "";
            return status.includes("LB") ? "low" : status.includes("OB") ? "battery" : "line";
        }
        onChosen: choice => {
            dock.act(device, "charge", {
                "percent": choice === "low" ? 10 : 100
            });
            dock.act(device, "power", {
                "from": choice === "line" ? "line" : "battery"
            });
        }
    }
    ChoiceStrip {
        width: parent.width
        dock: extras.dock
        device: "social_security_card"
        title: "社保卡"
        english: "social-security card"
        choices: [["B", "李明远 的卡"], ["", "拿走"]]
        now: extras.of(device).card ?? ""
        onChosen: choice => dock.act(device, choice === "" ? "remove" : "insert", choice === "" ? {} : {
            "card": choice
        })
    }
}
