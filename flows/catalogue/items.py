"""The catalogue behind flows.service_guide.Catalogue."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from flows.catalogue.finding import SearchIndex
from flows.catalogue.materials import MaterialClass, listed_materials
from flows.catalogue.texts import PackTexts
from flows.catalogue.values import spoken_value
from flows.decision import FactScalar, LegalBasis
from flows.engine.rows import plain
from flows.rules.working_days import work_calendar
from flows.service_guide import ItemInfo, SearchAnswer

Row = Mapping[str, str]
_KINDS_IN_A_ROW: Final = 6
_BROUGHT: Final = (MaterialClass.CARD, MaterialClass.SCAN, MaterialClass.ORIGINAL)


class ItemCatalogue:
    """`raw`: the pack."""

    def __init__(self, raw: Mapping[str, Any], texts: PackTexts) -> None:
        self._raw = raw
        self._tables = raw["catalogue"]
        self._texts = texts
        self._made: dict[tuple[str, str], ItemInfo] = {}
        self._departments = {row["name_zh"]: row for row in self._tables["departments"].values()}
        self._search: SearchIndex | None = None
        self._calendar = work_calendar((row["day"], row["kind"]) for row in self._tables["holidays"].values())

    def info(self, code: str, language: str) -> ItemInfo:
        """Raises KeyError for a code that is not on offer."""
        key = (code, language)
        if key not in self._made:
            bundles = self._tables["bundles"]
            self._made[key] = self._bundle(bundles[code], language) if code in bundles else self._item(code, language)
        return self._made[key]

    def notice(self, code: str, language: str) -> tuple[tuple[str, str], ...]:
        info = self.info(code, language)
        arguments = {"department": info.department, "item": info.name}

        def said(part: str, **more: str) -> tuple[str, str]:
            return self._text(f"notice-{part}.label", language), self._text(
                f"notice-{part}", language, **arguments, **more
            )

        kinds = [said("kinds", kinds=some) for some in self._kinds(code, language)]
        return (said("who"), said("purpose"), *kinds, said("keeping"), said("rights"))

    def working_day(self, start: date, count: int) -> date:
        """A year whose notice is not out is counted without its moveable holidays: the day is then rather too early."""
        return self._calendar.after_working_days(start, count).day

    def scenarios(self, language: str) -> tuple[ItemInfo, ...]:
        return tuple(self.info(row["code"], language) for row in self._branch("scenario"))

    def hot(self, language: str) -> tuple[ItemInfo, ...]:
        return tuple(self.info(row["code"], language) for row in self._branch("hot"))

    def departments(self, language: str) -> tuple[tuple[str, str, int], ...]:
        counts: dict[str, int] = {}
        for row in self._tables["items"].values():
            counts[row["department"]] = counts.get(row["department"], 0) + 1
        rows = (row for row in self._tables["departments"].values() if row["name_zh"] in counts)
        return tuple((row["slug"], row[f"name_{language}"], counts[row["name_zh"]]) for row in rows)

    def in_department(self, slug: str, language: str) -> tuple[ItemInfo, ...]:
        name = self._tables["departments"][slug]["name_zh"]
        return tuple(
            self.info(code, language) for code, row in self._tables["items"].items() if row["department"] == name
        )

    def all_items(self, language: str) -> tuple[ItemInfo, ...]:
        return tuple(self.info(code, language) for code in self._tables["items"])

    def search(self, text: str, language: str) -> SearchAnswer:
        if self._search is None:
            self._search = SearchIndex(self._tables)
        return self._search.search(text, language)

    def fact_label(self, fact: str, language: str) -> str:
        return self._text(self._fact(fact)["label"], language)

    def value_label(self, fact: str, value: FactScalar, language: str) -> str:
        return spoken_value(self._fact(fact), plain(fact), value, language, self._texts)

    def sensitivity(self, fact: str) -> str:
        return str(self._fact(fact).get("sensitivity", "none"))

    def _fact(self, name: str) -> Mapping[str, Any]:
        """All rows of a repeat are of one fact."""
        entry: Mapping[str, Any] = self._raw["facts"][plain(name)]
        return entry

    def _text(self, text_id: str, language: str, **arguments: str | int) -> str:
        return self._texts.text(text_id, language, **arguments)

    def _branch(self, place: str) -> Iterator[Row]:
        return (row for row in self._tables["branch"].values() if row["place"] == place)

    def _kinds(self, code: str, language: str) -> tuple[str, ...]:
        """Labels of the personal facts that may be used, each once; a few in a row, so that it fits a small screen."""
        services = self._raw["services"]
        codes = [code] if code in services else self._raw["bundles"].get(code, {"items": {}})["items"]
        facts = dict.fromkeys(
            [field["fact"] for one in codes for field in services[one]["form"].values()]
            + [fact for one in codes for fact in self._judged(one)]
        )
        labels = [self.fact_label(fact, language) for fact in facts if self.sensitivity(fact) != "none"]
        joint = "、" if language == "zh" else ", "
        rows = [joint.join(some) for some in _batched(dict.fromkeys(labels), _KINDS_IN_A_ROW)]
        return tuple(rows) or (self._text("notice-kinds.none", language),)

    def _judged(self, code: str) -> Iterator[str]:
        """What only the conditions and rules of an item look at, which the hall is asked for too."""
        conditions: list[Any] = [stop["when"] for stop in self._raw["services"][code]["stop"]]
        rules = self._raw["decided_at_once"].get(code)
        if rules is not None:
            yield from self._raw["rules"][rules]["requires"]
            conditions += [rule["fails"] for rule in self._raw["rules"][rules]["rules"]]
        for condition in conditions:
            yield from _facts_in(condition["tree"])

    def _item(self, code: str, language: str) -> ItemInfo:
        row: Row = self._tables["items"][code]
        department = self._departments[row["department"]]
        deliveries = tuple(row["delivery"].split(";"))
        promised = int(row["promised_working_days"] or 0)
        legal = int(row["legal_working_days"]) if row["legal_working_days"] else None
        materials = listed_materials(row["materials"])
        return ItemInfo(
            code=code,
            name=row["name_everyday_zh"] if language == "zh" else row["name_en"],
            official_name=row["name_zh"],
            minutes=int(self._tables["archetypes"][row["archetype"]]["minutes"]),
            who=self._text(f"who-{row['audience']}", language),
            bring=tuple(self._material(one.name, language) for one in materials if one.kind in _BROUGHT),
            how_long=self._how_long(promised, legal, language),
            cost=self._text("cost-none-here", language),
            how_got=self._text(f"delivery-{deliveries[0]}", language, result=self._result(row, language)),
            deliveries=deliveries,
            promised_days=promised,
            legal_days=legal,
            department=department[f"name_{language}"],
            hotline=department["hotline"] or "12345",
            basis=tuple(LegalBasis(law) for law in row["legal_basis"].split(";") if law),
            signs=bool(self._raw["services"][code]["signature"]),
            prints=self._raw["services"][code]["outcome"] == "proof",
            by_rules=self._granted_by_rules(code),
            audience=row["audience"],
            sample="PH" in row["source"],
            deposit=tuple(
                self._material(one.name, language) for one in materials if one.kind is MaterialClass.ORIGINAL
            ),
            icon=self._icon(code, row["category"]),
        )

    def _granted_by_rules(self, code: str) -> bool:
        name = self._raw["decided_at_once"].get(code)
        return name is not None and bool(self._raw["rules"][name]["grants"])

    def _bundle(self, row: Row, language: str) -> ItemInfo:
        members = tuple(code for code in row["member_codes"].split(";") if code)
        infos = [self.info(code, language) for code in members]
        days = int(row["illustrative_due_working_days"])
        bring = tuple(dict.fromkeys(paper for info in infos[:4] for paper in info.bring))
        return ItemInfo(
            code=row["id"],
            name=row["name_everyday_zh"] if language == "zh" else row["name_en"],
            official_name=row["name_zh"],
            minutes=_together(infos),
            who=self._text(f"who-{infos[0].audience}", language),
            bring=bring[:4],
            how_long=self._how_long(days, None, language),
            cost=self._text("cost-none-here", language),
            how_got=self._text("delivery-bundle", language),
            deliveries=tuple(dict.fromkeys(way for info in infos for way in info.deliveries)),
            promised_days=days,
            legal_days=None,
            department=infos[0].department,
            hotline="12345",
            basis=(),
            audience=infos[0].audience,
            sample=True,
            icon=self._icon(row["id"], ""),
            members=members,
            signs=any(info.signs for info in infos),
            prints=all(info.prints for info in infos),
        )

    def _icon(self, code: str, category: str) -> str:
        shown = self._tables["branch"].get(code)
        listed = shown if shown is not None else self._tables["categories"].get(category, {})
        return str(listed.get("icon", "page"))

    def _how_long(self, promised: int, legal: int | None, language: str) -> str:
        if promised == 0:
            return self._text("how-long-now", language)
        if legal is None:
            return self._text("how-long-days", language, days=promised)
        return self._text("how-long-days-legal", language, days=promised, legal=legal)

    def _material(self, name: str, language: str) -> str:
        return name if language == "zh" else str(self._tables["english"].get(name, {}).get("en", name))

    def _result(self, row: Row, language: str) -> str:
        parts = row["deliverable"].split("|")
        return ("、" if language == "zh" else ", ").join(self._material(part, language) for part in parts)


def _batched(labels: Iterable[str], most: int) -> Iterator[tuple[str, ...]]:
    some = tuple(labels)
    return (some[start : start + most] for start in range(0, len(some), most))


def _facts_in(tree: Any) -> Iterator[str]:
    """Of a compiled condition."""
    match tree:
        case ["fact", str(name)]:
            yield name
        case [*parts]:
            for part in parts:
                yield from _facts_in(part)
        case _:
            pass


def _together(infos: list[ItemInfo]) -> int:
    """Minutes of a bundle: its longest item, and half a minute for each other; an estimate until visits are timed."""
    return max(info.minutes for info in infos) + len(infos) // 2
