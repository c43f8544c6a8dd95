"""Who leads forgets old tokens by the way, and leads on whatever becomes of that."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import psycopg
import pytest

from checkout.storage.postgres import leader
from checkout.storage.postgres.address import read_address
from checkout.storage.postgres.leader import Leader
from tests.postgres import ask

TOKENS = "INSERT INTO hojreh.commits SELECT gen_random_uuid(), n, true FROM generate_series(1, 5) AS n"
KEPT = "SELECT count(*) FROM hojreh.commits"


@pytest.fixture
def leading(database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Leader]:
    """One that forgets as often as it is asked, two tokens each time, where five are kept."""
    monkeypatch.setattr(leader, "_FORGET_SECONDS", 0.0)
    monkeypatch.setattr(leader, "_FORGOTTEN_AT_ONCE", 2)
    with psycopg.connect(database) as connection:
        connection.execute(TOKENS)
    with closing(Leader(read_address(database))) as leading:
        yield leading


def test_old_tokens_are_forgotten_a_few_at_a_time(leading: Leader, database: str) -> None:
    left = []
    for _ in range(4):
        assert leading.leads()
        left.append(ask(database, KEPT))
    assert left == [5, 3, 1, 0]


def test_who_cannot_forget_in_time_leads_on(leading: Leader, database: str) -> None:
    assert leading.leads()
    with psycopg.connect(database) as connection:
        connection.execute("SELECT FROM hojreh.commits FOR UPDATE")
        assert leading.leads()
        assert ask(database, KEPT) == 5
    assert leading.leads()
    assert ask(database, KEPT) == 3
