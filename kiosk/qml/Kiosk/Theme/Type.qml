pragma Singleton
import QtQuick

// The type scale. Nothing on any page is smaller than 26 px, 36 px in elder size.
QtObject {
    readonly property string family: "Noto Sans CJK SC"

    readonly property TypeRole number: TypeRole { regular: [120, 170]; elder: [160, 210]; compact: [88, 120]; compactElder: [104, 140]; bold: true }
    readonly property TypeRole figure: TypeRole { regular: [72, 100]; elder: [96, 128]; compact: [52, 72]; compactElder: [64, 88]; bold: true }
    readonly property TypeRole h1: TypeRole { regular: [60, 78]; elder: [84, 110]; compact: [44, 58]; compactElder: [56, 74]; bold: true }
    readonly property TypeRole code: TypeRole { regular: [52, 74]; elder: [64, 88]; compact: [40, 56]; compactElder: [48, 66]; bold: true }
    readonly property TypeRole h2: TypeRole { regular: [40, 56]; elder: [56, 78]; compact: [32, 46]; compactElder: [44, 60]; bold: true }
    readonly property TypeRole row: TypeRole { regular: [36, 51]; elder: [50, 70]; compact: [30, 42]; compactElder: [42, 58]; bold: true }
    readonly property TypeRole button: TypeRole { regular: [40, 56]; elder: [52, 72]; compact: [32, 46]; compactElder: [44, 60]; bold: true }
    readonly property TypeRole second: TypeRole { regular: [36, 51]; elder: [50, 70]; compact: [30, 42]; compactElder: [42, 58]; bold: true }
    readonly property TypeRole body: TypeRole { regular: [30, 44]; elder: [44, 62]; compact: [26, 38]; compactElder: [36, 50] }
    readonly property TypeRole strong: TypeRole { regular: [30, 44]; elder: [44, 62]; compact: [26, 38]; compactElder: [36, 50]; bold: true }
    readonly property TypeRole value: TypeRole { regular: [32, 46]; elder: [46, 64]; compact: [28, 40]; compactElder: [38, 52] }
    readonly property TypeRole label: TypeRole { regular: [28, 40]; elder: [40, 56]; compact: [26, 38]; compactElder: [36, 50] }
    readonly property TypeRole step: TypeRole { regular: [28, 40]; elder: [40, 56]; compact: [26, 38]; compactElder: [36, 50]; bold: true }
    readonly property TypeRole foot: TypeRole { regular: [28, 40]; elder: [36, 50]; compact: [26, 36]; compactElder: [36, 48]; bold: Theme.elder }
    readonly property TypeRole small: TypeRole { regular: [26, 36]; elder: [38, 54]; compact: [26, 36]; compactElder: [36, 50] }
    readonly property TypeRole smallStrong: TypeRole { regular: [26, 36]; elder: [38, 54]; compact: [26, 36]; compactElder: [36, 50]; bold: true }
}
