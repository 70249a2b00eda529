import QtQuick
import Kiosk.Theme

// A whole row that is held to look under the tape: while held, at most three seconds; a short tap shows it three seconds.
Touch {
    id: hold

    property bool lifted: false

    onPressedChanged: {
        if (pressed) {
            lifted = true;
            limit.restart();
        } else if (held.running) {
            held.stop();
        } else {
            lifted = false;
        }
        if (pressed)
            held.restart();
    }

    function activate(): void {
        lifted = true;
        limit.restart();
    }

    // shorter than this is a tap, and shows for the full time
    Timer {
        id: held

        interval: 500
    }

    Timer {
        id: limit

        interval: Theme.revealMs
        onTriggered: hold.lifted = false
    }

    Icon {
        anchors { right: parent.right; rightMargin: 20; verticalCenter: parent.verticalCenter }
        name: "eye"
        size: 40
    }
}
