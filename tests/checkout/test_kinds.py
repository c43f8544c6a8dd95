"""A kind's two ways to keep a record: as a document, and as the text of that document without building it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from pydantic_core import from_json, to_json

from checkout.kinds import ATTEMPTS, MOVEMENTS, ORDERS, OUTBOX, SESSIONS, Kind
from checkout.records import Session
from shop.cart import CartLine
from shop.money import Rials
from shop.order import Climb
from tests.contracts.samples import HONEY, NOON, a_message, an_attempt, an_order, held, paid_and_sent

RECORDS = [
    pytest.param(ORDERS, an_order(), id="an order that uses every field"),
    pytest.param(ORDERS, paid_and_sent(an_order()), id="an order with a history"),
    pytest.param(ATTEMPTS, an_attempt(), id="an attempt"),
    pytest.param(OUTBOX, a_message("m", "\u2028\x01\\u0000😀\\"), id="a message"),
    pytest.param(MOVEMENTS, held(2**70, "m"), id="a movement of more than 64 bits"),
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
