"""Reading what can be bought of a product: one offer of its own, or one for each ``Variant`` line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from catalog.keys import Fields
from catalog.problems import Code, Problems
from catalog.sheets import Claims
from catalog.shelf_offer import ShelfOffer
from catalog.source import Field
from catalog.values import IN_VARIANT, read_count, read_positive, read_rials, read_sku
from shop.money import Unit
from shop.release import Sku
from shop.text import ascii_digits, normalise, search_form

OWN = ("Sku", "Price", "Stock", "Weight")
_PARTS = 5


@dataclass(frozen=True, slots=True)
class _Typed:
    """One offer as typed; nothing where a key is missing."""

    label: str
    sku: Field | None
    price: Field | None
    stock: Field | None
    weight: Field | None


def read_offers(fields: Fields, unit: Unit, claims: Claims) -> tuple[ShelfOffer, ...] | None:
    """Return a product's offers in the editor's order, or nothing where something was noted."""
    variants = fields.every("Variant")
    if not variants:
        offer = _offer(_own(fields), unit, claims, fields.problems)
        return (offer,) if offer else None
    for field in (fields.optional(key) for key in OWN):
        if field:
            fields.problems.add(Code.VARIANT_BESIDE_OWN, field.spot, key=field.key)
    offers = [_variant(field, unit, claims, fields.problems) for field in variants]
    _note_same_labels(variants, fields.problems)
    read = tuple(offer for offer in offers if offer)
    return read if len(read) == len(offers) else None


def _note_same_labels(variants: Sequence[Field], problems: Problems) -> None:
    """Note each variant that no buyer could tell from another."""
    first: dict[str, int] = {}
    for field in variants:
        label = search_form(field.value.split("|")[1]) if "|" in field.value else ""
        if label and first.setdefault(label, field.spot.line) != field.spot.line:
            typed = field.value.split("|")[1].strip()
            problems.add(Code.SAME_LABEL, field.spot, value=typed, first=str(first[label]))


def claim_skus(fields: Fields, claims: Claims) -> None:
    """Claim the SKUs of a product whose offers are not read."""
    variants = [Field("Sku", field.value.partition("|")[0].strip(), field.spot) for field in fields.every("Variant")]
    for field in (*fields.every("Sku"), *variants):
        if field.value:
            claims.claim("sku", field, ascii_digits(field.value), Code.DUPLICATE_SKU)


def _own(fields: Fields) -> _Typed:
    return _Typed(
        label="",
        sku=fields.required("Sku"),
        price=fields.required("Price", Code.MISSING_PRICE),
        stock=fields.required("Stock"),
        weight=fields.required("Weight"),
    )


def _variant(field: Field, unit: Unit, claims: Claims, problems: Problems) -> ShelfOffer | None:
    parts = [part.strip() for part in field.value.split("|")]
    if len(parts) != _PARTS or not all(parts):
        problems.add(Code.BAD_VARIANT, field.spot, value=field.value)
        return None
    sku, label, price, stock, weight = parts
    typed = _Typed(
        label=normalise(label),
        sku=Field(f"{IN_VARIANT}Sku", sku, field.spot),
        price=Field(f"{IN_VARIANT}Price", price, field.spot),
        stock=Field(f"{IN_VARIANT}Stock", stock, field.spot),
        weight=Field(f"{IN_VARIANT}Weight", weight, field.spot),
    )
    return _offer(typed, unit, claims, problems)


def _offer(typed: _Typed, unit: Unit, claims: Claims, problems: Problems) -> ShelfOffer | None:
    sku = read_sku(typed.sku, problems) if typed.sku else None
    if typed.sku and sku:
        claims.claim("sku", typed.sku, sku, Code.DUPLICATE_SKU)
    price = read_rials(typed.price, unit, problems) if typed.price else None
    stock = read_count(typed.stock, problems) if typed.stock else None
    weight = read_positive(typed.weight, problems) if typed.weight else None
    if sku is None or price is None or stock is None or weight is None:
        return None
    return ShelfOffer(sku=Sku(sku), label=typed.label, price=price, stock=stock, weight=weight)
