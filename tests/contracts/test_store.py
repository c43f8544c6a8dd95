"""What every store promises, whichever adapter keeps it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from checkout.kinds import ATTEMPTS, MOVEMENTS, ORDERS, OUTBOX, PICTURES, UNIQUE_USES
from checkout.storage.embedded import open_embedded
from checkout.storage.memory import MemoryStore
from checkout.storage.postgres.store import open_postgres
from checkout.store import Store, retried
from shop.errors import Conflict, OutOfStock
from shop.order_chain import check_chain
from shop.release import Sku
from tests.contracts.samples import (
    HONEY,
    NOON,
    a_message,
    a_picture,
    a_use,
    an_attempt,
    an_order,
    counted,
    given_back,
    held,
    paid_and_sent,
)


@pytest.fixture(params=["memory", "embedded", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    opened: Store
    if request.param == "memory":
        opened = MemoryStore()
    elif request.param == "embedded":
        opened = open_embedded(tmp_path / "store")
    else:
        opened = open_postgres(request.getfixturevalue("database"))
    yield opened
    opened.close()


def run_in_threads(count: int, work: Callable[[int], str]) -> list[str]:
    """Return what ``work`` returned in each of ``count`` threads that started together."""
    start = threading.Barrier(count)

    def begin(number: int) -> str:
        start.wait(timeout=60)
        return work(number)

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(begin, range(count)))


def test_what_was_put_is_found_by_its_key(store: Store) -> None:
    with store.transaction() as transaction:
        transaction.put(UNIQUE_USES, a_use("zarinpal:A1"))
    with store.transaction() as transaction:
        assert transaction.get(UNIQUE_USES, "zarinpal:A1") == a_use("zarinpal:A1")
        assert transaction.get(UNIQUE_USES, "zarinpal:A2") is None


def test_kinds_do_not_share_keys(store: Store) -> None:
    with store.transaction() as transaction:
        transaction.put(UNIQUE_USES, a_use("same"))
        transaction.put(OUTBOX, a_message("same"))
        transaction.delete(UNIQUE_USES, "same")
        assert transaction.get(OUTBOX, "same") == a_message("same")


@pytest.mark.parametrize("key", ["", "a\tb\nc", "زرین‌پال", "../x", '"', "null", "0", "\u2028"])
def test_any_text_is_a_key(store: Store, key: str) -> None:
    with store.transaction() as transaction:
        transaction.insert(UNIQUE_USES, a_use(key))
    with store.transaction() as transaction:
        assert transaction.every(UNIQUE_USES) == [a_use(key)]


@pytest.mark.parametrize("error", [RuntimeError, KeyboardInterrupt, SystemExit, GeneratorExit])
def test_a_block_left_by_an_exception_changes_nothing(store: Store, error: type[BaseException]) -> None:
    with store.transaction() as transaction:
        transaction.put(ATTEMPTS, an_attempt("kept"))
        transaction.move(counted(3))

    def fail() -> None:
        with store.transaction() as transaction:
            transaction.put(ATTEMPTS, an_attempt("kept", state="paid"))
            transaction.put(ATTEMPTS, an_attempt("new"))
            transaction.delete(ATTEMPTS, "kept")
            transaction.move(held(2, "hold-1"))
            raise error

    with pytest.raises(error):
        fail()
    with store.transaction() as transaction:
        assert transaction.every(ATTEMPTS) == [an_attempt("kept")]
        assert transaction.find(ATTEMPTS, "state", "open") == [an_attempt("kept")]
        assert transaction.find(ATTEMPTS, "state", "paid") == []
        assert transaction.stock(HONEY) == 3
        assert transaction.every(MOVEMENTS) == [counted(3)]


def test_a_transaction_reads_its_own_writes(store: Store) -> None:
    with store.transaction() as transaction:
        transaction.put(ATTEMPTS, an_attempt("a"))
        transaction.put(ATTEMPTS, an_attempt("b"))
    with store.transaction() as transaction:
        transaction.put(ATTEMPTS, an_attempt("b", state="paid"))
        transaction.put(ATTEMPTS, an_attempt("c"))
        transaction.delete(ATTEMPTS, "a")
        assert transaction.get(ATTEMPTS, "a") is None
        assert transaction.get(ATTEMPTS, "b") == an_attempt("b", state="paid")
        assert transaction.every(ATTEMPTS) == [an_attempt("b", state="paid"), an_attempt("c")]
        assert transaction.find(ATTEMPTS, "state", "open") == [an_attempt("c")]
        assert transaction.find(ATTEMPTS, "state", "paid") == [an_attempt("b", state="paid")]


def test_nobody_sees_half_a_transaction(store: Store) -> None:
    """Two records always change together; readers in other threads never see them apart."""
    with store.transaction() as transaction:
        transaction.put(UNIQUE_USES, a_use("left", "0"))
        transaction.put(UNIQUE_USES, a_use("right", "0"))

    @retried
    def write_or_read(number: int, turn: int) -> str:
        with store.transaction() as transaction:
            left, right = transaction.every(UNIQUE_USES)
            if left.attempt != right.attempt:
                return "torn"
            if number % 2:
                transaction.put(UNIQUE_USES, a_use("left", f"{number}-{turn}"))
                transaction.put(UNIQUE_USES, a_use("right", f"{number}-{turn}"))
        return "whole"

    def take_turns(number: int) -> str:
        return ",".join({write_or_read(number, turn) for turn in range(20)})

    assert set(run_in_threads(8, take_turns)) == {"whole"}


def test_no_update_is_lost_between_threads(store: Store) -> None:
    with store.transaction() as transaction:
        transaction.put(UNIQUE_USES, a_use("count", "0"))

    @retried
    def add_one(_: int) -> str:
        with store.transaction() as transaction:
            before = transaction.get(UNIQUE_USES, "count")
            assert before is not None
            transaction.put(UNIQUE_USES, a_use("count", str(int(before.attempt) + 1)))
        return "added"

    run_in_threads(32, add_one)
    with store.transaction() as transaction:
        assert transaction.get(UNIQUE_USES, "count") == a_use("count", "32")


def test_a_transaction_inside_another_is_an_error(store: Store) -> None:
    with store.transaction() as outer:
        outer.put(UNIQUE_USES, a_use("outer"))
        with pytest.raises(RuntimeError, match="already open"), store.transaction():
            pass
    with store.transaction() as transaction:
        assert transaction.every(UNIQUE_USES) == [a_use("outer")]


def test_a_transaction_is_of_no_use_after_its_block(store: Store) -> None:
    with store.transaction() as transaction:
        transaction.put(UNIQUE_USES, a_use("kept"))
    with pytest.raises(RuntimeError, match="over"):
        transaction.put(UNIQUE_USES, a_use("late"))
    with pytest.raises(RuntimeError, match="over"):
        transaction.get(UNIQUE_USES, "kept")
    with store.transaction() as again:
        assert again.every(UNIQUE_USES) == [a_use("kept")]


def test_a_closed_store_is_an_error_and_closing_twice_is_not(store: Store) -> None:
    store.close()
    store.close()
    with pytest.raises(RuntimeError, match="closed"), store.transaction():
        pass


def test_a_taken_key_is_a_conflict(store: Store) -> None:
    with store.transaction() as transaction:
        transaction.insert(UNIQUE_USES, a_use("zarinpal:A1", "first"))
        with pytest.raises(Conflict):
            transaction.insert(UNIQUE_USES, a_use("zarinpal:A1", "second"))
    with store.transaction() as transaction, pytest.raises(Conflict) as conflict:
        transaction.insert(UNIQUE_USES, a_use("zarinpal:A1", "third"))
    assert (conflict.value.kind, conflict.value.key) == ("unique_uses", "zarinpal:A1")
    with store.transaction() as transaction:
        assert transaction.get(UNIQUE_USES, "zarinpal:A1") == a_use("zarinpal:A1", "first")


def test_a_key_is_free_again_after_its_record_is_deleted(store: Store) -> None:
    with store.transaction() as transaction:
        transaction.insert(UNIQUE_USES, a_use("key", "first"))
    with store.transaction() as transaction:
        transaction.delete(UNIQUE_USES, "key")
        transaction.delete(UNIQUE_USES, "never there")
        transaction.insert(UNIQUE_USES, a_use("key", "second"))
    with store.transaction() as transaction:
        assert transaction.get(UNIQUE_USES, "key") == a_use("key", "second")


def test_of_many_threads_inserting_one_key_exactly_one_wins(store: Store) -> None:
    @retried
    def claim(number: int) -> str:
        try:
            with store.transaction() as transaction:
                transaction.insert(UNIQUE_USES, a_use("bank:42", f"attempt-{number}"))
        except Conflict:
            return "lost"
        return f"attempt-{number}"

    winners = [result for result in run_in_threads(64, claim) if result != "lost"]
    assert len(winners) == 1
    with store.transaction() as transaction:
        assert transaction.every(UNIQUE_USES) == [a_use("bank:42", winners[0])]


def test_find_follows_an_indexed_field_when_it_changes(store: Store) -> None:
    with store.transaction() as transaction:
        transaction.put(ATTEMPTS, an_attempt("a", order="B-1"))
        transaction.put(ATTEMPTS, an_attempt("b", order="B-2"))
    with store.transaction() as transaction:
        transaction.put(ATTEMPTS, an_attempt("a", order="B-1", state="paid"))
    with store.transaction() as transaction:
        assert transaction.find(ATTEMPTS, "state", "open") == [an_attempt("b", order="B-2")]
        assert transaction.find(ATTEMPTS, "state", "paid") == [an_attempt("a", order="B-1", state="paid")]
        assert transaction.find(ATTEMPTS, "order", "B-1") == [an_attempt("a", order="B-1", state="paid")]
        assert transaction.find(ATTEMPTS, "order", "B-3") == []


def test_count_agrees_with_find_inside_and_after_a_transaction(store: Store) -> None:
    with store.transaction() as transaction:
        transaction.put(ATTEMPTS, an_attempt("a"))
        transaction.put(ATTEMPTS, an_attempt("b"))
    with store.transaction() as transaction:
        transaction.put(ATTEMPTS, an_attempt("b", state="paid"))
        assert (transaction.count(ATTEMPTS, "state", "open", 9), transaction.count(ATTEMPTS, "state", "paid", 9)) == (
            1,
            1,
        )
        transaction.delete(ATTEMPTS, "a")
        assert transaction.count(ATTEMPTS, "state", "open", 9) == 0
    with store.transaction() as transaction:
        assert (transaction.count(ATTEMPTS, "state", "open", 9), transaction.count(ATTEMPTS, "state", "paid", 9)) == (
            0,
            1,
        )


def test_find_forgets_a_deleted_record(store: Store) -> None:
    with store.transaction() as transaction:
        transaction.put(ATTEMPTS, an_attempt("a"))
    with store.transaction() as transaction:
        transaction.delete(ATTEMPTS, "a")
        assert transaction.find(ATTEMPTS, "state", "open") == []
    with store.transaction() as transaction:
        assert transaction.find(ATTEMPTS, "order", "B-1") == []


def test_an_unknown_index_is_an_error(store: Store) -> None:
    with store.transaction() as transaction:
        transaction.put(ATTEMPTS, an_attempt("a"))
        with pytest.raises(KeyError):
            transaction.find(ATTEMPTS, "gateway", "zarinpal")


def test_records_come_in_key_order(store: Store) -> None:
    with store.transaction() as transaction:
        for key in ("b", "ب", "a10", "a9", "B"):
            transaction.put(OUTBOX, a_message(key))
    expected = ["B", "a10", "a9", "b", "ب"]
    with store.transaction() as transaction:
        transaction.put(OUTBOX, a_message("a9", "changed"))
        assert [message.id for message in transaction.every(OUTBOX)] == expected
        assert [message.id for message in transaction.find(OUTBOX, "sent", "no")] == expected


def test_a_kind_is_read_in_parts(store: Store) -> None:
    with store.transaction() as transaction:
        for key in ("a", "b", "c", "d"):
            transaction.put(OUTBOX, a_message(key))
    with store.transaction() as transaction:
        transaction.delete(OUTBOX, "b")
        transaction.put(OUTBOX, a_message("cc"))
        assert [message.id for message in transaction.every(OUTBOX, most=2)] == ["a", "c"]
        assert [message.id for message in transaction.every(OUTBOX, after="c", most=2)] == ["cc", "d"]
        assert transaction.every(OUTBOX, after="d", most=2) == []


def test_what_is_found_comes_by_rank_and_the_newest_in_pages(store: Store) -> None:
    """An order's rank is when it was placed, whatever its code."""
    with store.transaction() as transaction:
        for code, hours in (("B-3", 1), ("B-1", 3), ("B-2", 2), ("B-4", 3)):
            transaction.put(ORDERS, replace(an_order(code), placed_at=NOON + timedelta(hours=hours)))
    with store.transaction() as transaction:
        transaction.put(ORDERS, replace(an_order("B-5"), placed_at=NOON))
        found = transaction.find(ORDERS, "state", "registered")
        assert [order.code for order in found] == ["B-5", "B-3", "B-2", "B-1", "B-4"]
        first = transaction.newest(ORDERS, "state", "registered", 2)
        assert [order.code for order in first] == ["B-4", "B-1"]
        rest = transaction.newest(ORDERS, "state", "registered", 9, before=ORDERS.mark(first[-1]))
        assert [order.code for order in rest] == ["B-2", "B-3", "B-5"]
        assert transaction.newest(ORDERS, "state", "paid", 9) == []
        assert transaction.count(ORDERS, "state", "registered", 3) == 3


