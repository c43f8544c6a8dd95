"""What open orders hold is asked of the shop's store, beside whoever runs on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from checkout.kinds import ORDERS
from checkout.storage.embedded import open_embedded
from scripts.lib.ordered import ordered_in
from shop.order_chain import happened
from shop.release import Sku
from tests.builders import PLACED_AT, an_order


def test_open_orders_are_counted_and_ended_ones_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOJREH_STORE", str(tmp_path / "store"))
    order = an_order()
    sku = order.lines[0].sku
    store = open_embedded(tmp_path / "store")
    with store.transaction() as tx:
        tx.insert(ORDERS, order)
    count = ordered_in(tmp_path / "site")

    assert count([sku, Sku("OTHER")]) == {sku: 1}
    assert count([Sku("OTHER")]) == {}
    with store.transaction() as tx:
        tx.put(ORDERS, happened(order, "cancelled", at=PLACED_AT, by="staff"))
    assert count([sku]) == {}
    store.close()


def test_a_store_that_is_not_there_tells_of_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOJREH_STORE", str(tmp_path / "none"))
    assert ordered_in(tmp_path / "site")([Sku("A")]) == {}
