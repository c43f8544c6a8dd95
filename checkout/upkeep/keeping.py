"""Putting a stream of documents into a store, in transactions that may each be repeated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from pydantic import ValidationError

from checkout.naming import named
from checkout.store import Store, StoreDamaged, retried
from checkout.upkeep.content import KNOWN, Row

_MOST = 500
"""Documents in one transaction; more where they belong together."""


class UnknownKinds(Exception):
    """Documents of kinds that this version knows nothing of; ``names`` says which."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = sorted(names)
        super().__init__(", ".join(self.names))


def refuse_unknown(names: Iterable[str]) -> None:
    """Raise where a kind is not known: keeping the rest would lose it silently.

    Raises:
        UnknownKinds: naming them.
    """
    unknown = set(names) - set(KNOWN)
    if unknown:
        raise UnknownKinds(unknown)


def keep_rows(store: Store, rows: Iterable[Row]) -> None:
    """Put rows, given by their ``place``, into a store; what stands there already as it is given stays as it is.

    Raises:
        UnknownKinds: a row's kind is not known.
        StoreDamaged: a document is no record of its kind, or more of a SKU went out than came in.
        StoreUnavailable, OutcomeUnknown: the store cannot be written, or nobody knows; run again, it goes on.
    """
    for batch in batches(rows):
        _keep_batch(store, batch)


def batches(rows: Iterable[Row], most: int = _MOST) -> Iterator[list[Row]]:
    """Part rows into transactions. The movements of a SKU stay together: only their whole sum is surely not below 0."""
    batch: list[Row] = []
    for row in rows:
        if len(batch) >= most and not (row.group and row.group == batch[-1].group):
            yield batch
            batch = []
        batch.append(row)
    if batch:
        yield batch


@retried
def _keep_batch(store: Store, batch: Sequence[Row]) -> None:
    refuse_unknown(row.kind for row in batch)
    _refuse_less_than_nothing(batch)
    with store.transaction() as tx:
        tx.read_ahead(records=[(KNOWN[row.kind], row.key) for row in batch])
        for row in batch:
            tx.put(KNOWN[row.kind], _record_of(row))


def _refuse_less_than_nothing(batch: Sequence[Row]) -> None:
    """A store refuses it too, and may take it for another's doing."""
    booked: Counter[str] = Counter()
    for row in batch:
        if row.group:
            booked[row.group] += row.document["quantity"]
    for sku, total in booked.items():
        if total < 0:
            raise StoreDamaged(f"movements of {sku}", f"they come to {total}")


def _record_of(row: Row) -> object:
    try:
        return KNOWN[row.kind].decode(row.document)
    except ValidationError as error:
        raise StoreDamaged(named(row.kind, row.key), str(error).splitlines()[0]) from error