def test_the_first_found_come_in_pages_with_what_the_transaction_wrote(store: Store) -> None:
    with store.transaction() as transaction:
        for code, hours in (("B-3", 1), ("B-1", 3), ("B-2", 2), ("B-4", 3)):
            transaction.put(ORDERS, replace(an_order(code), placed_at=NOON + timedelta(hours=hours)))
    with store.transaction() as transaction:
        first = transaction.find(ORDERS, "state", "registered", most=2)
        assert [order.code for order in first] == ["B-3", "B-2"]
        transaction.put(ORDERS, replace(an_order("B-5"), placed_at=NOON))
        transaction.delete(ORDERS, "B-2")
        assert [order.code for order in transaction.find(ORDERS, "state", "registered", most=2)] == ["B-5", "B-3"]
        rest = transaction.find(ORDERS, "state", "registered", after=ORDERS.mark(first[0]), most=9)
        assert [order.code for order in rest] == ["B-1", "B-4"]
        assert transaction.find(ORDERS, "state", "registered", after=ORDERS.mark(rest[-1])) == []
        assert transaction.find(ORDERS, "state", "registered", most=0) == []
        assert transaction.find(ORDERS, "state", "", most=9) == []
    with store.transaction() as transaction:
        after = ORDERS.mark(first[0])
        assert [order.code for order in transaction.find(ORDERS, "state", "registered", after=after)] == ["B-1", "B-4"]


