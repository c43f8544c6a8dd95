"""The embedded store when its process is killed: between any two file calls, in the middle of one, or under load."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

from checkout.kinds import MOVEMENTS, UNIQUE_USES
from checkout.storage.embedded import EmbeddedStore, open_embedded
from tests.checkout.storage.children import end_of, start_child
from tests.checkout.storage.file_calls import ALWAYS_COMPACT, die, watched
from tests.contracts.samples import HONEY, a_use, counted, held

say: Callable[[int, bytes], int] = os.write
"""The operating system's own write, for acknowledgements that no test counts."""


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
        assert transaction.stock(HONEY) + len(sold) in (stock, len(sold))
    return sold


def everything_from(pipe: int) -> list[str]:
    with os.fdopen(pipe, "rb") as file:
        return [line.decode() for line in file.read().split(b"\n")[:-1]]


def life_that_ends_at(directory: Path, at: int) -> tuple[list[str], int]:
    """Let a process sell and be killed at its ``at``-th file call; return what it acknowledged, and its exit status."""
    reading, writing = os.pipe()

    def live() -> None:
        with watched(at, die):
            store = open_embedded(directory, slack_bytes=ALWAYS_COMPACT)
            with store.transaction() as transaction:
                transaction.move(counted(100))
            for turn in range(6):
                sell(store, f"sale-{turn}")
                say(writing, f"sale-{turn}\n".encode())
            store.close()

    child = start_child(live)
    os.close(writing)
    return everything_from(reading), end_of(child)


def test_killed_at_every_file_call_the_store_keeps_what_it_acknowledged(tmp_path: Path) -> None:
    """A write is killed half done; the journal is compacted at every turn."""
    status, at = -signal.SIGKILL, 0
    while status == -signal.SIGKILL:
        at += 1
        directory = tmp_path / str(at)
        acknowledged, status = life_that_ends_at(directory, at)
        store = open_embedded(directory)
        sold = check_shop(store, acknowledged, 100)
        assert len(sold) <= len(acknowledged) + 1, at
        store.close()
        assert {path.name for path in directory.iterdir()} == {"journal", "lock"}
    assert status == 0
    assert at > 60


def sell_until_killed(directory: Path, round_: int, writing: int) -> None:
    store = open_embedded(directory, slack_bytes=1 << 14)

    def sell_on(seller: int) -> None:
        for turn in range(100_000):
            name = f"sale-{round_}-{seller}-{turn}"
            sell(store, name)
            say(writing, f"{name}\n".encode())

    sellers = [threading.Thread(target=sell_on, args=(seller,)) for seller in range(4)]
    for seller in sellers:
        seller.start()
    for seller in sellers:
        seller.join()


def test_twenty_kills_under_load_lose_nothing_and_halve_nothing(tmp_path: Path) -> None:
    store = open_embedded(tmp_path)
    with store.transaction() as transaction:
        transaction.move(counted(1_000_000))
    store.close()
    acknowledged: list[str] = []
    for round_ in range(20):
        reading, writing = os.pipe()
        child = start_child(lambda: sell_until_killed(tmp_path, round_, writing))  # noqa: B023 - forked at once
        os.close(writing)
        time.sleep(0.05 + 0.013 * round_)
        os.kill(child, signal.SIGKILL)
        acknowledged += everything_from(reading)
        assert end_of(child) == -signal.SIGKILL
        store = open_embedded(tmp_path)
        sold = check_shop(store, acknowledged, 1_000_000)
        assert len(sold) <= len(acknowledged) + 4 * (round_ + 1)
        store.close()
    assert len(acknowledged) > 200
