import QtQuick
import Kiosk.Theme
import Kiosk.Controls
import Kiosk.Python

Page {
    id: page

    property string entry: "number"

    Column {
        width: parent.width
        spacing: Theme.gap

        Words {
            text: page.model.number_label + "  " + page.model.number
        }

        Words {
            text: page.model.pin_label + "  " + "●".repeat(page.model.pin_length)
        }

        Words {
            text: page.model.error
            color: Theme.err
        }

        NumberPad {
            width: parent.width
            words: page.words
            extra: "done"
            onKey: name => {
                if (name === "done")
                    page.entry = page.entry === "number" ? "pin" : "number";
                else
                    Bridge.pin(page.entry, name);
            }
        }
    }
}
