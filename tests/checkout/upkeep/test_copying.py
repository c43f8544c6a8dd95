"""Documents compared, counted and put into another store."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checkout.kinds import MOVEMENTS, ORDERS, OUTBOX
from checkout.storage.memory import MemoryStore
from checkout.store import StoreDamaged
from checkout.upkeep.content import Row
from checkout.upkeep.differences import differences
from checkout.upkeep.keeping import UnknownKinds, batches, keep_rows, refuse_unknown
from checkout.upkeep.levels import wrong_levels
from checkout.upkeep.sums import sums_of
from shop.release import Sku
from tests.checkout.upkeep.contents import PortContent
from tests.checkout.upkeep.lives import fill
from tests.contracts.samples import a_message


@pytest.fixture
def full() -> MemoryStore:
    store = MemoryStore()
    fill(store)
    return store


def rows_of(store: MemoryStore) -> list[Row]:
    return list(PortContent(store).rows())


def test_a_copy_holds_the_same_and_sells_the_same(full: MemoryStore) -> None:
    copy = MemoryStore()
    keep_rows(copy, rows_of(full))

    assert sums_of(rows_of(copy)) == sums_of(rows_of(full))
    assert not differences(rows_of(full), rows_of(copy))
    assert not wrong_levels(PortContent(copy))
    with copy.transaction() as tx:
        assert tx.stock(Sku("honey")) == 8


def test_a_copy_cut_short_is_gone_on_with(full: MemoryStore) -> None:
    copy, rows = MemoryStore(), rows_of(full)
    keep_rows(copy, rows[:9])
    assert differences(rows, rows_of(copy)).missing.total() == len(rows) - 9
    assert not differences(rows, rows_of(copy)).foreign

    keep_rows(copy, rows)
    keep_rows(copy, rows)
    assert not differences(rows, rows_of(copy))


def test_a_sum_does_not_depend_on_the_order_of_reading_and_sees_every_change(full: MemoryStore) -> None:
    rows = rows_of(full)
    sums = sums_of(rows)
    assert sums_of(reversed(rows)) == sums
    for n, row in enumerate(rows):
        kept_twice = sums_of([*rows, row])
        left_out = sums_of(rows[:n] + rows[n + 1 :])
        moved = sums_of([*rows[:n], replace(row, key=f"{row.key}x"), *rows[n + 1 :]])
        assert all(other[row.kind] != sums[row.kind] for other in (kept_twice, moved))
        assert left_out.get(row.kind) != sums[row.kind]


def test_a_field_that_has_its_default_counts_like_one_that_is_not_written() -> None:
    order = Row("outbox", "m", {**OUTBOX.encode(a_message("m"))})
    older = Row("outbox", "m", {name: value for name, value in order.document.items() if name != "tries"})
    assert sums_of([older]) == sums_of([order])
    assert not differences([older], [order])


def test_what_differs_is_told_by_kind(full: MemoryStore) -> None:
    rows, other = rows_of(full), MemoryStore()
    keep_rows(other, [row for row in rows if row.kind != ORDERS.name])
    with other.transaction() as tx:
        tx.put(OUTBOX, a_message("m-9"))
        tx.put(OUTBOX, replace(a_message("links:BQ-1"), body="x"))
    found = differences(rows, rows_of(other))
    assert (dict(found.missing), dict(found.more), dict(found.other)) == ({"orders": 2}, {"outbox": 1}, {"outbox": 1})
    assert dict(found.foreign) == {"outbox": 2}


def test_the_movements_of_a_sku_stay_in_one_transaction() -> None:
    rows = [Row("orders", str(n), {}) for n in range(5)]
    rows += [Row("movements", f"{sku}{n}", {"sku": sku}) for sku in ("a", "b") for n in range(5)]
    parts = list(batches(rows, most=2))

    assert [row for part in parts for row in part] == rows
    assert all(len({row.group for row in part}) == 1 or len(part) <= 6 for part in parts)
    for sku in ("a", "b"):
        assert sum(any(row.group == sku for row in part) for part in parts) == 1


def test_movements_whose_order_would_go_below_zero_are_kept_together(full: MemoryStore) -> None:
    """By key, ``held`` may come before ``counted``; only their sum is sure."""
    copy = MemoryStore()
    keep_rows(copy, sorted((row for row in rows_of(full) if row.kind == MOVEMENTS.name), key=lambda row: row.place))
    with copy.transaction() as tx:
        assert (tx.stock(Sku("honey")), tx.stock(Sku("saffron"))) == (8, 1)


def test_a_kind_that_nobody_knows_is_named_and_not_dropped() -> None:
    with pytest.raises(UnknownKinds) as unknown:
        refuse_unknown(["orders", "wishes", "gifts"])
    assert unknown.value.names == ["gifts", "wishes"]

    store = MemoryStore()
    with pytest.raises(UnknownKinds, match="wishes"):
        keep_rows(
            store,
            [Row("tallies", "t", {"key": "t", "count": 1, "since": "2026-01-01T00:00:00Z"}), Row("wishes", "1", {})],
        )
    assert rows_of(store) == []


def test_a_document_that_is_no_record_of_its_kind_is_named() -> None:
    with pytest.raises(StoreDamaged, match="orders BQ-1"):
        keep_rows(MemoryStore(), [Row("orders", "BQ-1", {"code": "BQ-1"})])


def test_a_level_that_is_not_the_sum_of_its_movements_is_found(full: MemoryStore) -> None:
    class Short(PortContent):
        def levels(self) -> dict[str, int]:
            return {**super().levels(), "honey": 9, "salt": 1}

    assert wrong_levels(PortContent(full)) == []
    assert wrong_levels(Short(full)) == [("honey", 9, 8), ("salt", 1, 0)]
