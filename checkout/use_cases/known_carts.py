"""Carts that were priced a moment ago, by what their prices depend on."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from shop.release import Release

Priced = TypeVar("Priced")

_MOST_KNOWN = 2_000
"""Carts, of some 4 KB each."""


class KnownCarts(Generic[Priced]):
    """The carts priced under one release. Their number is bounded; what was forgotten is calculated anew."""

    def __init__(self) -> None:
        self._held: tuple[Release | None, dict[Hashable, Priced]] = (None, {})

    def get(self, release: Release, key: Hashable, calculate: Callable[[], Priced]) -> Priced:
        """Return the cart of that key; several threads may ask."""
        of, known = self._held
        if of is not release:
            known = {}
            self._held = (release, known)
        found = known.get(key)
        if found is None:
            if len(known) >= _MOST_KNOWN:
                known.clear()
            found = known[key] = calculate()
        return found
