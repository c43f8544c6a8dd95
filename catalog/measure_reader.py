"""Reading how much of a thing one piece holds, so that pages can say what a kilogram, a litre or a metre of it costs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from catalog.keys import Fields
from catalog.problems import Code, Problems, nearest
from catalog.shelf_offer import ContentUnit, NetContent, ShelfOffer
from catalog.source import Field
from shop.text import ascii_digits, normalise, search_form

_UNITS: Mapping[str, tuple[ContentUnit, int]] = {
    "گرم": ("gram", 1),
    "کیلوگرم": ("gram", 1000),
    "کیلو": ("gram", 1000),
    "میلی‌لیتر": ("millilitre", 1),
    "سی‌سی": ("millilitre", 1),
    "لیتر": ("millilitre", 1000),
    "متر": ("metre", 1),
    "عدد": ("piece", 1),
    "برگ": ("sheet", 1),
}
_BY_FORM = {search_form(name): unit for name, unit in _UNITS.items()}
_TYPED = re.compile(r"(?P<number>[0-9]{1,7}(?:[./٫][0-9]{1,3})?)\s*(?P<unit>\D+)")


def read_measures(fields: Fields, offers: tuple[ShelfOffer, ...] | None) -> tuple[ShelfOffer, ...] | None:
    """Return the offers with what each holds, or nothing where something was noted.

    A line names its SKU where the product has variants. What one holds weighs no more than it does with its packing.
    """
    lines = fields.every("Measure")
    with_sku = bool(fields.every("Variant"))
    found: dict[str, tuple[Field, NetContent]] = {}
    sound = True
    for field in lines:
        sound = _take(field, found, fields.problems, with_sku=with_sku) and sound
    if offers is None:
        return None
    by_sku = {str(offer.sku) if with_sku else "": offer for offer in offers}
    for sku, (field, holds) in found.items():
        sound = _fits(field, sku, holds, by_sku, fields.problems) and sound
    if not sound:
        return None
    held = {sku: holds for sku, (_, holds) in found.items()}
    return tuple(replace(offer, holds=held.get(str(offer.sku) if with_sku else "")) for offer in offers)


def _take(field: Field, found: dict[str, tuple[Field, NetContent]], problems: Problems, *, with_sku: bool) -> bool:
    typed, mark, sku = (part.strip() for part in field.value.partition("|"))
    holds = _read(typed)
    sku = ascii_digits(sku)
    if holds is None or bool(mark) is not with_sku or bool(sku) is not with_sku:
        problems.add(
            Code.BAD_MEASURE, field.spot, value=field.value, example="500 گرم | SKU" if with_sku else "500 گرم"
        )
        return False
    if sku in found:
        problems.add(Code.REPEATED_KEY, field.spot, key="Measure", first=str(found[sku][0].spot.line))
        return False
    found[sku] = field, holds
    return True


def _read(typed: str) -> NetContent | None:
    match = _TYPED.fullmatch(ascii_digits(normalise(typed)))
    unit = _BY_FORM.get(search_form(match["unit"]).replace(" ", "")) if match else None
    if match is None or unit is None:
        return None
    amount = Decimal(re.sub("[/٫]", ".", match["number"])) * unit[1]
    return NetContent(amount=amount, unit=unit[0]) if amount else None


def _fits(field: Field, sku: str, holds: NetContent, offers: Mapping[str, ShelfOffer], problems: Problems) -> bool:
    offer = offers.get(sku)
    if offer is None:
        meant = nearest(sku, offers)
        problems.add(Code.WAS_UNKNOWN_SKU, field.spot, value=sku, meant=meant, known="، ".join(offers))
        return False
    if holds.unit == "gram" and holds.amount > offer.weight:
        typed = field.value.partition("|")[0].strip()
        problems.add(Code.MEASURE_OVER_WEIGHT, field.spot, value=typed, known=str(offer.weight))
        return False
    return True
