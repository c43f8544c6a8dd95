"""What tests build with: the real shop's terms and everything around an order, each default overridden by name."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from shop.calendar import read_date
from shop.goods import Goods, Parcel
from shop.lifecycle import EventKind
from shop.money import Rials
from shop.order import (
    AcceptedTerms,
    ChosenDelivery,
    Climb,
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
from shop.release import Offer, Policy, Release, ReleaseId, Sku
from shop.rules.deadlines import deadlines_of
from shop.rules.payment import Bill
from shop.terms import PaymentKind, Shop
from shop.verdict import Clause

ROOT = Path(__file__).resolve().parents[1]
BAQIYAT = ROOT / "content" / "baqiyat"
SHOPS = ("baqiyat", "bakala", "payatel", "chistatech", "atrebeheshti")

PLACED_AT = datetime(2026, 12, 2, 6, 30, tzinfo=UTC)
"""Wednesday 11 Azar 1405, 10:00 in Tehran."""

QOM = Place("قم", "قم")
PARDISAN = Place("قم", "پردیسان")
KAHAK = Place("قم", "کهک")
TEHRAN = Place("تهران", "تهران")
ISFAHAN = Place("اصفهان", "اصفهان")
SHIRAZ = Place("فارس", "شیراز")
MASHHAD = Place("خراسان رضوی", "مشهد")

HONEY = Sku("BAQ-ASAL-500")
SAFFRON = Sku("BAQ-ZAFERAN-1")

_SHOP = TypeAdapter(Shop)


def in_tehran(day: str, time: str = "12:00") -> datetime:
    """Return a moment in Tehran, whose clock has been 3:30 ahead of UTC since 1401 in summer too."""
    hour, minute, *second = (int(part) for part in time.split(":"))
    local = datetime.combine(read_date(day), datetime.min.time(), UTC)
    return local + timedelta(hours=hour, minutes=minute, seconds=sum(second)) - timedelta(hours=3, minutes=30)


def a_shop(name: str = "baqiyat", /, **tables: object) -> Shop:
    """Return a shop as its ``shop.toml`` states it; a table given is laid over the file's, a list replaces, None takes out."""
    if not tables:
        return _as_stated(name)
    document = dict(_document(name))
    for key, table in tables.items():
        document[key] = {**document.get(key, {}), **table} if isinstance(table, Mapping) else table
    return _SHOP.validate_python({key: table for key, table in document.items() if table is not None})


@cache
def _as_stated(name: str) -> Shop:
    return _SHOP.validate_python(_document(name))


@cache
def _document(name: str) -> Mapping[str, Any]:
    """Return what a shop.toml says, read once: thousands of tests begin with a shop."""
    return tomllib.loads((ROOT / "content" / name / "shop.toml").read_text(encoding="utf-8"))


def a_parcel(
    place: Place = QOM,
    *classes: str,
    value: int = 2_400_000,
    weight: int = 0,
    lead_days: int = 0,
    floor: int = 1,
    stairs: int = 0,
) -> Parcel:
    """Return goods of these classes on their way to a place."""
    goods = Goods(value=Rials(value), weight=weight, classes=frozenset(classes), lead_days=lead_days)
    return Parcel(goods=goods, place=place, climb=Climb(floor=floor, stairs=stairs))


def a_bill(place: Place = QOM, *classes: str, by_freight: bool = False, payable: int = 2_400_000) -> Bill:
    """Return what the rules of payment know of an order."""
    return Bill(place=place, by_freight=by_freight, payable=Rials(payable), classes=frozenset(classes))


def an_offer(
    sku: str = HONEY,
    *,
    slug: str = "asal-avishan",
    title: str = "عسل آویشن",
    variant: str = "۵۰۰ گرمی",
    category: str = "honey-and-dates",
    product_class: str = "food",
    price: int = 2_400_000,
    stock: int = 12,
    maximum: int = 5,
    weight: int = 620,
    seller: str = "باقیات",
    picture: str = "/images/asal-avishan-480.webp",
) -> Offer:
    """Return a jar of honey at 2,400,000 rials."""
    return Offer(
        sku=Sku(sku),
        slug=slug,
        title=title,
        variant=variant,
        category=category,
        product_class=product_class,
        price=Rials(price),
        stock=stock,
        maximum=maximum,
        weight=weight,
        seller=seller,
        picture=picture,
    )


def a_policy(title: str = "ارسال و تحویل", *, text_hash: str = "d" * 64, **anchors: str) -> Policy:
    """Return a policy page as a release carries it."""
    return Policy(title=title, text_hash=text_hash, anchors=anchors)


def a_release(
    *offers: Offer,
    shop: Shop | None = None,
    commit: str = "c" * 40,
    policies: Mapping[str, Policy] | None = None,
    listing: str = "",
) -> Release:
    """Return a release of these offers, or of honey and saffron."""
    sold = offers or (an_offer(), an_offer(SAFFRON, slug="zaferan-qaen", title="زعفران قائن", price=3_600_000))
    return Release(
        commit=commit,
        shop=shop or a_shop(),
        offers={offer.sku: offer for offer in sold},
        policies=dict(policies or {"delivery": a_policy(), "returns": a_policy("بازگرداندن", text_hash="e" * 64)}),
        listing=listing,
    )


def a_recipient(
    place: Place = QOM,
    *,
    name: str = "زهرا احمدی",
    mobile: str = "09121234567",
    landline: str = "02537000000",
    address: str = "خیابان صفائیه، کوچه‌ی ۱۲",
    plate: str = "۱۲",
    postal_code: str = "3713100001",
    note: str = "",
) -> Recipient:
    """Return a recipient at home in Qom."""
    return Recipient(
        name=name,
        mobile=Mobile(mobile),
        landline=landline,
        place=place,
        address=address,
        plate=plate,
        postal_code=postal_code,
        note=note,
    )