def test_nothing_is_found_under_or_after_what_no_store_can_keep(store: Store) -> None:
    with store.transaction() as transaction:
        transaction.put(ORDERS, an_order())
    with store.transaction() as transaction:
        for name in ("\ud800", "a\0b"):
            assert transaction.find(ORDERS, "state", name, most=9) == []


def test_reading_ahead_changes_nothing(store: Store) -> None:
    with store.transaction() as transaction:
        transaction.put(ATTEMPTS, an_attempt("a"))
        transaction.move(counted(5))
    with store.transaction() as transaction:
        transaction.read_ahead(
            records=[(ATTEMPTS, "a"), (ATTEMPTS, "none")],
            found=[(ATTEMPTS, "state", "open"), (ATTEMPTS, "state", "paid")],
            stock=[HONEY, Sku("none")],
        )
        assert transaction.get(ATTEMPTS, "none") is None
        transaction.put(ATTEMPTS, an_attempt("b"))
        transaction.put(ATTEMPTS, an_attempt("a", state="paid"))
        transaction.move(held(2, "hold-1"))
        assert transaction.get(ATTEMPTS, "a") == an_attempt("a", state="paid")
        assert transaction.find(ATTEMPTS, "state", "open") == [an_attempt("b")]
        assert transaction.find(ATTEMPTS, "state", "paid") == [an_attempt("a", state="paid")]
        assert (transaction.stock(HONEY), transaction.stock(Sku("none"))) == (3, 0)


