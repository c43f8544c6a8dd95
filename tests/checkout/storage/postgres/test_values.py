"""What PostgreSQL cannot hold never reaches it; all else travels unharmed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkout.kinds import ATTEMPTS, MOVEMENTS, OUTBOX, UNIQUE_USES
from checkout.storage.postgres.store import PostgresStore, open_postgres
from checkout.storage.postgres.values import Names, booleans, integers, longs, texts
from checkout.store import StoreDamaged, Transaction
from shop.order import OrderCode
from shop.release import Sku
from tests.contracts.samples import HONEY, a_message, a_use, an_attempt, counted
from tests.postgres import Databases


@pytest.fixture
def store(database: str) -> Iterator[PostgresStore]:
    with closing(open_postgres(database)) as store:
        yield store


UNKEEPABLE = ["a\0b", "\ud800", "ا" * 500]


@pytest.mark.parametrize("name", UNKEEPABLE)
def test_a_name_that_cannot_be_kept_is_refused_before_it_is_sent(store: PostgresStore, name: str) -> None:
    with pytest.raises(ValueError, match=r"NUL|surrogate|bytes"), store.transaction() as transaction:
        transaction.put(UNIQUE_USES, a_use(name))
    with pytest.raises(ValueError, match=r"NUL|surrogate|bytes"), store.transaction() as transaction:
        transaction.put(ATTEMPTS, replace(an_attempt(), order=OrderCode(name)))
    with pytest.raises(ValueError, match=r"NUL|surrogate|bytes"), store.transaction() as transaction:
        transaction.move(counted(1, "count", Sku(name)))
    with store.transaction() as transaction:
        assert transaction.every(UNIQUE_USES) == []
        assert transaction.every(MOVEMENTS) == []


@pytest.mark.parametrize("name", UNKEEPABLE)
def test_under_a_name_that_cannot_be_kept_there_is_nothing(store: PostgresStore, name: str) -> None:
    with store.transaction() as transaction:
        transaction.read_ahead(records=[(UNIQUE_USES, name)], found=[(ATTEMPTS, "order", name)], stock=[Sku(name)])
        assert transaction.get(UNIQUE_USES, name) is None
        assert transaction.find(ATTEMPTS, "order", name) == []
        assert transaction.newest(ATTEMPTS, "order", name, 3) == []
        assert transaction.count(ATTEMPTS, "order", name, 3) == 0
        assert transaction.stock(Sku(name)) == 0
        transaction.delete(UNIQUE_USES, name)
        transaction.put(UNIQUE_USES, a_use())


def test_a_body_may_be_as_long_and_odd_as_it_likes(store: PostgresStore) -> None:
    message = a_message("m", "\x01\u2028\\u0000 '; DROP TABLE hojreh.records; -- 😀" + "ی" * 100_000)
    with store.transaction() as transaction:
        transaction.put(OUTBOX, message)
    with store.transaction() as transaction:
        assert transaction.get(OUTBOX, "m") == message


@pytest.mark.parametrize("quantity", [2**63, 10**30])
def test_an_integer_with_no_room_in_64_bits_is_refused(store: PostgresStore, quantity: int) -> None:
    with pytest.raises(ValueError, match="64 bits"), store.transaction() as transaction:
        transaction.put(MOVEMENTS, counted(quantity))
    with store.transaction() as transaction:
        assert transaction.stock(HONEY) == 0


def test_a_sum_with_no_room_in_64_bits_is_refused(store: PostgresStore) -> None:
    with store.transaction() as transaction:
        transaction.move(counted(2**63 - 1))
    with pytest.raises(ValueError, match="out of range"), store.transaction() as transaction:
        transaction.move(counted(1, "one-more"))
    with store.transaction() as transaction:
        assert transaction.stock(HONEY) == 2**63 - 1


NAMES = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=200)


@pytest.fixture(scope="module")
def connection(databases: Databases) -> Iterator[psycopg.Connection]:
    with psycopg.connect(databases.cluster.url()) as connection:
        yield connection


@given(
    names=st.lists(NAMES),
    longer=st.lists(NAMES.map(lambda text: text * 50), max_size=3),
    big=st.lists(st.integers(-(2**63), 2**63 - 1)),
    small=st.lists(st.tuples(st.integers(0, 2**32 - 1), st.booleans())),
)
def test_arrays_arrive_as_they_were_made(
    connection: psycopg.Connection,
    names: list[str],
    longer: list[str],
    big: list[int],
    small: list[tuple[int, bool]],
) -> None:
    question = b"SELECT $1::text[], $2::text[], $3::bigint[], $4::integer[], $5::boolean[]"
    made = [
        Names().column(names),
        texts([text.encode() for text in longer]),
        longs(big),
        integers([number for number, _ in small]),
        booleans([flag for _, flag in small]),
    ]
    answer = connection.pgconn.exec_params(question, made, param_formats=[1] * 5, result_format=1)
    got = [psycopg.adapt.Transformer(connection).get_loader(oid, psycopg.pq.Format.BINARY) for oid in ARRAYS]
    read = [loader.load(answer.get_value(0, column) or b"") for column, loader in enumerate(got)]
    signed = [number - 2**32 if number >= 2**31 else number for number, _ in small]
    assert read == [names, longer, big, signed, [flag for _, flag in small]]


ARRAYS = (1009, 1009, 1016, 1007, 1000)


READS: list[Callable[[Transaction], object]] = [
    lambda transaction: transaction.get(ATTEMPTS, "x-1"),
    lambda transaction: transaction.find(ATTEMPTS, "state", "open"),
    lambda transaction: transaction.newest(ATTEMPTS, "state", "open", 1),
    lambda transaction: transaction.every(ATTEMPTS),
    lambda transaction: transaction.put(ATTEMPTS, an_attempt("x-1")),
]


@pytest.mark.parametrize("read", READS)
def test_a_document_that_is_no_record_of_its_kind_is_named_without_its_words(
    store: PostgresStore, database: str, read: Callable[[Transaction], object]
) -> None:
    with store.transaction() as transaction:
        transaction.put(ATTEMPTS, an_attempt("x-1"))
    with psycopg.connect(database) as connection:
        connection.execute("""UPDATE hojreh.records SET doc = '{"key": "secret"}'""")
    with pytest.raises(StoreDamaged, match="attempts x-1: the document is") as refusal, store.transaction() as again:
        read(again)
    assert "secret" not in str(refusal.value)
