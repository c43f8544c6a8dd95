"""Finding all that is about an order or a person, and taking it out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

import pytest

from checkout.kinds import ATTEMPTS, ORDERS, OUTBOX, STATEMENT_LINES, TICKETS, UNIQUE_USES
from checkout.storage.memory import MemoryStore
from checkout.upkeep.belongings import mentions, of_order, of_person
from checkout.upkeep.content import Row
from checkout.upkeep.erasing import Erased, erase_rows
from checkout.upkeep.levels import wrong_levels
from shop.erasure import StillNeeded
from shop.order import Mobile
from shop.order_chain import check_chain, happened
from tests.builders import PLACED_AT, an_order
from tests.checkout.upkeep.contents import PortContent
from tests.checkout.upkeep.lives import ALI, LATER, ZAHRA, fill, over

OF_ONE_ORDER = {
    "orders": 1,
    "attempts": 1,
    "links": 1,
    "submissions": 1,
    "movements": 1,
    "outbox": 1,
    "pictures": 1,
    "statement_lines": 1,
    "tickets": 1,
    "unique_uses": 1,
    "captures": 1,
}
KEPT_FOR_THE_BOOKS = dict.fromkeys(
    ("orders", "attempts", "movements", "statement_lines", "unique_uses", "ledger", "captures"), 1
)
OF_ONE_PERSON = {**OF_ONE_ORDER, "outbox": 2, "sessions": 1, "grants": 1, "codes": 1, "tallies": 1}


@pytest.fixture
def store() -> MemoryStore:
    store = MemoryStore()
    fill(store)
    return store


def kinds(rows: Iterable[Row]) -> dict[str, int]:
    return dict(Counter(row.kind for row in rows))


def erase(store: MemoryStore, rows: Iterable[Row]) -> Erased:
    return erase_rows(store, rows, at=LATER, by="staff:sara")


def everything(store: MemoryStore) -> str:
    return json.dumps([[row.key, row.document] for row in PortContent(store).rows()], ensure_ascii=False)


def test_all_about_an_order_is_found_and_nothing_of_another(store: MemoryStore) -> None:
    rows = of_order(PortContent(store), "BQ-1")
    assert kinds(rows) == {**OF_ONE_ORDER, "ledger": 1}
    assert "BQ-2" not in str(rows)
    assert of_order(PortContent(store), "BQ-9") == []


def test_all_about_a_person_is_found_and_nothing_of_another(store: MemoryStore) -> None:
    rows = of_person(PortContent(store), ALI)
    assert kinds(rows) == OF_ONE_PERSON
    assert "BQ-1" not in str(rows)
    assert ZAHRA not in str(rows)
    assert of_person(PortContent(store), "09999999999") == []


def test_who_only_wrote_or_looked_around_is_found_too(store: MemoryStore) -> None:
    with store.transaction() as tx:
        tx.delete(ORDERS, "BQ-2")
    assert kinds(of_person(PortContent(store), ALI)) == {
        "codes": 1, "grants": 1, "outbox": 2, "sessions": 1, "tallies": 1, "tickets": 1,
    }  # fmt: skip


def test_after_erasure_no_word_of_the_person_is_left_and_the_books_are(store: MemoryStore) -> None:
    before = PortContent(store)
    told = erase(store, of_person(before, ZAHRA))

    assert told == Erased(rewritten=3, deleted=10)
    for trace in (ZAHRA, "زهرا", "zahra@", "صفائیه"):
        assert trace not in everything(store)
    assert not mentions(PortContent(store), ZAHRA, "زهرا", "zahra@example.ir")
    with store.transaction() as tx:
        order, attempt = tx.get(ORDERS, "BQ-1"), tx.get(ATTEMPTS, "attempt-BQ-1")
        assert order is not None
        assert attempt is not None
        assert (order.paid, order.state, attempt.amount) == (2_400_000, "delivered", 8_150_000)
        assert tx.get(UNIQUE_USES, "zarinpal:reference:BQ-1") is not None
        line = tx.get(STATEMENT_LINES, "line-BQ-1")
        assert line is not None
        assert (line.amount, line.reference, line.about) == (2_400_000, "123456", "")
    check_chain(order)
    assert not wrong_levels(PortContent(store))


def test_the_other_buyer_keeps_everything(store: MemoryStore) -> None:
    before = of_person(PortContent(store), ALI)
    erase(store, of_person(PortContent(store), ZAHRA))
    assert of_person(PortContent(store), ALI) == before


def test_erasing_again_finds_nothing_to_do(store: MemoryStore) -> None:
    erase(store, of_order(PortContent(store), "BQ-1"))
    assert erase(store, of_order(PortContent(store), "BQ-1")) == Erased(rewritten=0, deleted=0)
    assert kinds(of_order(PortContent(store), "BQ-1")) == KEPT_FOR_THE_BOOKS


def test_nothing_is_erased_while_an_order_lives(store: MemoryStore) -> None:
    before = everything(store)
    with store.transaction() as tx:
        tx.put(ORDERS, over(an_order(code="BQ-3", member=ALI)))
    with_three = everything(store)
    assert with_three != before
    with pytest.raises(StillNeeded) as refused:
        erase(store, of_person(PortContent(store), ALI))
    assert (refused.value.code, refused.value.why) == ("BQ-2", "live")
    assert everything(store) == with_three


def test_a_payment_without_an_answer_and_a_message_not_sent_are_waited_for(store: MemoryStore) -> None:
    rows = of_order(PortContent(store), "BQ-1")
    with store.transaction() as tx:
        attempt, message = tx.get(ATTEMPTS, "attempt-BQ-1"), tx.get(OUTBOX, "BQ-1:1:sms")
        assert attempt is not None
        assert message is not None
        tx.put(ATTEMPTS, replace(attempt, state="open"))
    with pytest.raises(StillNeeded, match="payment"):
        erase(store, rows)
    with store.transaction() as tx:
        tx.put(ATTEMPTS, attempt)
        tx.put(OUTBOX, replace(message, sent="no"))
    with pytest.raises(StillNeeded, match="message"):
        erase(store, rows)


def test_words_of_others_in_which_a_person_still_stands_are_named(store: MemoryStore) -> None:
    gift = an_order(code="BQ-4", member=ALI)
    gift = replace(gift, events=(), recipient=replace(gift.recipient, mobile=Mobile(ZAHRA)))
    with store.transaction() as tx:
        tx.put(ORDERS, happened(gift, "registered", at=PLACED_AT, by="buyer"))
        ticket = tx.get(TICKETS, "t-BQ-2")
        assert ticket is not None
        tx.put(TICKETS, replace(ticket, text=f"شماره‌ی همسرم {ZAHRA} است."))
    erase(store, of_person(PortContent(store), ZAHRA))
    assert [(row.kind, row.key) for row in mentions(PortContent(store), ZAHRA)] == [
        ("orders", "BQ-4"),
        ("tickets", "t-BQ-2"),
    ]
