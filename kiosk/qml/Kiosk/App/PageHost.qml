pragma ComponentBehavior: Bound
import QtQuick

// Keeps one page on screen: the same key is updated in place, another key loads its page and slides it in.
Item {
    id: host

    required property var page
    required property var words
    property var shown: ({ kind: "", key: "" })
    readonly property Item current: loader.item as Item

    onPageChanged: {
        if (page.key === shown.key) {
            shown = page;
            return;
        }
        loader.source = "";
        shown = page;
        if (page.kind === "" || page.kind === undefined)
            return;
        loader.setSource("../Pages/" + fileOf(page) + ".qml", { model: page, words: words });
    }

    function fileOf(page: var): string {
        return page.kind === "ListPage" && (page.search_text ?? null) !== null ? "SearchPage" : page.kind;
    }

    Loader {
        id: loader

        anchors.fill: parent
        onLoaded: {
            item.model = Qt.binding(() => host.shown);
            item.words = Qt.binding(() => host.words);
        }
    }
}
