"""A store in memory whose transactions overlap, as those of several processes do; its guard can be taken away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from checkout.kinds import Kind
from checkout.storage.memory import MemoryTransaction
from checkout.store import TryAgain

Table = Mapping[str, bytes]


class Noting(MemoryTransaction):
    """A transaction that notes which tables it looked at."""

    def __init__(self, tables: Mapping[str, Table]) -> None:
        super().__init__(tables)
        self.looked_at: set[str] = set()

    def _table(self, kind: Kind[Any]) -> Table:
        self.looked_at.add(kind.name)
        return super()._table(kind)


@dataclass
class Overlapping:
    """The Store port: who finds at the end that a table it read was changed meanwhile has to try again.

    Without the guard (``checks``) the last one to write a record wins, and what it did not know of is lost.
    """

    checks: bool = True
    _tables: dict[str, Table] = field(default_factory=dict)

    @contextmanager
    def transaction(self) -> Iterator[MemoryTransaction]:
        before = self._tables
        tx = Noting(before)
        yield tx
        tx.check_levels()
        tx.end()
        if self.checks and tx.changed:
            for name in tx.looked_at:
                if self._tables.get(name) is not before.get(name):
                    raise TryAgain(name)
        merged = {name: self._merged(name, before.get(name, {}), table) for name, table in tx.changed.items()}
        self._tables = {**self._tables, **merged}

    def leads(self) -> bool:
        return True

    def close(self) -> None:
        """It is in nobody's way."""

    def _merged(self, name: str, before: Table, after: Table) -> Table:
        kept = {key: text for key, text in self._tables.get(name, {}).items() if key in after or key not in before}
        return {**kept, **{key: text for key, text in after.items() if before.get(key) != text}}