def test_an_order_comes_back_as_it_was(store: Store) -> None:
    order = paid_and_sent(an_order())
    with store.transaction() as transaction:
        transaction.insert(ORDERS, an_order())
        transaction.put(ORDERS, order)
        assert transaction.get(ORDERS, "B-1") == order
    with store.transaction() as transaction:
        again = transaction.get(ORDERS, "B-1")
    assert again == order
    assert again is not None
    assert again.state == "dispatched"
    check_chain(again)


def test_the_largest_picture_comes_back_as_it_was_with_the_order_it_came_with(store: Store) -> None:
    with store.transaction() as tx:
        tx.put(ORDERS, an_order())
        tx.insert(PICTURES, a_picture())
    with store.transaction() as tx:
        assert (tx.get(PICTURES, "picture-1"), tx.get(ORDERS, "B-1")) == (a_picture(), an_order())


def test_an_index_that_says_nothing_of_a_record_does_not_find_it(store: Store) -> None:
    order = an_order("B-1")
    with store.transaction() as transaction:
        transaction.put(ORDERS, order)
        assert transaction.find(ORDERS, "unpaid", order.member) == [order]
        assert transaction.find(ORDERS, "owed", "") == []
    with store.transaction() as transaction:
        assert transaction.find(ORDERS, "unpaid", order.member) == [order]
        transaction.put(ORDERS, paid_and_sent(order))
        assert transaction.find(ORDERS, "unpaid", order.member) == []
    with store.transaction() as transaction:
        assert transaction.find(ORDERS, "unpaid", order.member) == []
        for index in ("unpaid", "owed"):
            assert transaction.find(ORDERS, index, "") == transaction.newest(ORDERS, index, "", 9) == []
            assert transaction.count(ORDERS, index, "", 9) == 0


