pragma ComponentBehavior: Bound
import QtQuick
import Kiosk.Python

// What can be touched: it reacts on release inside, however long the finger rested; its objectName is its id.
Block {
    id: touch

    property string controlId
    property string spoken
    property bool live: true
    readonly property bool focused: controlId !== "" && Bridge.focused === controlId
    property bool counterside: false
    readonly property bool pressed: finger.containsPress && !finger.early

    signal tapped

    objectName: controlId
    Accessible.role: Accessible.Button
    Accessible.name: spoken
    Accessible.onPressAction: touch.activate()

    // what the numbered keypad and assistive technology do instead of a finger
    function activate(): void {
        if (live && !Bridge.settling)
            tapped();
    }

    // follows the finger that came first: a second one beside it presses nothing and spoils nothing, a resting hand blocks nothing
    MouseArea {
        id: finger

        // began before anybody could have read this page
        property bool early: false

        anchors.fill: parent
        enabled: touch.live
        onPressed: early = Bridge.settling
        onClicked: if (!early)
            touch.tapped()
    }

    Loader {
        anchors.fill: parent
        active: touch.focused
        z: 10

        sourceComponent: FocusRing {
            counterside: touch.counterside
        }
    }
}