def a_legal_entity(national_id: str = "10380284790") -> LegalEntity:
    """Return an organisation that wants an official invoice."""
    return LegalEntity(name="شرکت نمونه", national_id=national_id, economic_number="4111", registration_number="55")


def an_order_line(sku: str = HONEY, *, price: int = 2_400_000, quantity: int = 1) -> OrderLine:
    """Return one jar of honey as it was sold."""
    return OrderLine(
        sku=Sku(sku),
        slug="asal-avishan",
        title="عسل آویشن",
        variant="۵۰۰ گرمی",
        price=Rials(price),
        quantity=quantity,
        seller="باقیات",
    )


def a_chosen_delivery(
    id_: str = "free-courier",
    *,
    name: str = "پیک رایگان",
    carriage: int = 0,
    collect: bool = False,
    by_freight: bool = False,
    tracking: bool = False,
    by_shop: bool = False,
    insured: bool = False,
    from_seller: bool = False,
    clause: str = "delivery#free-courier",
) -> ChosenDelivery:
    """Return the free courier as it was offered on ``PLACED_AT``."""
    return ChosenDelivery(
        id=id_,
        name=name,
        carriage=Rials(carriage),
        collect=collect,
        by_freight=by_freight,
        earliest=PLACED_AT + timedelta(days=1),
        latest=PLACED_AT + timedelta(days=3),
        tracking=tracking,
        by_shop=by_shop,
        insured=insured,
        from_seller=from_seller,
        clause=Clause(clause),
    )


def freight() -> ChosenDelivery:
    """Return freight, its carriage collected at the door."""
    return a_chosen_delivery(
        "freight", name="باربری", collect=True, by_freight=True, tracking=True, clause="delivery#freight"
    )


def a_draft(
    *,
    code: str = "BQ-1405001",
    member: str = "09121234567",
    email: str = "zahra@example.ir",
    place: Place = QOM,
    lines: tuple[OrderLine, ...] | None = None,
    delivery: ChosenDelivery | None = None,
    invoice: InvoiceChoice | None = None,
    release: str = "a" * 64,
    placed_at: datetime = PLACED_AT,
) -> Order:
    """Return an order to which nothing has happened yet, not even its registration."""
    sold = lines or (an_order_line(),)
    sent = delivery or a_chosen_delivery()
    goods = sum(line.total for line in sold)
    return Order(
        code=OrderCode(code),
        link="l" * 43,
        member=Mobile(member),
        email=email,
        release=ReleaseId(release),
        commit="c" * 40,
        terms=AcceptedTerms(pages={"delivery": "d" * 64, "returns": "e" * 64}, accepted_at=placed_at),
        lines=sold,
        recipient=a_recipient(place, mobile=member),
        invoice=invoice or InvoiceChoice(),
        delivery=sent,
        goods=Rials(goods),
        payable=Rials(goods + sent.carriage),
        placed_at=placed_at,
        finalise_by=placed_at + timedelta(hours=24),
    )


def an_order(
    *,
    code: str = "BQ-1405001",
    member: str = "09121234567",
    email: str = "zahra@example.ir",
    place: Place = QOM,
    lines: tuple[OrderLine, ...] | None = None,
    delivery: ChosenDelivery | None = None,
    invoice: InvoiceChoice | None = None,
    release: str = "a" * 64,
    placed_at: datetime = PLACED_AT,
) -> Order:
    """Return a registered order, unpaid: one jar of honey to Qom by the free courier."""
    draft = a_draft(
        code=code,
        member=member,
        email=email,
        place=place,
        lines=lines,
        delivery=delivery,
        invoice=invoice,
        release=release,
        placed_at=placed_at,
    )
    return happened(draft, "registered", at=placed_at, by="buyer")


def then(order: Order, *events: EventKind) -> Order:
    """Return the order after these events, none of which carries a fact."""
    for n, event in enumerate(events, 1):
        order = happened(order, event, at=order.placed_at + timedelta(minutes=n), by="test")
    return order


def dated(shop: Shop, order: Order, event: EventKind, at: datetime, **facts: str) -> Order:
    """Return the order after this event, which carries the deadlines it starts."""
    deadlines = deadlines_of(shop, happened(order, event, at=at, by="test", facts=facts), at)
    return happened(order, event, at=at, by="test", facts=facts, deadlines=deadlines)


def window_end(order: Order) -> datetime:
    """Return the last moment to make an order definitive, of a shop that sets a window."""
    assert order.finalise_by is not None
    return order.finalise_by


def chosen(order: Order, method: PaymentKind) -> Order:
    """Return the order after its buyer chose how to pay."""
    events: dict[PaymentKind, EventKind] = {
        "gateway": "method_chosen",
        "transfer": "transfer_promised",
        "card_to_card": "transfer_promised",
        "deposit": "transfer_promised",
        "cash_on_delivery": "door_payment_accepted",
    }
    at = order.placed_at + timedelta(minutes=len(order.events))
    return happened(order, events[method], at=at, by="buyer", facts={"method": method})


def paid(order: Order, amount: int | None = None) -> Order:
    """Return the order after the bank confirmed this many rials, or all that is due."""
    facts = {
        "method": "gateway",
        "paid": str(max(0, order.total - order.held) if amount is None else amount),
        "reference": "42",
    }
    at = order.placed_at + timedelta(minutes=len(order.events))
    return happened(order, "paid", at=at, by="bank", facts=facts)
