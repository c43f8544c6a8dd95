"""The stock movements, and beside them each SKU's running sum, so that asking for stock walks over nothing."""

from __future__ import annotations

from collections import Counter

from checkout.kinds import MOVEMENTS, Document
from checkout.storage.shelf import Shelf
from shop.release import Sku


class Ledger(Shelf):
    """The shelf of movements; ``level`` is always their sum."""

    def __init__(self) -> None:
        super().__init__(MOVEMENTS)
        self._levels: Counter[str] = Counter()
        self._staged_levels: Counter[str] = Counter()

    def level(self, sku: Sku) -> int:
        """Return the sum of a SKU's movements, those of the open transaction included."""
        return self._levels[sku] + self._staged_levels[sku]

    def index_all(self) -> None:
        """Build the indexes and sums of everything loaded."""
        super().index_all()
        for document in self.values():
            self._levels[document["sku"]] += document["quantity"]

    def stage(self, key: str, document: Document | None) -> None:
        """Set a movement aside, and what it changes in the sums."""
        before = self.get(key)
        super().stage(key, document)
        for movement, sign in ((before, -1), (document, 1)):
            if movement is not None:
                self._staged_levels[movement["sku"]] += sign * movement["quantity"]

    def keep(self) -> None:
        """Make what is staged the committed state."""
        for sku, change in self._staged_levels.items():
            self._levels[sku] += change
        super().keep()

    def forget(self) -> None:
        """Drop what is staged."""
        super().forget()
        self._staged_levels.clear()
