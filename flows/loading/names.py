"""Which text belongs to which part: ids are made from names, so that authors need not repeat them."""


def fact_text(fact: str) -> str:
    """person.id_to -> fact-person-id-to"""
    return "fact-" + _dashed(fact)


def value_text(fact: str, value: str) -> str:
    return f"{fact_text(fact)}.v-{value}"


def ask_text(ask: str, part: str = "") -> str:
    """q.new_road -> q-new-road; parts: why, say, help, label, o-<option>, n-<option>"""
    return _dashed(ask) + (f".{part}" if part else "")


def material_text(material: str) -> str:
    return "material-" + _dashed(material)


def code_text(table: str, code: str) -> str:
    return f"codes.{table}.{code}"


def _dashed(name: str) -> str:
    return name.replace(".", "-").replace("_", "-")
