"""A store with a bit of everything in it, about two buyers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from checkout.kinds import (
    ATTEMPTS,
    CAPTURES,
    CHORES,
    CODES,
    COUNTED,
    GRANTS,
    LEDGER,
    LINKS,
    MOVEMENTS,
    ORDERS,
    OUTBOX,
    PICTURES,
    SESSIONS,
    STATEMENT_LINES,
    SUBMISSIONS,
    SWITCHES,
    TALLIES,
    TICKETS,
    UNIQUE_USES,
)
from checkout.records import (
    Chore,
    CountedStock,
    Grant,
    Link,
    Message,
    Movement,
    OneTimeCode,
    Picture,
    SaleSwitch,
    Session,
    Submission,
    Tally,
    Ticket,
    UniqueUse,
)
from checkout.store import Store, Transaction
from checkout.use_cases.captures import captured
from shop.ledger import entries
from shop.order import Mobile, Order, OrderCode
from shop.order_chain import happened
from shop.release import Sku
from shop.statement import StatementLine
from tests.builders import PLACED_AT, an_order, chosen, paid, then
from tests.contracts.samples import an_attempt

ZAHRA, ALI = "09121234567", "09351112233"
LATER = PLACED_AT + timedelta(days=400)


def over(order: Order) -> Order:
    """The order, paid and delivered."""
    return then(paid(chosen(order, "gateway")), "prepared", "dispatched", "delivered")


def fill(store: Store) -> None:
    """Let Zahra have an order that is over, and Ali one that is not."""
    zahras = over(an_order(code="BQ-1", member=ZAHRA))
    alis = an_order(code="BQ-2", member=ALI, email="ali@example.ir")
    alis = replace(
        alis, recipient=replace(alis.recipient, name="علی رضایی", address="کوچه‌ی بهار ۳", postal_code="3713100009")
    )
    alis = happened(replace(alis, events=()), "registered", at=PLACED_AT, by="buyer")
    with store.transaction() as tx:
        tx.put(MOVEMENTS, _counted("honey", 10))
        tx.put(MOVEMENTS, _counted("saffron", 1))
        for order, mobile in ((zahras, ZAHRA), (alis, ALI)):
            _put_about(tx, order, Mobile(mobile))
        tx.put(COUNTED, CountedStock(sku=Sku("honey"), declared=10, times=1))
        tx.put(SWITCHES, SaleSwitch(sku=Sku("saffron"), by="sara", at=PLACED_AT))
        tx.put(CHORES, Chore(name="a chore", at=PLACED_AT))


def _counted(sku: str, quantity: int) -> Movement:
    return Movement(id=f"count:{sku}", sku=Sku(sku), quantity=quantity, reason="counted", at=PLACED_AT)


def _a_line(code: OrderCode, name: str) -> StatementLine:
    return StatementLine(
        id=f"line-{code}",
        account="shop",
        day=PLACED_AT.date(),
        at=PLACED_AT,
        timed=True,
        amount=2_400_000,
        reference="123456",
        about=f"انتقال از {name}",
        imported_at=PLACED_AT,
        imported_by="sara",
        order=code,
    )


def _put_about(tx: Transaction, order: Order, mobile: Mobile) -> None:
    code, name, at = order.code, order.recipient.name, PLACED_AT
    paying = replace(
        an_attempt(f"attempt-{code}", order=code, state="paid"), card="502229******1234", pay_url="x", note=name
    )
    message = Message(id=f"{code}:1:sms", channel="sms", to=mobile, body=name, order=code, written_at=at, sent="yes")
    links = Message(id=f"links:{code}", channel="sms", to=mobile, body="سفارش‌ها", written_at=at, sent="yes")
    code_sent = OneTimeCode(mobile=mobile, purpose="links", code_hash="h", sent_at=at, tries_left=3)
    ticket = Ticket(id=f"t-{code}", order=code, subject="فروش", name=name, reach=mobile, text="کی می‌رسد؟", at=at)
    tx.put(ORDERS, order)
    tx.put(ATTEMPTS, paying)
    for entry in entries(order):
        tx.put(LEDGER, entry)
    tx.put(CAPTURES, captured(replace(paying, bank_reference=code)))
    for entry in entries(order):
        tx.put(LEDGER, entry)
    tx.put(CAPTURES, captured(replace(paying, bank_reference=code)))
    tx.put(UNIQUE_USES, UniqueUse(key=f"zarinpal:reference:{code}", attempt=paying.id))
    tx.put(MOVEMENTS, Movement(id=f"held:{code}", sku=Sku("honey"), quantity=-1, reason="held", at=at, order=code))
    tx.put(LINKS, Link(token_hash=f"hash-{code}", order=OrderCode(code)))
    tx.put(SUBMISSIONS, Submission(key=f"key-{code}", asked="a", order=OrderCode(code)))
    tx.put(OUTBOX, message)
    tx.put(OUTBOX, links)
    tx.put(CODES, code_sent)
    tx.put(TICKETS, ticket)
    tx.put(PICTURES, Picture(id=f"picture-{code}", order=code, jpeg="/9j/", at=at))
    tx.put(STATEMENT_LINES, _a_line(code, name))
    tx.put(
        SESSIONS, Session(id=f"s-{code}", mobile=mobile, recipient=order.recipient, email=order.email, touched_at=at)
    )
    tx.put(GRANTS, Grant(member=mobile, sku=Sku("honey"), most=9, by="sara", at=at))
    tx.put(TALLIES, Tally(key=f"code_mobile:{mobile}", count=1, since=at))
