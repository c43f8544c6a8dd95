"""Records to keep in a store under test, small or whole."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

from checkout.records import Attempt, AttemptState, Message, Movement, Picture, UniqueUse
from shop.money import Rials
from shop.order import (
    AcceptedTerms,
    ChosenDelivery,
    InvoiceChoice,
    LegalEntity,
    Mobile,
    Order,
    OrderCode,
    OrderLine,
    Recipient,
)
from shop.order_chain import happened
from shop.places import Place
from shop.release import ReleaseId, Sku
from shop.verdict import Clause

NOON = datetime(2026, 7, 1, 8, 30, 0, 123456, tzinfo=UTC)
HONEY = Sku("asal-avishan-500")


def a_use(key: str = "zarinpal:A1", attempt: str = "attempt-1") -> UniqueUse:
    return UniqueUse(key=key, attempt=attempt)


def an_attempt(id_: str = "attempt-1", *, order: str = "B-1", state: AttemptState = "open") -> Attempt:
    return Attempt(
        id=id_,
        order=OrderCode(order),
        gateway="zarinpal",
        amount=Rials(8_150_000),
        state=state,
        created_at=NOON,
        checked_at=NOON,
        pay_form={"Token": "2c3c1fef", "GetMethod": "true"},
        pay_by=NOON,
        claim="GmshtyjwKSu5lKOLquYrzO9BqjUMb/TPUK0qak/iVs=",
    )


def a_message(id_: str, body: str = "سفارش شما ثبت شد.") -> Message:
    return Message(id=id_, channel="sms", to="09121234567", body=body, written_at=NOON)


def a_picture(id_: str = "picture-1", *, order: str = "B-1", size: int = 300 * 1024) -> Picture:
    """Return the largest picture that is kept."""
    return Picture(id=id_, order=OrderCode(order), jpeg=base64.b64encode(b"\xff\xd8" * (size // 2)).decode(), at=NOON)


def counted(quantity: int, id_: str = "count-1", sku: Sku = HONEY) -> Movement:
    return Movement(id=id_, sku=sku, quantity=quantity, reason="counted", at=NOON)


def held(quantity: int, id_: str, sku: Sku = HONEY) -> Movement:
    return Movement(id=id_, sku=sku, quantity=-quantity, reason="held", at=NOON, order="B-1")


def given_back(quantity: int, id_: str, sku: Sku = HONEY) -> Movement:
    return Movement(id=id_, sku=sku, quantity=quantity, reason="given_back", at=NOON, order="B-1")


def an_order(code: str = "B-1", *, member: str = "09121234567") -> Order:
    """Return a registered order that uses every field, with words that JSON and UTF-8 must carry unharmed."""
    place = Place("قم", "قم")
    recipient = Recipient(
        name="زهرا «احمدی»",
        mobile=Mobile(member),
        landline="02537000000",
        place=place,
        address="خیابان صفائیه،\tکوچهٔ ۱۲\nنیم‌طبقه",
        plate="۱۲\\۱",
        postal_code="3713100000",
        note='"\u2028\x01\\u0000😀',
    )
    delivery = ChosenDelivery(
        id="post",
        name="پست پیشتاز",
        carriage=Rials(950_000),
        collect=False,
        by_freight=False,
        earliest=NOON + timedelta(days=2),
        latest=NOON + timedelta(days=4),
        clause=Clause("delivery#post"),
    )
    company = LegalEntity(name="شرکت", national_id="10100000000", economic_number="4111", registration_number="55")
    order = Order(
        code=OrderCode(code),
        link="l" * 43,
        member=Mobile(member),
        email="zahra@example.ir",
        release=ReleaseId("r" * 64),
        commit="c" * 40,
        terms=AcceptedTerms(pages={"delivery": "d" * 64, "returns": "e" * 64}, accepted_at=NOON),
        lines=(a_line(HONEY, 2), a_line(Sku("zaferan-1"), 1)),
        recipient=recipient,
        invoice=InvoiceChoice(legal=company, in_parcel=False),
        delivery=delivery,
        goods=Rials(7_200_000),
        payable=Rials(8_150_000),
        placed_at=NOON,
        finalise_by=NOON + timedelta(hours=2),
    )
    return happened(order, "registered", at=NOON, by="buyer", facts={"ip": "192.0.2.1"})


def a_line(sku: Sku, quantity: int) -> OrderLine:
    return OrderLine(
        sku=sku,
        slug="asal-avishan",
        title="عسل آویشن",
        variant="۵۰۰ گرمی",
        price=Rials(2_400_000),
        quantity=quantity,
        seller="baqiyat",
    )


def paid_and_sent(order: Order) -> Order:
    """Return the order after four more events."""
    order = happened(order, "method_chosen", at=NOON, by="buyer", facts={"method": "gateway"})
    order = happened(order, "paid", at=NOON, by="gateway", facts={"paid": "8150000", "reference": "42"})
    order = happened(order, "prepared", at=NOON, by="staff:ali", note="بسته‌بندی شد")
    return happened(order, "dispatched", at=NOON + timedelta(days=1), by="staff:ali", facts={"tracking": "123"})
