"""Services with what they take over from their archetype and from their row in the catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from flows.loading.file_models import FactId, FormField, Law, Material, Original, ServiceBody
from flows.loading.item_table import Row
from flows.loading.yaml_source import Document

Value = TypeVar("Value")
_OUTCOMES = {"印": "proof", "查": "proof", "约": "slip", "办": "case"}


@dataclass(frozen=True)
class Authored:
    """A service body and where it stands; items without a file of their own stand in their archetype's."""

    body: ServiceBody
    document: Document


@dataclass(frozen=True)
class Whole:
    """A service with nothing left to inherit. `chain`: its own file first, then archetypes."""

    code: str
    chain: tuple[Authored, ...]
    form: Mapping[str, FormField]
    row: Row
    written: bool
    """it has a file of its own"""

    def first(self, name: str, default: Any = None) -> Any:
        """The nearest value that is set."""
        for one in self.chain:
            value = getattr(one.body, name)
            if value is not None:
                return value
        return default

    def all(self, name: str) -> list[Any]:
        """Values of all files, own first."""
        return [value for one in self.chain for value in getattr(one.body, name)]

    @property
    def materials(self) -> tuple[Material, ...]:
        return tuple(self.first("materials", ()))

    @property
    def originals(self) -> tuple[Original, ...]:
        return tuple(self.first("originals", ()))

    @property
    def outcome(self) -> str:
        return str(self.first("outcome", _OUTCOMES.get(self.row.get("kind", ""), "case")))

    @property
    def basis(self) -> tuple[Law, ...]:
        own = tuple(self.all("basis"))
        listed = (Law(law=name) for name in self.row.get("legal_basis", "").split(";") if name)
        return own or tuple(listed)

    @property
    def deliveries(self) -> tuple[str, ...]:
        listed = tuple(way for way in self.row.get("delivery", "").split(";") if way)
        return tuple(self.first("deliveries", listed))


def whole(code: str, chain: tuple[Authored, ...], row: Row, *, written: bool) -> Whole:
    form: dict[str, FormField] = {}
    for one in reversed(chain):
        for name in one.body.without:
            form.pop(name, None)
        form.update({name: _field(value) for name, value in one.body.form.items()})
    return Whole(code, chain, form, row, written)


def _field(value: FactId | FormField) -> FormField:
    return FormField(fact=value) if isinstance(value, str) else value
