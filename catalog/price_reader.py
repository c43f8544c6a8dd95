"""Reading the prices a product once had: every ``Was`` line is the day on which a price ended, and that price."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from catalog.keys import Fields
from catalog.likely import likely_day
from catalog.problems import Code, Problems, nearest
from catalog.sheets import House
from catalog.shelf_offer import PricePoint, ShelfOffer
from catalog.source import Field
from catalog.values import IN_WAS, read_day, read_rials
from shop.calendar import show_date
from shop.money import Rials

_FORM = "تاریخ | قیمت"
_FORM_OF_VARIANT = "تاریخ | قیمت | SKU"


@dataclass(frozen=True, slots=True)
class _Past:
    """One ``Was`` line as typed: the day a price ended, that price in rials, and of which SKU, if it says so."""

    field: Field
    until: date
    price: Rials
    sku: str


def read_prices(
    fields: Fields, offers: tuple[ShelfOffer, ...] | None, since: date | None, house: House
) -> tuple[ShelfOffer, ...] | None:
    """BAK-134: return the offers with all prices they had since the product came, or nothing where something was noted.

    A line names its SKU where the product has variants. Days lie after the product's ``Date``, in order, not after today.
    """
    has_variants = bool(fields.every("Variant"))
    typed = [_read(field, house, fields.problems, with_sku=has_variants) for field in fields.every("Was")]
    past = [one for one in typed if one]
    if offers is None or since is None:
        return None
    ordered = [_in_order(_of(offer, past, has_variants), since, fields.problems) for offer in offers]
    known = not has_variants or _all_known(past, offers, fields.problems)
    if len(past) < len(typed) or not known or not all(ordered):
        return None
    return tuple(_with_prices(offer, _of(offer, past, has_variants), since) for offer in offers)


def _of(offer: ShelfOffer, past: Sequence[_Past], has_variants: bool) -> list[_Past]:
    return [one for one in past if not has_variants or one.sku == offer.sku]


def _read(field: Field, house: House, problems: Problems, *, with_sku: bool) -> _Past | None:
    parts = [part.strip() for part in field.value.split("|")]
    form = _FORM_OF_VARIANT if with_sku else _FORM
    if len(parts) != form.count("|") + 1 or not all(parts):
        problems.add(Code.BAD_WAS, field.spot, value=field.value, example=form)
        return None
    if likely_day(parts[1]) and not likely_day(parts[0]):  # each stands where the other belongs
        problems.add(Code.BAD_WAS, field.spot, value=field.value, example=form)
        return None
    until = read_day(Field(f"{IN_WAS}Date", parts[0], field.spot), problems)
    price = read_rials(Field(f"{IN_WAS}Price", parts[1], field.spot), house.unit, problems)
    if until and until > house.today:
        problems.add(Code.WAS_IN_FUTURE, field.spot, value=parts[0])
        return None
    return _Past(field, until, price, parts[-1]) if until and price else None


def _in_order(past: Sequence[_Past], since: date, problems: Problems) -> bool:
    """Note every price that ended no later than the one before it, or than the day the product came."""
    days = [since, *(one.until for one in past)]
    late = [(one, before) for one, before in zip(past, days, strict=False) if one.until <= before]
    for one, before in late:
        value = one.field.value.partition("|")[0].strip()
        problems.add(Code.WAS_OUT_OF_ORDER, one.field.spot, value=value, first=show_date(before))
    return not late


def _all_known(past: Sequence[_Past], offers: Sequence[ShelfOffer], problems: Problems) -> bool:
    skus = [str(offer.sku) for offer in offers]
    strange = [one for one in past if one.sku not in skus]
    for one in strange:
        meant = nearest(one.sku, skus)
        problems.add(Code.WAS_UNKNOWN_SKU, one.field.spot, value=one.sku, meant=meant, known="، ".join(skus))
    return not strange


def _with_prices(offer: ShelfOffer, past: Sequence[_Past], since: date) -> ShelfOffer:
    """A price held from the day the one before it ended, the first from the day the product came."""
    days = [since, *(one.until for one in past)]
    prices = [*(one.price for one in past), offer.price]
    return replace(offer, prices=tuple(PricePoint(day, price) for day, price in zip(days, prices, strict=True)))
