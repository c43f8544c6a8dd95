"""What the shop keeps and what the model has in its book, in one form; and what must hold whatever the book says."""

from __future__ import annotations

from collections import Counter
from typing import Any

from checkout.kinds import ATTEMPTS, FORCE_MAJEURE, LEDGER, MOVEMENTS, ORDERS, OUTBOX, SESSIONS, SUBMISSIONS, SWITCHES
from checkout.records import EVERYTHING, Message
from shop.ledger import Entry
from shop.order import Order
from shop.order_chain import check_chain
from shop.release import Sku
from tests.fakes import World
from tests.life.accounts import check_books
from tests.life.book import Book
from tests.life.papers import Paper
from tests.life.shops import SKUS

View = dict[str, Any]


class Disagreement(AssertionError):
    """The shop and the model say different things."""


def agree(shop: object, model: object, what: str) -> None:
    """Raise Disagreement unless both are the same."""
    if shop != model:
        raise Disagreement(f"{what}\nshop:  {shop}\nmodel: {model}")


def view_of_shop(world: World) -> View:
    """Return what the store holds."""
    with world.store.transaction() as tx:
        orders, messages = tx.every(ORDERS), tx.every(OUTBOX)
        switches = {one.sku for one in tx.every(SWITCHES)}
        told = Counter(message.order for message in messages)
        waiting = Counter(message.order for message in messages if message.sent == "no")
        return {
            "orders": {order.code: _order(order, told[order.code], waiting[order.code]) for order in orders},
            "attempts": sorted(
                (one.order, one.amount, one.state, one.created_at.isoformat(), one.checked_at.isoformat())
                for one in tx.every(ATTEMPTS)
            ),
            "shelf": {sku: tx.stock(Sku(sku)) for sku in SKUS},
            "submitted": sorted(one.order for one in tx.every(SUBMISSIONS)),
            "carts": sorted([(one.sku, one.quantity) for one in s.cart] for s in tx.every(SESSIONS) if s.cart),
            "off": sorted(switches - {EVERYTHING}),
            "stopped": EVERYTHING in switches,
            "periods": sorted((one.starts, one.ends) for one in tx.every(FORCE_MAJEURE)),
        }


def view_of_book(book: Book) -> View:
    """Return what the model says that the store holds; an order that it has no code for yet stands under ''."""
    return {
        "orders": {paper.code: _paper(paper) for paper in book.papers},
        "attempts": sorted(
            (book.papers[one.paper].code, one.amount, one.state, one.created_at.isoformat(), one.checked_at.isoformat())
            for one in book.attempts
        ),
        "shelf": dict(book.shelf),
        "submitted": sorted(book.papers[number].code for _, number in book.submitted.values()),
        "carts": sorted(list(cart.lines.items()) for cart in book.carts.values() if cart.lines),
        "off": sorted(book.off),
        "stopped": book.stopped,
        "periods": sorted((one.starts, one.ends) for one in book.periods),
    }


def _order(order: Order, told: int, waiting: int) -> tuple[object, ...]:
    events = [event.kind for event in order.events]
    return order.state, events, order.total, order.paid, order.owed_back, order.due, order.member, told, waiting


def _paper(paper: Paper) -> tuple[object, ...]:
    money = paper.total, paper.paid, paper.owed, paper.due
    return paper.state, paper.events, *money, paper.buyer, paper.messages, paper.waiting


def _turn(entry: Entry) -> int:
    return entry.event


def check_what_always_holds(world: World) -> None:
    """Check the store against itself and the bank: chains, one message an event, money, books and stock."""
    with world.store.transaction() as tx:
        orders, movements, messages = tx.every(ORDERS), tx.every(MOVEMENTS), tx.every(OUTBOX)
        shelf = {sku: tx.stock(Sku(sku)) for sku in SKUS}
        # Found by time, and in a life the clock jumps back; an order's own turns stay in order.
        booked = {order.code: sorted(tx.find(LEDGER, "order", order.code), key=_turn) for order in orders}
    shelves = Counter[str]()
    for movement in movements:
        shelves[movement.sku] += movement.quantity
    agree(shelf, {sku: shelves[sku] for sku in SKUS}, "stock is counted - held + given back")
    agree([sku for sku, left in shelf.items() if left < 0], [], "stock is never below 0")
    for order in orders:
        check_chain(order)
        _check_money(world, order)
        check_books(order, booked[order.code])
    _check_messages(orders, messages)


def _check_money(world: World, order: Order) -> None:
    """What is booked as paid at the bank is what the bank has confirmed, once for each payment."""
    booked = [event.facts["reference"] for event in order.events if event.kind in {"paid", "revived"}]
    agree(len(booked), len(set(booked)), f"{order.code}: a payment is booked once")
    confirmed = {one.reference: one.amount for one in world.gateway.payments.values() if one.status == "verified"}
    agree([one for one in booked if one not in confirmed], [], f"{order.code}: no payment without the bank's word")
    amounts = [int(event.facts["paid"]) for event in order.events if event.kind in {"paid", "revived"}]
    agree(amounts, [confirmed[one] for one in booked], f"{order.code}: the bank's amounts")


def _check_messages(orders: list[Order], messages: list[Message]) -> None:
    """Every message about an order belongs to an event that has happened, and no event has two."""
    turns: dict[str, int] = {order.code: len(order.events) for order in orders}
    seen = Counter[tuple[str, int, str]]()
    for message in messages:
        if message.order:
            turn = int(message.id.split(":")[1])
            seen[message.order, turn, message.channel] += 1
            if not 0 < turn <= turns.get(message.order, 0):
                raise Disagreement(f"{message.id}: a message without its event")
    agree([one for one, times in seen.items() if times > 1], [], "one message for an event")
