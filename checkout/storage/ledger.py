"""The stock movements, and beside them each SKU's level, so that asking for stock walks over nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from checkout.kinds import MOVEMENTS
from checkout.records import Movement
from checkout.storage.rows import Rows, can_be_kept
from checkout.storage.shelf import Shelf
from shop.errors import OutOfStock
from shop.release import Sku

_MOST = (1 << 63) - 1
"""The largest integer that SQLite keeps."""
_AT_ONCE = 500
"""SKUs in one statement."""


class Ledger(Shelf):
    """The shelf of movements; ``level`` is always their sum."""

    def __init__(self, rows: Rows) -> None:
        super().__init__(MOVEMENTS, rows)
        self._levels: dict[str, int] = {}
        self._kept: set[str] = set()
        self._staged: Counter[str] = Counter()

    def forget(self) -> None:
        """Begin anew, for the next transaction; a level that was read is good for all of one commit."""
        self._staged.clear()
        if not self._kept:
            self._levels.clear()

    def level(self, sku: Sku) -> int:
        """Return the sum of a SKU's movements, those of the open transaction included."""
        if sku not in self._levels:
            self.read_levels([sku])
        return self._levels[sku] + self._staged[sku]

    def read_levels(self, skus: Iterable[Sku]) -> None:
        """Read the levels of those not yet known with one statement."""
        unknown = [sku for sku in skus if sku not in self._levels]
        wanted = [sku for sku in unknown if can_be_kept(sku)]
        kept: list[tuple[str, int]] = []
        if wanted:
            places = ", ".join("?" * len(wanted))
            kept = self._rows.database.ask(f"SELECT sku, n FROM stock WHERE sku IN ({places})", wanted)  # noqa: S608
        self._levels.update(dict.fromkeys(unknown, 0))
        self._levels.update(kept)

    def stage_text(self, key: str, text: bytes, record: object) -> None:
        """Set a movement aside, and what it changes in the sums."""
        before = self.text(key)
        super().stage_text(key, text, record)
        if before is not None:
            booked = self.kind.read(before)
            self._staged[booked.sku] -= booked.quantity
        movement = record if isinstance(record, Movement) else self.kind.read(text)
        self._staged[movement.sku] += movement.quantity

    def check_levels(self) -> None:
        """Raise OutOfStock when a level would be below zero, ValueError where it has no room."""
        for sku in self._staged:
            level = self.level(Sku(sku))
            if level < 0:
                raise OutOfStock(Sku(sku), -self._staged[sku], self._levels[sku])
            if level > _MOST:
                raise ValueError("an integer has no room in 64 bits")

    def keep_levels(self) -> None:
        """Leave the levels that changed to the next commit."""
        for sku, change in self._staged.items():
            if change:
                self._levels[sku] += change
                self._kept.add(sku)
        self._staged.clear()

    def write_levels(self) -> None:
        """Hand over what transactions have left to the next commit; its documents were handed over before."""
        skus = sorted(self._kept)
        for start in range(0, len(skus), _AT_ONCE):
            part = skus[start : start + _AT_ONCE]
            values = ", ".join(["(?, ?)"] * len(part))
            flat = [field for sku in part for field in (sku, self._levels[sku])]
            self._rows.database.do(f"INSERT OR REPLACE INTO stock VALUES {values}", flat)  # noqa: S608
        self._kept.clear()

    def drop(self) -> None:
        """Forget what was left to a commit that failed."""
        self._levels.clear()
        self._kept.clear()
        self._staged.clear()
