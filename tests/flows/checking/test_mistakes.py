"""Seeded mistakes: each check finds its own, with file, line and a way out; the clean content has none."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.checking.report import Report, check_content
from tests.flows.small_content import write_content

ONE = "services/PH-P-901.yaml"
HEAD = "schema: kiosk/service@1\nid: PH-P-901\n"
GOOD = HEAD + "form:\n  name: person.name\n  kind: a.kind\ndeclaration: [d]\n"
STOPS = (
    "stop:\n  - {when: \"a.kind in ['one', 'two']\", say: s, remedy: r}\n"
    "  - {when: \"a.kind == 'three'\", say: s, remedy: r}\n"
)
FACTS = "schema: kiosk/facts@1\nfacts:\n"
ASKS = "schema: kiosk/asks@1\nasks:\n"


def _report(root: Path, files: dict[str, str]) -> Report:
    return check_content(write_content(root, {ONE: GOOD, **files}))


def test_the_clean_content_has_no_errors(tmp_path: Path) -> None:
    assert [str(fault) for fault in _report(tmp_path, {}).errors] == []


MISTAKES: list[tuple[str, str, dict[str, str], str, int]] = [
    ("unknown key", "E01", {ONE: GOOD + "frm: {}\n"}, ONE, 7),
    ("duplicate key", "E01", {ONE: GOOD + "rev: 1\nrev: 2\n"}, ONE, 8),
    ("yes for a flag", "E01", {ONE: GOOD + "signature: yes\n"}, ONE, 7),
    ("leading zero", "E01", {ONE: GOOD + "rev: 012\n"}, ONE, 7),
    ("alias", "E01", {ONE: GOOD.replace("[d]", "&x [d]") + "first: *x\n"}, ONE, 6),
    ("tag", "E01", {ONE: GOOD + "rev: !!python/object:os.system 1\n"}, ONE, 7),
    ("bad yaml", "E01", {ONE: GOOD + "  rev: [\n"}, ONE, 7),
    ("undefined fact in the form", "E02", {ONE: GOOD.replace("a.kind", "a.kid")}, ONE, 5),
    ("undefined archetype", "E02", {ONE: GOOD + "extends: nothing\n"}, ONE, 7),
    (
        "undefined source",
        "E02",
        {"facts/b.yaml": FACTS + "  b.x: {type: text, from: [hall.nowhere]}\n"},
        "facts/b.yaml",
        3,
    ),
    (
        "undefined list of codes",
        "E02",
        {"facts/b.yaml": FACTS + "  b.x: {type: code, codes: none}\n"},
        "facts/b.yaml",
        3,
    ),
    ("undefined question", "E03", {"facts/b.yaml": FACTS + "  b.x: {type: text, ask: q.nothing}\n"}, "facts/b.yaml", 3),
    (
        "unobtainable fact",
        "E04",
        {ONE: GOOD.replace("a.kind", "b.x"), "facts/b.yaml": FACTS + "  b.x: {type: text}\n"},
        ONE,
        5,
    ),
    ("wrong type", "E05", {ONE: GOOD + "stop: [{when: \"a.amount > 'x'\", say: s, remedy: r}]\n"}, ONE, 7),
    ("undeclared name", "E05", {ONE: GOOD + 'stop: [{when: "a.amont > 1", say: s, remedy: r}]\n'}, ONE, 7),
    ("not true or false", "E05", {ONE: GOOD + 'stop: [{when: "a.amount + 1", say: s, remedy: r}]\n'}, ONE, 7),
    ("division by nothing", "E05", {ONE: GOOD + 'stop: [{when: "a.amount / 0 > 1", say: s, remedy: r}]\n'}, ONE, 7),
    ("division by a fact", "E05", {ONE: GOOD + 'stop: [{when: "7 % a.amount > 1", say: s, remedy: r}]\n'}, ONE, 7),
    (
        "cycle",
        "E07",
        {"facts/b.yaml": FACTS + "  b.x: {type: text, derive: b.y}\n  b.y: {type: text, derive: \"b.x + '1'\"}\n"},
        "facts/b.yaml",
        3,
    ),
    (
        "literal that is no value",
        "E09",
        {ONE: GOOD + "stop: [{when: \"a.kind == 'four'\", say: s, remedy: r}]\n"},
        ONE,
        7,
    ),
    ("never true", "E10", {ONE: GOOD + 'stop: [{when: "a.amount > 5 && a.amount < 3", say: s, remedy: r}]\n'}, ONE, 7),
    ("always true", "E11", {ONE: GOOD + 'stop: [{when: "a.flag || !a.flag", say: s, remedy: r}]\n'}, ONE, 7),
    ("too many questions", "E13", {ONE: GOOD + "budget: {asked: 0}\n"}, ONE, 7),
    ("too many touches", "E15", {ONE: GOOD + "budget: {taps: 3}\n"}, ONE, 7),
    ("signature under nothing", "E14", {ONE: GOOD.replace("declaration: [d]", "signature: true")}, ONE, 1),
    ("trust out of reach", "E16", {ONE: GOOD.replace("a.kind", "{fact: a.kind, trust: B}")}, ONE, 5),
    (
        "sensitive without consent",
        "E17",
        {"facts/b.yaml": FACTS + "  b.x: {type: text, sensitivity: spi, from: [hall.a]}\n"},
        "facts/b.yaml",
        3,
    ),
    (
        "no keyboard",
        "E19",
        {
            "asks/b.yaml": ASKS + "  q.b: {kind: text, sets: [b.x]}\n",
            "facts/b.yaml": FACTS + "  b.x: {type: text, ask: q.b}\n",
        },
        "asks/b.yaml",
        3,
    ),
    (
        "device without fallback",
        "E20",
        {
            "asks/b.yaml": ASKS + "  q.b: {kind: device, device: code, sets: [b.x]}\n",
            "facts/b.yaml": FACTS + "  b.x: {type: text, ask: q.b}\n",
        },
        "asks/b.yaml",
        3,
    ),
    (
        "only online",
        "E21",
        {ONE: GOOD.replace("a.kind", "b.x"), "facts/b.yaml": FACTS + "  b.x: {type: text, from: [hall.a]}\n"},
        ONE,
        5,
    ),
    (
        "bundle in a circle",
        "E22",
        {
            "bundles/B91.yaml": "schema: kiosk/bundle@1\nid: B91\nitems: {PH-P-901: {}, PH-P-902: {}}\n"
            "order: [[PH-P-901, PH-P-902], [PH-P-902, PH-P-901]]\n"
        },
        "bundles/B91.yaml",
        4,
    ),
    (
        "coded value typed",
        "DG-03",
        {
            "asks/b.yaml": ASKS + "  q.b: {kind: text, sets: [b.x], keyboard: text}\n",
            "facts/b.yaml": FACTS + "  b.x: {type: enum, values: [a, b], ask: q.b}\n",
        },
        "asks/b.yaml",
        3,
    ),
    (
        "paper that may follow without time for it",
        "E25",
        {ONE: GOOD + "materials:\n  - {id: paper, accept: [scan.a4], secondary: true}\n"},
        ONE,
        8,
    ),
    (
        "more fields by hand than anybody fills in",
        "DG-05",
        {
            ONE: GOOD.replace("  kind: a.kind\n", "".join(f"  f{n}: b.f{n}\n" for n in range(13))),
            "facts/b.yaml": FACTS + "".join(f"  b.f{n}: {{type: text, ask: q.f{n}}}\n" for n in range(13)),
            "asks/b.yaml": ASKS
            + "".join(f"  q.f{n}: {{kind: text, sets: [b.f{n}], keyboard: text}}\n" for n in range(13)),
        },
        ONE,
        3,
    ),
    (
        "item that goes with a stranger",
        "E02",
        {"bundles/B91.yaml": "schema: kiosk/bundle@1\nid: B91\nitems:\n  PH-P-901: {with: [PH-P-902]}\n"},
        "bundles/B91.yaml",
        4,
    ),
    (
        "consent ticked beforehand",
        "DG-03",
        {
            "asks/b.yaml": ASKS + '  q.b: {kind: consent, sets: [b.x], options: [{id: "yes", ticked: "true"}, "no"]}\n',
            "facts/b.yaml": FACTS + "  b.x: {type: bool, ask: q.b}\n",
        },
        "asks/b.yaml",
        3,
    ),
    (
        "option that is never offered",
        "E10",
        {
            "asks/b.yaml": ASKS
            + '  q.b: {kind: choice, sets: [b.x], options: [a, {id: b, when: "a.amount > 5 && a.amount < 3"}]}\n',
            "facts/b.yaml": FACTS + "  b.x: {type: enum, values: [a, b], ask: q.b}\n",
        },
        "asks/b.yaml",
        3,
    ),
    (
        "stop on every way",
        "DG-07",
        {ONE: GOOD + STOPS},
        ONE,
        7,
    ),
]


@pytest.mark.parametrize(
    ("check", "files", "file", "line"),
    [(check, files, file, line) for _, check, files, file, line in MISTAKES],
    ids=[name for name, *_ in MISTAKES],
)
def test_a_seeded_mistake_is_found_where_it_is(
    tmp_path: Path, check: str, files: dict[str, str], file: str, line: int
) -> None:
    report = _report(tmp_path, files)
    found = [fault for fault in report.errors if fault.check == check]
    assert found, [str(fault) for fault in report.faults]
    assert (file, line) in {(fault.file, fault.line) for fault in found}
    assert all(fault.fix for fault in found)


def test_a_cycle_names_its_members_and_nobody_else(tmp_path: Path) -> None:
    facts = FACTS + (
        "  b.a: {type: text, derive: b.x}\n  b.x: {type: text, derive: b.y}\n"
        "  b.y: {type: text, derive: b.z}\n  b.z: {type: text, derive: \"b.x + '1'\"}\n"
    )
    [fault] = [fault for fault in _report(tmp_path, {"facts/b.yaml": facts}).errors if fault.check == "E07"]
    assert fault.members == ("b.x", "b.y", "b.z")


def _texts(zh: str, en: str) -> dict[str, str]:
    return {"texts/zh/all.ftl": zh, "texts/en/all.ftl": en}


def test_a_missing_translation_and_a_missing_text_are_found(tmp_path: Path) -> None:
    write_content(tmp_path, {ONE: GOOD})
    (tmp_path / "texts" / "en" / "all.ftl").write_text("d = d\n", encoding="utf-8")
    checks = {fault.check for fault in check_content(tmp_path).errors}
    assert "E06" in checks
    (tmp_path / "texts" / "zh" / "all.ftl").write_text("d = d\n", encoding="utf-8")
    assert "E08" in {fault.check for fault in check_content(tmp_path).errors}


def _with_text(root: Path, zh: str, en: str) -> Report:
    write_content(root, {ONE: GOOD})
    for language, text in (("zh", zh), ("en", en)):
        path = root / "texts" / language / "all.ftl"
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")
    return check_content(root)


@pytest.mark.parametrize(
    ("check", "zh", "en"),
    [
        ("E18", "x = 还有 { $count } 项\n", "x = some left\n"),
        ("E24", "x = { $a-name } 您好\n", "x = Hello { $a-name }\n"),
        ("DG-04", "x = 您可以填写手机号或填写邮箱\n", "x = x\n"),
        ("ZB-01", "x = 系统异常\n", "x = x\n"),
        ("E01", "x = 一\nx = 二\n", "x = x\n"),
    ],
)
def test_a_text_that_does_not_fit_is_found(tmp_path: Path, check: str, zh: str, en: str) -> None:
    write_content(tmp_path, {ONE: GOOD, "facts/n.yaml": FACTS + "  a.name: {type: text, sensitivity: pi}\n"})
    report = _with_text(tmp_path, zh, en)
    found = [fault for fault in report.errors if fault.check == check]
    assert found, [str(fault) for fault in report.faults]
    assert found[0].line > 1


def test_a_translation_of_an_older_text_is_stale(tmp_path: Path) -> None:
    write_content(tmp_path, {ONE: GOOD})
    path = tmp_path / "texts" / "en" / "translated.json"
    path.write_text('{"d": "000000000000"}', encoding="utf-8")
    assert "E18" in {fault.check for fault in check_content(tmp_path).errors}


def test_a_paper_that_the_state_holds_is_not_asked_for_as_a_scan(tmp_path: Path) -> None:
    write_content(tmp_path, {ONE: GOOD + "materials:\n  - {id: idcard, accept: [scan.a4]}\n"})
    path = tmp_path / "texts" / "zh" / "all.ftl"
    text = path.read_text(encoding="utf-8").replace("material-idcard = material-idcard", "material-idcard = 居民身份证")
    path.write_text(text, encoding="utf-8")
    [fault] = [fault for fault in check_content(tmp_path).errors if fault.check == "DG-10"]
    assert (fault.file, fault.line) == (ONE, 8)
    assert "elicence" in fault.fix


def test_a_question_without_a_reason_or_a_spoken_text_is_found(tmp_path: Path) -> None:
    write_content(tmp_path, {ONE: GOOD})
    for language in ("zh", "en"):
        path = tmp_path / "texts" / language / "all.ftl"
        lines = path.read_text(encoding="utf-8").splitlines()
        at = lines.index("q-kind = q-kind")
        kept = [
            line for n, line in enumerate(lines) if not (at < n < at + 4 and line.strip().startswith((".why", ".say")))
        ]
        path.write_text("\n".join(kept) + "\n", encoding="utf-8")
    said = [fault.message for fault in check_content(tmp_path).errors if fault.check == "E08"]
    assert "the text q-kind.why is missing" in said
    assert "the text q-kind.say is missing" in said


ROWS: list[tuple[str, str, str, str]] = [
    ("no such family", "plain,办", "nofamily,办", "E02"),
    ("more days than the law allows", ",1,3,", ",5,3,", "E02"),
    ("paper without a class", "办,,1,3", "办,某证明,1,3", "E01"),
]


@pytest.mark.parametrize(("old", "new", "check"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_a_wrong_row_of_the_catalogue_is_found(tmp_path: Path, old: str, new: str, check: str) -> None:
    write_content(tmp_path, {ONE: GOOD})
    path = tmp_path / "catalogue" / "items.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    found = [fault for fault in check_content(tmp_path).errors if fault.file == "catalogue/items.csv"]
    assert [fault.check for fault in found][:1] == [check]
    assert found[0].line == 2


def test_a_content_of_mere_lookups_is_refused(tmp_path: Path) -> None:
    write_content(tmp_path, {ONE: GOOD})
    path = tmp_path / "catalogue" / "items.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",办,,", ",查,,"), encoding="utf-8")
    assert "XH-08" in {fault.check for fault in check_content(tmp_path).errors}


def test_a_bundle_that_stacks_its_items_is_refused(tmp_path: Path) -> None:
    files = {
        "services/PH-P-902.yaml": GOOD.replace("901", "902").replace("a.kind", "a.note"),
        "bundles/B91.yaml": "schema: kiosk/bundle@1\nid: B91\nitems: {PH-P-901: {}, PH-P-902: {}}\n",
    }
    assert "XH-09" in {fault.check for fault in _report(tmp_path, files).errors}


@pytest.mark.parametrize(
    ("check", "files"),
    [
        ("W12", {ONE: GOOD + "materials: [{id: paper, accept: [scan.a4], proves: [a.note]}]\n"}),
        (
            "E23",
            {
                "facts/b.yaml": FACTS + "  b.x: {type: text}\n  b.y: {type: text}\n",
                "texts/zh/x.ftl": "fact-b-x = 申请人联系电话\nfact-b-y = 申请人联系电话\n",
            },
        ),
    ],
)
def test_a_doubt_is_a_warning_and_refuses_nothing(tmp_path: Path, check: str, files: dict[str, str]) -> None:
    write_content(tmp_path, {ONE: GOOD, **files})
    assert check in {fault.check for fault in check_content(tmp_path).warnings}
