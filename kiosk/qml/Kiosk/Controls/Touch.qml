pragma ComponentBehavior: Bound
import QtQuick

// What can be touched: it reacts on release inside, however long the finger rested; its objectName is its id.
Block {
    id: touch

    property string controlId
    property string spoken
    property bool live: true
    property bool focused: activeFocus
    property bool counterside: false
    readonly property bool pressed: tap.pressed

    signal tapped

    objectName: controlId
    activeFocusOnTab: live && visible
    Accessible.role: Accessible.Button
    Accessible.name: spoken
    Accessible.onPressAction: touch.tapped()
    Keys.onReturnPressed: touch.tapped()
    Keys.onEnterPressed: touch.tapped()

    TapHandler {
        id: tap

        enabled: touch.live
        gesturePolicy: TapHandler.ReleaseWithinBounds
        longPressThreshold: 3600
        onTapped: touch.tapped()
    }

    Loader {
        anchors.fill: parent
        active: touch.focused && touch.activeFocus
        z: 10

        sourceComponent: FocusRing {
            counterside: touch.counterside
        }
    }
}
