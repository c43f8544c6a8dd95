"""A store filled with past orders: model lives, each again under another name, at another time, for another buyer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from checkout.kinds import ATTEMPTS, LINKS, MOVEMENTS, ORDERS, OUTBOX, SUBMISSIONS, UNIQUE_USES
from checkout.records import Attempt, Link, Message
from checkout.secrets import fingerprint
from checkout.store import Store, retried
from scripts.lib.load.buyers import mobile_of
from scripts.lib.load.lives import Life, Models
from shop.order import Mobile, Order, OrderCode
from shop.order_chain import happened

Renaming = Callable[[str], str]

LIVE = 40
"""How many orders are under way in a shop, however many it has had."""
ORDERS_EACH = 3
"""How many orders each buyer has made."""
FIRST_MEMBER = 300_000_000
"""The number of the first buyer's mobile; see buyers.mobile_of."""
_BETWEEN = timedelta(minutes=5)
_AT_ONCE = 200
"""Orders in one transaction."""
_CODES, _SPREAD = 90_000_000, 7_368_787
"""Order numbers are random; a step prime to their count spreads these as wide, and no number comes twice."""


@dataclass(frozen=True, slots=True)
class Name:
    """What is an order's own: its code, its secret link, its buyer, the name of its attempt to pay, and when it was placed."""

    code: OrderCode
    link: str
    member: Mobile
    attempt: str
    placed_at: datetime


def name_of(number: int, prefix: str, newest: datetime) -> Name:
    """Return the name of the n-th past order, counted back from the newest."""
    digits = 10_000_000 + (number * _SPREAD) % _CODES
    return Name(
        code=OrderCode(f"{prefix}-{digits}" if prefix else str(digits)),
        link=f"{number:08d}-{fingerprint(f'link {number}')[:23]}",
        member=mobile_of(FIRST_MEMBER + number // ORDERS_EACH),
        attempt=f"{number:08d}-{fingerprint(f'attempt {number}')[:23]}",
        placed_at=newest - number * _BETWEEN,
    )


def fill(store: Store, models: Models, newest: datetime, *, first: int, count: int) -> list[Name]:
    """Keep the past orders from the ``first`` on, so many of them; return their names."""
    prefix = models.over[0].order.code.rpartition("-")[0]
    names = [name_of(number, prefix, newest) for number in range(first, first + count)]
    for start in range(0, count, _AT_ONCE):
        part = enumerate(names[start : start + _AT_ONCE], first + start)
        _keep(store, [_again(models.of(number, LIVE), name) for number, name in part])
    return names


@retried
def _keep(store: Store, lives: Sequence[Life]) -> None:
    movements = [movement for life in lives for movement in life.movements]
    with store.transaction() as tx:
        tx.read_ahead(
            records=[(MOVEMENTS, movement.id) for movement in movements], stock={movement.sku for movement in movements}
        )
        for life in lives:
            tx.put(ORDERS, life.order)
            tx.put(LINKS, Link(token_hash=fingerprint(life.order.link), order=life.order.code))
            tx.put(SUBMISSIONS, life.submission)
            for attempt in life.attempts:
                tx.put(ATTEMPTS, attempt)
            for use in life.uses:
                tx.put(UNIQUE_USES, use)
            for message in life.messages:
                tx.put(OUTBOX, message)
            for movement in life.movements:
                tx.move(movement)


def _again(life: Life, name: Name) -> Life:
    """Return a life under another name."""
    renamed, shift = _renaming(life, name), name.placed_at - life.order.placed_at
    return Life(
        order=lived_again(life.order, name, renamed),
        submission=replace(life.submission, key=fingerprint(f"submission {name.link}"), order=name.code),
        attempts=tuple(_attempt(one, name, renamed, shift) for one in life.attempts),
        uses=tuple(replace(use, key=renamed(use.key), attempt=name.attempt) for use in life.uses),
        messages=tuple(_message(sent, name, renamed, shift) for sent in life.messages),
        movements=tuple(
            replace(moved, id=renamed(moved.id), order=name.code, at=moved.at + shift) for moved in life.movements
        ),
    )


def _attempt(one: Attempt, name: Name, renamed: Renaming, shift: timedelta) -> Attempt:
    return replace(
        one,
        id=name.attempt,
        order=name.code,
        authority=renamed(one.authority),
        bank_reference=renamed(one.bank_reference),
        pay_url=renamed(one.pay_url),
        created_at=one.created_at + shift,
        checked_at=one.checked_at + shift,
    )


def _message(sent: Message, name: Name, renamed: Renaming, shift: timedelta) -> Message:
    return replace(
        sent,
        id=renamed(sent.id),
        to=renamed(sent.to),
        body=renamed(sent.body),
        order=name.code,
        written_at=sent.written_at + shift,
    )


def _renaming(life: Life, name: Name) -> Renaming:
    """Return what puts this order's names where the model's stand in a text."""
    pairs = list(_pairs(life, name))

    def renamed(text: str) -> str:
        for old, new in pairs:
            text = text.replace(old, new)
        return text

    return renamed


def _pairs(life: Life, name: Name) -> Iterator[tuple[str, str]]:
    yield life.order.code, name.code
    yield life.order.link, name.link
    yield life.order.member, name.member
    for attempt in life.attempts:
        yield attempt.id, name.attempt


def lived_again(model: Order, name: Name, renamed: Renaming) -> Order:
    """Return the model's order under another name, with a history of its own whose chain holds."""
    shift = name.placed_at - model.placed_at
    sending = model.delivery
    order = replace(
        model,
        code=name.code,
        link=name.link,
        member=name.member,
        recipient=replace(model.recipient, mobile=name.member),
        terms=replace(model.terms, accepted_at=model.terms.accepted_at + shift),
        delivery=replace(sending, earliest=sending.earliest + shift, latest=sending.latest + shift),
        placed_at=name.placed_at,
        finalise_by=model.finalise_by + shift if model.finalise_by else None,
        events=(),
    )
    for event in model.events:
        order = happened(
            order,
            event.kind,
            at=event.at + shift,
            by=event.by,
            note=event.note,
            facts={fact: renamed(text) for fact, text in event.facts.items()},
            deadlines={deadline: at + shift for deadline, at in event.deadlines.items()},
        )
    return order
