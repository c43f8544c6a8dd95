"""Lists that grow for as long as the shop lives, a page at a time, the newest first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from checkout.kinds import Kind
from checkout.store import Transaction

T = TypeVar("T")

PAGE = 50
"""How many records a page shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[T]):
    """Some records of a list. ``further`` is the mark after which the next page begins, '' on the last one."""

    records: list[T]
    further: str = ""


def page_in(tx: Transaction, kind: Kind[T], index: str, value: str, before: str = "", *, most: int = PAGE) -> Page[T]:
    """Return the newest records found, or those older than the mark ``before``."""
    found = tx.newest(kind, index, value, most + 1, before=before)
    shown = found[:most]
    return Page(records=shown, further=kind.mark(shown[-1]) if len(found) > most else "")
