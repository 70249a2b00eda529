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
    readonly property bool pressed: tap.pressed

    signal tapped

    objectName: controlId
    Accessible.role: Accessible.Button
    Accessible.name: spoken
    Accessible.onPressAction: touch.activate()

    // what the numbered keypad and assistive technology do instead of a finger
    function activate(): void {
        if (live)
            tapped();
    }

    TapHandler {
        id: tap

        enabled: touch.live
        gesturePolicy: TapHandler.ReleaseWithinBounds
        longPressThreshold: 3600
        onTapped: touch.tapped()
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
