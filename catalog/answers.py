"""What pages answer at a glance, from the shop's rules: where and when it comes, for how much, and what if it does not fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from catalog.fitting import carriage_by_weight, carriers, claims_for, goes_everywhere, lead_of, lines_beside
from catalog.site import Product
from shop.money import Rials, show_money
from shop.places import ELSEWHERE, Zone
from shop.spans import show_span
from shop.terms import ByFloor, ByWeight, Claim, Delivery, Fixed, Free, Shop
from shop.text import persian_digits
from shop.verdict import Clause

ALL_CITIES = "همه‌ی شهرها"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way of delivery in words: where to, how long, its name, what it costs, and the clause that says so."""

    places: str
    days: str
    name: str
    fee: str
    clause: Clause


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """What a buyer may do with goods that do not fit, in words, and the clause that says so."""

    words: str
    clause: Clause


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Everything of the kind for one product, or for the shop as a whole.

    ``lead_days`` are the working days its seller needs first; the ways count them in.
    """

    lead_days: int = 0
    ways: tuple[Way, ...]
    free_from: Right | None
    rights: tuple[Right, ...]


def answers_for(shop: Shop, product: Product) -> Answers:
    """BAQ-003, BAQ-004, BAK-120, CHI-021, CHI-022, ATR-012, ATR-015, ATR-026: return a product's answers."""
    lead = lead_of(shop, product)
    return Answers(
        lead_days=lead,
        ways=tuple(_way(shop, delivery, lead, product) for delivery in carriers(shop, product)),
        free_from=_free_from(shop),
        rights=_rights(shop, product.product_class),
    )


def answers_of(shop: Shop) -> Answers:
    """Return the answers for the front page: for each place the first way that takes any goods, and every claim."""
    ways: dict[str, Way] = {}
    for delivery in shop.delivery:
        if not delivery.only_classes:
            way = _way(shop, delivery, 0, None)
            ways.setdefault(way.places, way)
    return Answers(ways=tuple(ways.values()), free_from=_free_from(shop), rights=_rights(shop, None))


def show_places(shop: Shop, zones: Sequence[Zone]) -> str:
    """Return the cities of some zones: «قم و پردیسان», «شهرهای دیگر», or «همه‌ی شهرها» where none or all are named."""
    if goes_everywhere(shop, zones):
        return ALL_CITIES
    named = [" و ".join(place.city for place in shop.zones[zone]) for zone in zones if zone in shop.zones]
    return "، ".join([*named, *(["شهرهای دیگر"] if ELSEWHERE in zones else [])])


def show_days(days: tuple[int, int]) -> str:
    """Return a span of working days: «۱ تا ۲ روز کاری»."""
    least, most = days
    return f"{persian_digits(least if least == most else f'{least} تا {most}')} روز کاری"


def _way(shop: Shop, delivery: Delivery, lead: int, product: Product | None) -> Way:
    least, most = delivery.working_days
    fee = _fee(shop, delivery, product)
    return Way(
        places=show_places(shop, delivery.zones),
        days=show_days((least + lead, most + lead)),
        name=delivery.name,
        fee="" if fee in delivery.name else fee,
        clause=delivery.clause,
    )


def _fee(shop: Shop, delivery: Delivery, product: Product | None) -> str:
    """Return what the carriage costs; charges beside it are counted in where it has a price of its own."""
    fee, beside = delivery.fee, lines_beside(shop, delivery, product.product_class if product else None)
    more = Rials(sum(line.amount for line in beside))
    names = " و ".join(line.name for line in beside)
    counted = f" با {names}" if beside else ""
    if isinstance(fee, Fixed):
        return f"{_money(shop, Rials(fee.amount + more))}{counted}"
    if isinstance(fee, ByWeight):
        return f"از {_money(shop, Rials(min(_by_weight(shop, delivery, fee, product)) + more))}{counted}"
    if isinstance(fee, ByFloor):
        return f"از {_money(shop, Rials(min(fee.amounts) + more))}{counted}، بسته به طبقه"
    told = "رایگان" if isinstance(fee, Free) else "کرایه هنگام تحویل"
    return f"{told} و {_money(shop, more)} {names}" if beside else told


def _by_weight(shop: Shop, delivery: Delivery, fee: ByWeight, product: Product | None) -> list[Rials]:
    if product is None:
        return [row.amount for row in fee.rows]
    return carriage_by_weight(shop, delivery, fee, product)


def _money(shop: Shop, amount: Rials) -> str:
    return show_money(amount, shop.price_unit)


def _free_from(shop: Shop) -> Right | None:
    """ATR-026: from which value of the goods carriage is free."""
    terms = shop.free_shipping
    if terms is None:
        return None
    return Right(words=f"از {_money(shop, terms.minimum)} خرید به بالا، ارسال رایگان", clause=terms.clause)


def _rights(shop: Shop, product_class: str | None) -> tuple[Right, ...]:
    """Return the claims that fit a class of goods (None: any), or what holds where none does."""
    fitting = claims_for(shop, product_class)
    if fitting:
        return tuple(Right(words=_claim(claim), clause=claim.clause) for claim in fitting)
    if shop.claim:
        return (Right(words="این رده از کالا بازگرداندن ندارد", clause=shop.refund.clause),)
    within = show_span(shop.refund.within)
    return (Right(words=f"پول سفارش لغوشده تا {within} برمی‌گردد", clause=shop.refund.clause),)


def _claim(claim: Claim) -> str:
    return f"{claim.name}: تا {show_span(claim.within)}" if claim.within else claim.name
