"""What a transaction costs must not depend on how much the embedded store holds; work is counted, not timed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

from checkout.kinds import ATTEMPTS, ORDERS, UNIQUE_USES
from checkout.storage.embedded import EmbeddedStore, open_embedded
from tests.contracts.samples import HONEY, a_use, an_attempt, an_order, counted, held, paid_and_sent


def filled(directory: Path, orders: int) -> EmbeddedStore:
    store = open_embedded(directory)
    with store.transaction() as transaction:
        transaction.move(counted(1_000_000))
        for number in range(orders):
            code = f"A-{number:06}"
            transaction.put(ORDERS, an_order(code, member=f"0912{number:07}"))
            transaction.put(ATTEMPTS, an_attempt(code, order=code))
            transaction.put(UNIQUE_USES, a_use(code))
            transaction.move(held(1, code))
    return store


def work_of(store: EmbeddedStore, do: Callable[[EmbeddedStore], None]) -> tuple[int, int]:
    """Return how many calls, Python's and C's, something takes, and how many bytes it writes."""
    calls = 0
    written: list[int] = []
    write = os.write

    def count(_: FrameType, event: str, __: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    def count_bytes(descriptor: int, content: bytes) -> int:
        written.append(write(descriptor, content))
        return written[-1]

    do(store)  # once uncounted, for what is made on first use
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "write", count_bytes)
        sys.setprofile(count)
        try:
            do(store)
        finally:
            sys.setprofile(None)
    return calls, sum(written)


def place(store: EmbeddedStore) -> None:
    with store.transaction() as transaction:
        transaction.put(ORDERS, an_order("B-1", member="0935"))
        transaction.move(held(1, "B-1"))


def advance(store: EmbeddedStore) -> None:
    with store.transaction() as transaction:
        transaction.put(ORDERS, paid_and_sent(an_order("A-000003", member="09120000003")))


def ask(store: EmbeddedStore) -> None:
    with store.transaction() as transaction:
        assert len(transaction.find(ATTEMPTS, "order", "A-000001")) == 1
        assert len(transaction.find(ORDERS, "member", "09120000001")) == 1
        assert transaction.get(UNIQUE_USES, "A-000002") is not None
        assert transaction.get(UNIQUE_USES, "none") is None
        assert transaction.stock(HONEY) > 0


def replace_and_delete(store: EmbeddedStore) -> None:
    with store.transaction() as transaction:
        transaction.put(UNIQUE_USES, a_use("A-000004", "changed"))
        transaction.put(ATTEMPTS, an_attempt("new"))
        transaction.delete(ATTEMPTS, "new")


@pytest.mark.parametrize("do", [place, advance, ask, replace_and_delete])
def test_work_does_not_grow_with_the_history(tmp_path: Path, do: Callable[[EmbeddedStore], None]) -> None:
    few, many = filled(tmp_path / "few", 10), filled(tmp_path / "many", 2_000)
    assert work_of(few, do) == work_of(many, do)
    few.close()
    many.close()


def test_a_transaction_that_only_reads_writes_nothing(tmp_path: Path) -> None:
    store = filled(tmp_path, 10)
    assert work_of(store, ask)[1] == 0
    store.close()


def test_the_journal_stays_within_twice_what_it_holds_and_the_slack(tmp_path: Path) -> None:
    store = open_embedded(tmp_path, slack_bytes=20_000)
    sizes = []
    for turn in range(500):
        with store.transaction() as transaction:
            transaction.put(UNIQUE_USES, a_use(f"key-{turn % 10}", "x" * 200))
        sizes.append((tmp_path / "journal").stat().st_size)
    assert max(sizes) < 2 * 10 * 300 + 20_000 + 300
    assert sizes[-1] > min(sizes)
    store.close()
