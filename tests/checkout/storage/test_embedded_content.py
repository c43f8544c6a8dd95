"""Reading beside an embedded store: a log that is not whole is refused, and looking at it destroys no trace."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from checkout.storage.embedded import open_embedded
from checkout.storage.embedded_content import embedded_content
from checkout.storage.schema import FILE_NAME
from checkout.store import StoreDamaged, StoreUnavailable
from tests.checkout.storage.children import run_in_child
from tests.scripts.stores import sell

ORDERS = 6


@pytest.fixture
def killed(tmp_path: Path) -> Path:
    """A store whose owner was killed after so many orders, with all of them in its log."""

    def work() -> None:
        store = open_embedded(tmp_path / "store")
        for number in range(ORDERS):
            sell(store, number)
        os._exit(0)

    run_in_child(work)
    return tmp_path / "store"


def test_who_may_not_read_it_is_told_as_whom_to_come(killed: Path) -> None:
    killed.chmod(0)

    def work() -> None:
        if os.geteuid() == 0:  # whom nothing is closed to
            os.setuid(65534)
        with pytest.raises(StoreUnavailable, match="as the user that the checkout runs as"), embedded_content(killed):
            pass

    assert run_in_child(work) == 0
    killed.chmod(0o700)


def orders_in(directory: Path) -> int:
    with embedded_content(directory) as content:
        return sum(row.kind == "orders" for row in content.rows())


def test_what_a_killed_owner_left_in_the_log_is_read(killed: Path) -> None:
    assert orders_in(killed) == ORDERS
    open_embedded(killed).close()
    assert orders_in(killed) == ORDERS


def flip(log: Path) -> None:
    content = bytearray(log.read_bytes())
    content[len(content) // 2] ^= 1
    log.write_bytes(content)


def cut(log: Path) -> None:
    os.truncate(log, log.stat().st_size // 2)


@pytest.mark.parametrize("spoil", [flip, cut])
def test_a_log_that_is_not_whole_is_refused_and_its_owner_still_sees_it(
    spoil: Callable[[Path], None], killed: Path
) -> None:
    spoil(killed / f"{FILE_NAME}-wal")
    for _ in range(2):
        with pytest.raises(StoreDamaged, match="wal"):
            orders_in(killed)
    with pytest.raises(StoreDamaged, match="wal"):
        open_embedded(killed)


@pytest.mark.parametrize("spoil", [flip, cut])
def test_sqlite_alone_would_not_notice(spoil: Callable[[Path], None], killed: Path) -> None:
    """The control: without the look before, orders are missing and nobody says so."""
    spoil(killed / f"{FILE_NAME}-wal")
    with closing(sqlite3.connect(f"file:{killed / FILE_NAME}?mode=ro", uri=True)) as connection:
        (count,) = connection.execute("SELECT count(*) FROM records WHERE kind = 'orders'").fetchone()
    assert count < ORDERS
