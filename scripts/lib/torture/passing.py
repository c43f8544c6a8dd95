"""A transaction that passes everything on to another one: what a control changes, it changes in a subclass."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from checkout.kinds import Kind
from checkout.records import Movement
from checkout.store import Transaction
from shop.release import Sku

T = TypeVar("T")


class PassingTransaction:
    """The Transaction port over another transaction."""

    def __init__(self, inner: Transaction) -> None:
        self.inner = inner

    def read_ahead(
        self,
        *,
        records: Iterable[tuple[Kind[Any], str]] = (),
        found: Iterable[tuple[Kind[Any], str, str]] = (),
        stock: Iterable[Sku] = (),
    ) -> None:
        """Pass it on."""
        self.inner.read_ahead(records=records, found=found, stock=stock)

    def get(self, kind: Kind[T], key: str) -> T | None:
        """Pass it on."""
        return self.inner.get(kind, key)

    def insert(self, kind: Kind[T], record: T) -> None:
        """Pass it on."""
        self.inner.insert(kind, record)

    def put(self, kind: Kind[T], record: T) -> None:
        """Pass it on."""
        self.inner.put(kind, record)

    def delete(self, kind: Kind[T], key: str) -> None:
        """Pass it on."""
        self.inner.delete(kind, key)

    def find(self, kind: Kind[T], index: str, value: str, *, after: str = "", most: int | None = None) -> list[T]:
        """Pass it on."""
        return self.inner.find(kind, index, value, after=after, most=most)

    def newest(self, kind: Kind[T], index: str, value: str, most: int, *, before: str = "") -> list[T]:
        """Pass it on."""
        return self.inner.newest(kind, index, value, most, before=before)

    def count(self, kind: Kind[T], index: str, value: str, most: int) -> int:
        """Pass it on."""
        return self.inner.count(kind, index, value, most)

    def every(self, kind: Kind[T], *, after: str = "", most: int | None = None) -> list[T]:
        """Pass it on."""
        return self.inner.every(kind, after=after, most=most)

    def stock(self, sku: Sku) -> int:
        """Pass it on."""
        return self.inner.stock(sku)

    def move(self, movement: Movement) -> None:
        """Pass it on."""
        self.inner.move(movement)
