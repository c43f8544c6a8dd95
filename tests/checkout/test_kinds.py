"""A kind's two ways to keep a record: as a document, and as the text of that document without building it."""

from __future__ import annotations

import traceback
from dataclasses import replace
from typing import Any

import pytest
from pydantic import ValidationError
from pydantic_core import from_json, to_json

from checkout.kinds import ATTEMPTS, CAPTURES, KINDS, LEDGER, MOVEMENTS, ORDERS, OUTBOX, SESSIONS, Kind
from checkout.records import Session
from checkout.storage.memory import MemoryStore
from checkout.use_cases.captures import captured
from shop.cart import CartLine
from shop.ledger import entries
from shop.money import Rials
from shop.order import Climb
from tests.checkout.upkeep.lives import ZAHRA, fill
from tests.contracts.samples import HONEY, NOON, a_message, an_attempt, an_order, held, paid_and_sent

RECORDS = [
    pytest.param(ORDERS, an_order(), id="an order that uses every field"),
    pytest.param(ORDERS, paid_and_sent(an_order()), id="an order with a history"),
    pytest.param(ATTEMPTS, an_attempt(), id="an attempt"),
    pytest.param(OUTBOX, a_message("m", "\u2028\x01\\u0000😀\\"), id="a message"),
    pytest.param(MOVEMENTS, held(2**70, "m"), id="a movement of more than 64 bits"),
    pytest.param(LEDGER, entries(paid_and_sent(an_order()))[0], id="an entry of the ledger"),
    pytest.param(CAPTURES, captured(replace(an_attempt(), bank_reference="۴۲")), id="a capture"),
    pytest.param(
        SESSIONS,
        Session(
            id="s",
            cart=(CartLine(sku=HONEY, quantity=2, seen_price=Rials(1)),),
            recipient=an_order().recipient,
            invoice=an_order().invoice,
            climb=Climb(floor=3, stairs=4),
            touched_at=NOON,
        ),
        id="a session",
    ),
]


@pytest.mark.parametrize(("kind", "record"), RECORDS)
def test_the_text_is_that_of_the_document(kind: Kind[Any], record: object) -> None:
    text = kind.write(record)

    assert text == to_json(kind.encode(record))
    assert kind.read(text) == kind.decode(from_json(text)) == record


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"[]", id="a list"),
        pytest.param(b"{}", id="no fields"),
        pytest.param(ORDERS.write(an_order())[:-1], id="cut"),
        pytest.param(ORDERS.write(an_order()) + b"x", id="more after it"),
        pytest.param(ORDERS.write(an_order()).replace(b"09121234567", b"\xff"), id="no UTF-8"),
        pytest.param(ORDERS.write(an_order()).replace(b"09121234567", b"\\ud83d"), id="half a surrogate pair"),
    ],
)
def test_a_text_that_holds_no_record_is_refused(text: bytes) -> None:
    with pytest.raises(ValueError, match="validation error"):
        ORDERS.read(text)


def test_what_utf8_cannot_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="surrogate"):
        OUTBOX.write(replace(a_message("m"), body="\ud83d"))


@pytest.mark.parametrize("typed", ["\0", "a\0", "\\\0", "\\\\\0", "\\u0000\0"])
def test_nul_is_refused_however_many_backslashes_stand_before_it(typed: str) -> None:
    with pytest.raises(ValueError, match="NUL"):
        OUTBOX.write(replace(a_message("m"), body=typed))


@pytest.mark.parametrize("typed", ["\\u0000", "\\\\u0000", "a\\u0000b", "\x01", "u0000"])
def test_who_only_types_what_nul_is_written_as_is_not_refused(typed: str) -> None:
    message = replace(a_message("m"), body=typed)
    assert OUTBOX.read(OUTBOX.write(message)) == message


FOUND: dict[str, tuple[int, str, str, dict[str, str]]] = {
    "orders": (
        1,
        "member owed state unpaid",
        "2026-12-02T06:30:00.000000+00:00 BQ-1",
        {"state": "delivered", "member": ZAHRA},
    ),
    "attempts": (
        1,
        "order state",
        "2026-07-01T08:30:00.123456+00:00 attempt-BQ-1",
        {"state": "paid", "order": "BQ-1"},
    ),
    "outbox": (2, "sent", "0000000000 2026-12-02T06:30:00.000000+00:00 BQ-1:1:sms", {}),
    "grants": (1, "any member", f"2026-12-02T06:30:00.000000+00:00 {ZAHRA}:honey", {"member": ZAHRA, "any": "yes"}),
    "tickets": (1, "order", "2026-12-02T06:30:00.000000+00:00 t-BQ-1", {"order": "BQ-1"}),
}
"""How one record of a kind is found: the kind's edition, its indexes, the record's mark, and what it is found by."""


def test_a_kind_that_is_found_in_another_way_is_in_another_edition() -> None:
    """Stores that are there find it anew only then. Raise ``edition`` in checkout/kinds.py with what you change here."""
    store = MemoryStore()
    fill(store)
    with store.transaction() as tx:
        first = {kind.name: (kind, tx.every(kind)[0]) for kind in KINDS if kind.name in FOUND}
    now = {
        name: (kind.edition, " ".join(sorted(kind.indexes)), kind.mark(one), kind.indexed(one))
        for name, (kind, one) in first.items()
    }
    assert now == FOUND
    assert {kind.edition for kind in KINDS if kind.name not in FOUND} == {1}, "write it down above as it is found now"


@pytest.mark.parametrize("broken", ["cut short", "no text", "another choice", "no time"])
def test_what_is_wrong_with_a_record_is_told_without_a_word_of_it(broken: str) -> None:
    """Damage is logged with its cause, and no log may hold a buyer's name, mobile or secret link."""
    order, name = an_order(), "نام محرمانه"
    document = ORDERS.encode(order)
    spoilt: dict[str, dict[str, object]] = {
        "no text": {"recipient": {**document["recipient"], "name": [name]}},
        "another choice": {"events": [{"kind": name}]},
        "no time": {"placed_at": name},
    }
    text = to_json({**document, **spoilt.get(broken, {})})
    with pytest.raises(ValidationError) as told:
        ORDERS.read(text[:-1] if broken == "cut short" else text)
    logged = "".join(traceback.format_exception(told.value))
    assert "validation error" in logged
    assert not [word for word in (name, order.link, order.member, order.recipient.name) if word in logged]
    assert not [one for one in ("input_value", "محرمانه") if one in logged]