def test_orders_are_found_by_state_and_member(store: Store) -> None:
    sent, new = paid_and_sent(an_order("B-1")), an_order("B-2", member="09350000000")
    with store.transaction() as transaction:
        transaction.put(ORDERS, an_order("B-1"))
        transaction.put(ORDERS, new)
    with store.transaction() as transaction:
        transaction.put(ORDERS, sent)
    with store.transaction() as transaction:
        assert transaction.find(ORDERS, "state", "registered") == [new]
        assert transaction.find(ORDERS, "state", "dispatched") == [sent]
        assert transaction.find(ORDERS, "member", "09121234567") == [sent]


def test_nobody_can_change_a_kept_record_from_outside(store: Store) -> None:
    order = an_order()
    with store.transaction() as transaction:
        transaction.put(ORDERS, order)
        order.terms.pages["delivery"] = "changed after put"
    with store.transaction() as transaction:
        read = transaction.get(ORDERS, "B-1")
        assert read is not None
        assert read.terms.pages["delivery"] == "d" * 64
        read.events[0].facts["ip"] = "changed after get"
        found = transaction.find(ORDERS, "state", "registered")[0]
        assert found.events[0].facts == {"ip": "192.0.2.1"}
        found.events[0].facts.clear()
    with store.transaction() as transaction:
        assert transaction.every(ORDERS) == [an_order()]


@pytest.mark.parametrize(("typed", "why"), [("\ud800", "surrogate"), ("a\0b", "NUL")])
def test_a_text_that_some_store_could_not_hold_is_refused_before_it_is_kept(store: Store, typed: str, why: str) -> None:
    """A movement's order code, too: PostgreSQL's JSON functions would fail on NUL in it, and so a backup."""
    with pytest.raises(ValueError, match=why), store.transaction() as transaction:
        transaction.put(OUTBOX, a_message("lone", typed))
    with pytest.raises(ValueError, match=why), store.transaction() as transaction:
        transaction.move(replace(counted(5), order=typed))
    with store.transaction() as transaction:
        assert (transaction.every(OUTBOX), transaction.every(MOVEMENTS), transaction.stock(HONEY)) == ([], [], 0)


def test_stock_is_the_sum_of_its_movements(store: Store) -> None:
    with store.transaction() as transaction:
        assert transaction.stock(HONEY) == 0
        transaction.move(counted(5))
        transaction.move(held(2, "hold-1"))
        assert transaction.stock(HONEY) == 3
    with store.transaction() as transaction:
        transaction.move(given_back(1, "back-1"))
        transaction.move(counted(7, "count-2", Sku("zaferan-1")))
        assert transaction.stock(HONEY) == 4
        assert transaction.stock(Sku("zaferan-1")) == 7


