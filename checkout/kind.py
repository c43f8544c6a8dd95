"""What a kind of record is: how its records are named, written and found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError

from shop.text import keepable

T = TypeVar("T")
Document = dict[str, Any]
"""A record as an adapter keeps it: JSON types only."""


def _nothing_indexed() -> Mapping[str, Callable[[Any], str]]:
    return {}


def _no_rank(_: object) -> str:
    return ""


@dataclass(frozen=True)
class Kind(Generic[T]):
    """One kind of record: its name in a store, its key, the fields it is found by, and the order it is found in.

    ``edition`` is raised with every change of what an index or the rank gives: a store then finds its records anew.
    """

    name: str
    record: type[T]
    key: Callable[[T], str]
    indexes: Mapping[str, Callable[[T], str]] = field(default_factory=_nothing_indexed)
    rank: Callable[[T], str] = _no_rank
    edition: int = 1

    @cached_property
    def _adapter(self) -> TypeAdapter[T]:
        return TypeAdapter(self.record)

    def encode(self, record: T) -> Document:
        """Return the record as JSON types."""
        return dict(self._adapter.dump_python(record, mode="json"))

    def decode(self, document: Document) -> T:
        """Return the record a document holds; raises pydantic's ValidationError, which quotes nothing, when it holds none."""
        try:
            return self._adapter.validate_python(document)
        except ValidationError as error:
            raise _quoting_nothing(error) from None

    def write(self, record: T) -> bytes:
        """Return the record as the JSON text of its document, in UTF-8; the document itself is not built.

        Pydantic's core is asked itself: what an adapter does around it takes as long for a small record.

        Raises ValueError when the record holds what no store can keep: NUL, or a lone surrogate.
        """
        return keepable(self._adapter.serializer.to_json(record))

    def read(self, text: bytes) -> T:
        """Return the record that ``write`` gave as text; raises what ``decode`` does when it holds none."""
        try:
            record: T = self._adapter.validator.validate_json(text)
        except ValidationError as error:
            raise _quoting_nothing(error) from None
        return record

    @property
    def found_as(self) -> str:
        """The name of the way its records are found."""
        return " ".join([*sorted(self.indexes), *([str(self.edition)] if self.edition > 1 else [])])

    def mark(self, record: T) -> str:
        """Return where the record stands among those found with it: by rank, then by key."""
        return f"{self.rank(record)} {self.key(record)}"

    def indexed(self, record: T) -> dict[str, str]:
        """Return what the record is found by; an index that gives '' does not find it."""
        return {name: value for name, of in self.indexes.items() if (value := of(record))}


def _quoting_nothing(error: ValidationError) -> ValidationError:
    """Return the error without what stood in the record: a name or a secret link, and logs show causes too."""
    told = error.errors(include_input=False, include_url=False)
    return ValidationError.from_exception_data(
        error.title,
        [{"type": one["type"], "loc": one["loc"], "input": None, "ctx": one.get("ctx", {})} for one in told],
        hide_input=True,
    )


def moment(at: datetime) -> str:
    """Return a time in UTC as text that sorts as time does."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")
