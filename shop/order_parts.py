"""What an order is frozen of: lines, recipient, invoice choice, delivery, accepted terms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NewType

from shop.money import Rials
from shop.places import Place
from shop.release import Sku
from shop.verdict import Clause

Mobile = NewType("Mobile", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLine:
    """One SKU as it was sold: its words, its price in rials, how many, its class, and who answers for it.

    ``bulk`` marks a quantity above consumer use, which staff had granted.
    """

    sku: Sku
    slug: str
    title: str
    variant: str
    price: Rials
    quantity: int
    seller: str
    product_class: str = ""
    bulk: bool = False

    @property
    def total(self) -> Rials:
        """Price times quantity, in rials."""
        return Rials(self.price * self.quantity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Who takes the parcel, and where. Phones are 11 digits from 0, postal and national code 10 digits."""

    name: str
    mobile: Mobile
    landline: str
    place: Place
    address: str
    plate: str
    postal_code: str
    note: str = ""
    national_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalEntity:
    """The organisation an official invoice is made out to."""

    name: str
    national_id: str
    economic_number: str
    registration_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceChoice:
    """Whose name the invoice bears (None: the buyer's own) and whether it travels in the parcel."""

    legal: LegalEntity | None = None
    in_parcel: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Climb:
    """How high heavy goods are carried: the floor the buyer names, and the steps up to the home."""

    floor: int = 1
    stairs: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeLine:
    """A cost beside the carriage, by its name, in rials."""

    name: str
    amount: Rials


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenDelivery:
    """The delivery as it was offered: carriage in rials paid with the order, or collected at the door.

    ``by_shop``: carriage is free and the shop chooses the way. ``climb`` stands where goods are carried into the home.
    ``insured``: it leaves the shop only with a carriage insurance. A delay may keep it from arriving before
    ``not_before``; its days are not ``certain`` where they count on an estimated holiday. ``working_days`` and
    ``lead_days`` are what its span was promised from.
    """

    id: str
    name: str
    carriage: Rials
    collect: bool
    by_freight: bool
    earliest: datetime
    latest: datetime
    clause: Clause
    tracking: bool = True
    by_shop: bool = False
    climb: Climb | None = None
    charges: tuple[ChargeLine, ...] = ()
    insured: bool = False
    from_seller: bool = False
    not_before: date | None = None
    certain: bool = True
    working_days: tuple[int, int] | None = None
    lead_days: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedTerms:
    """The terms the buyer accepted by finishing: the hash of each policy page, and when (UTC)."""

    pages: dict[str, str]
    accepted_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """Says that the buyer was taken out of an order: when (UTC), by whom, and the chain's last hash before.

    That hash still binds what was taken out: whoever holds a copy of it can prove that it was this order's. It tells
    nothing to others, because the order's secret link went into it.
    """

    at: datetime
    by: str
    chain_before: str