def test_a_movement_books_once_however_often_it_comes(store: Store) -> None:
    with store.transaction() as transaction:
        transaction.move(counted(5))
        transaction.move(held(2, "hold-1"))
        transaction.move(held(2, "hold-1"))
        assert transaction.stock(HONEY) == 3
    with store.transaction() as transaction:
        transaction.move(held(2, "hold-1"))
        transaction.move(held(50, "hold-1"))
        assert transaction.stock(HONEY) == 3
        assert len(transaction.every(MOVEMENTS)) == 2


def test_a_movement_of_a_forgotten_transaction_may_come_again(store: Store) -> None:
    with store.transaction() as transaction:
        transaction.move(counted(5))

    def fail() -> None:
        with store.transaction() as transaction:
            transaction.move(held(2, "hold-1"))
            raise RuntimeError("later")

    with pytest.raises(RuntimeError, match="later"):
        fail()
    with store.transaction() as transaction:
        transaction.move(held(2, "hold-1"))
        assert transaction.stock(HONEY) == 3


def test_stock_never_goes_below_zero(store: Store) -> None:
    with store.transaction() as transaction:
        transaction.move(counted(3))
        transaction.move(held(3, "hold-1"))
        transaction.move(given_back(1, "back-1"))
        with pytest.raises(OutOfStock) as refusal:
            transaction.move(held(2, "hold-2"))
        assert transaction.stock(HONEY) == 1
    assert (refusal.value.sku, refusal.value.wanted, refusal.value.available) == (HONEY, 2, 1)
    with store.transaction() as transaction:
        assert transaction.stock(HONEY) == 1
        assert transaction.get(MOVEMENTS, "hold-2") is None


def test_a_booked_movement_never_changes(store: Store) -> None:
    with store.transaction() as transaction:
        transaction.move(counted(3))
        transaction.put(MOVEMENTS, counted(3))
        with pytest.raises(Conflict):
            transaction.put(MOVEMENTS, counted(1))
        with pytest.raises(Conflict):
            transaction.delete(MOVEMENTS, counted(3).id)
    with store.transaction() as transaction:
        assert transaction.stock(HONEY) == 3
        assert transaction.every(MOVEMENTS) == [counted(3)]


def test_a_history_of_stock_may_be_put_in_any_order_but_never_below_zero(store: Store) -> None:
    with store.transaction() as transaction:
        transaction.put(MOVEMENTS, held(2, "hold-1"))
        transaction.put(MOVEMENTS, counted(3))
        assert transaction.stock(HONEY) == 1

    def put_more_out_than_is_there() -> None:
        with store.transaction() as transaction:
            transaction.put(MOVEMENTS, held(2, "hold-2"))

    with pytest.raises(OutOfStock) as refusal:
        put_more_out_than_is_there()
    assert (refusal.value.sku, refusal.value.wanted, refusal.value.available) == (HONEY, 2, 1)
    with store.transaction() as transaction:
        assert transaction.stock(HONEY) == 1
        assert transaction.get(MOVEMENTS, "hold-2") is None


def test_a_refused_line_of_a_cart_gives_back_the_lines_before_it(store: Store) -> None:
    with store.transaction() as transaction:
        transaction.move(counted(3))

    def order_the_same_twice() -> None:
        with store.transaction() as transaction:
            transaction.move(held(2, "line-1"))
            transaction.move(held(2, "line-2"))

    with pytest.raises(OutOfStock):
        order_the_same_twice()
    with store.transaction() as transaction:
        assert transaction.stock(HONEY) == 3


@pytest.mark.parametrize("units", [1, 5])
def test_sixty_four_buyers_of_the_last_units_never_oversell(store: Store, units: int) -> None:
    with store.transaction() as transaction:
        transaction.move(counted(units))

    @retried
    def buy(number: int) -> str:
        try:
            with store.transaction() as transaction:
                transaction.move(held(1, f"hold-{number}"))
        except OutOfStock:
            return "refused"
        return "sold"

    assert run_in_threads(64, buy).count("sold") == units
    with store.transaction() as transaction:
        assert transaction.stock(HONEY) == 0
        assert len(transaction.every(MOVEMENTS)) == units + 1
