"""The embedded store when its process is killed under load: what was acknowledged is there, and nothing is halved."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path

import pytest

from checkout.kinds import MOVEMENTS, UNIQUE_USES
from checkout.storage.batches import Batches
from checkout.storage.embedded import EmbeddedStore, open_embedded
from tests.checkout.storage.children import end_of, start_child
from tests.contracts.samples import HONEY, a_use, counted, held

SELLERS = 4


def sell(store: EmbeddedStore, name: str) -> None:
    """Sell one unit: a record and a movement, together or not at all; and one record changed by every sale."""
    with store.transaction() as transaction:
        transaction.insert(UNIQUE_USES, a_use(name))
        transaction.put(UNIQUE_USES, a_use("latest", name))
        transaction.move(held(1, name))


def check_shop(store: EmbeddedStore, acknowledged: list[str], stock: int) -> set[str]:
    """Check that nothing acknowledged is lost and no sale is halved; return all the sales found."""
    with store.transaction() as transaction:
        sold = {use.key for use in transaction.every(UNIQUE_USES)} - {"latest"}
        moved = {movement.id for movement in transaction.every(MOVEMENTS)} - {"count-1"}
        assert sold == moved
        assert set(acknowledged) <= sold
        assert len(acknowledged) == len(set(acknowledged))
        assert transaction.stock(HONEY) + len(sold) == stock
    return sold


def killed_after(count: int, child: int, pipe: int) -> list[str]:
    """Kill a process that sells when so many sales were acknowledged; return all that were."""
    with os.fdopen(pipe, "rb") as file:
        acknowledged = [file.readline() for _ in range(count)]
        os.kill(child, signal.SIGKILL)
        acknowledged += file.read().splitlines(keepends=True)
    assert end_of(child) == -signal.SIGKILL
    return [line.decode().strip() for line in acknowledged if line.endswith(b"\n")]


def stocked(directory: Path) -> None:
    store = open_embedded(directory)
    with store.transaction() as transaction:
        transaction.move(counted(1_000_000))
    store.close()


def sell_until_killed(directory: Path, round_: int, writing: int) -> None:
    store = open_embedded(directory)

    def sell_on(seller: int) -> None:
        for turn in range(100_000):
            name = f"sale-{round_}-{seller}-{turn}"
            sell(store, name)
            os.write(writing, f"{name}\n".encode())

    sellers = [threading.Thread(target=sell_on, args=(seller,)) for seller in range(SELLERS)]
    for seller in sellers:
        seller.start()
    for seller in sellers:
        seller.join()


def sold_until_killed(count: int, directory: Path, round_: int) -> list[str]:
    """Let a process sell, kill it in the midst of it, and return what it acknowledged."""
    reading, writing = os.pipe()
    child = start_child(lambda: sell_until_killed(directory, round_, writing))
    os.close(writing)
    return killed_after(count, child, reading)


def test_twenty_kills_under_load_lose_nothing_and_halve_nothing(tmp_path: Path) -> None:
    stocked(tmp_path)
    acknowledged: list[str] = []
    for round_ in range(20):
        acknowledged += sold_until_killed(2 + 2 * round_, tmp_path, round_)
        store = open_embedded(tmp_path)
        sold = check_shop(store, acknowledged, 1_000_000)
        assert len(sold) <= len(acknowledged) + SELLERS * (round_ + 1)
        store.close()
    assert len(acknowledged) > 400


def test_this_rig_sees_an_answer_before_its_commit(tmp_path: Path) -> None:
    """The negative control: sales that are answered while the commit they share is still to come."""
    stocked(tmp_path)

    def sell_early() -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Batches, "commit", lambda _: None)
            patch.setattr("checkout.storage.batches.Batch.is_settled", lambda *_: True)
            sell_until_killed(tmp_path, 0, writing)

    reading, writing = os.pipe()
    child = start_child(sell_early)
    os.close(writing)
    acknowledged = killed_after(20, child, reading)
    store = open_embedded(tmp_path)
    with pytest.raises(AssertionError):
        check_shop(store, acknowledged, 1_000_000)
    store.close()
