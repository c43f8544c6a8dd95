"""A shop's own terms, as ``shop.toml`` states them: who it is, where it sends, how it is paid, what it limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints

from shop.money import Unit
from shop.places import Zone
from shop.term_types import Amount, ClauseName, Colour, DaySpan, Named, Positive, Text, Town
from shop.week import Holidays, Week, apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What makes this shop look like itself: brand and paper colours, corner radius in px, the home page's picture."""

    brand: Colour
    paper: Colour
    corner_px: Annotated[int, Field(ge=0, le=32)]
    hero: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How buyers reach the shop. ``sms_sender`` only sends."""

    email: Text
    mobile: Text
    landline: Text
    address: Text
    sms_sender: Text
    sales_officer: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounts:
    """Where transfers go; a method whose number is missing is not offered."""

    bank: str = ""
    holder: str = ""
    number: str = ""
    sheba: str = ""
    card: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """The electronic trust seal, shown only with its issuer's real id and code."""

    enamad_id: Text
    enamad_code: Text
    stars: Annotated[int, Field(ge=1, le=5)]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityTerms:
    """The largest number of one item that is still consumer use, unless the item states its own."""

    maximum: Positive
    clause: ClauseName


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderTerms:
    """How an order is named, and how many clock hours a buyer has to finalise it."""

    code_prefix: Annotated[str, StringConstraints(pattern=r"^[A-Z]{0,4}$")]
    finalise_hours: Positive
    clause: ClauseName


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundTerms:
    """How many working hours the shop takes to pay money back."""

    working_hours: Positive
    clause: ClauseName


@dataclass(frozen=True, slots=True, kw_only=True)
class CartTerms:
    """After how many days an untouched cart is dropped."""

    keep_days: Positive


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressTerms:
    """Kinds of place the shop does not deliver to."""

    refused_kinds: tuple[Text, ...]
    clause: ClauseName


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityTerms:
    """Where an identity card is asked for at hand-over even when nothing was prepaid."""

    zones: tuple[Zone, ...]
    clause: ClauseName


@dataclass(frozen=True, slots=True, kw_only=True)
class Free:
    """Carriage costs the buyer nothing."""

    kind: Literal["free"] = "free"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """Carriage costs the same for every order, paid with it."""

    kind: Literal["fixed"] = "fixed"
    amount: Amount


@dataclass(frozen=True, slots=True, kw_only=True)
class Collect:
    """Carriage is paid to the carrier at the door (freight collect)."""

    kind: Literal["collect"] = "collect"


Fee = Annotated[Free | Fixed | Collect, Field(discriminator="kind")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One way of sending an order: where, for how much, in how many working days, by which clause."""

    id: Named
    name: Text
    note: str = ""
    zones: tuple[Zone, ...]
    fee: Fee
    by_freight: bool = False
    working_days: DaySpan
    clause: ClauseName


PaymentKind = Literal["gateway", "transfer", "card_to_card", "cash_on_delivery"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """One way of paying: in which zones (none named: all), not for freight perhaps, by which clause."""

    kind: PaymentKind
    name: Text
    note: str = ""
    provider: Literal["zarinpal"] | None = None
    recommended: bool = False
    zones: tuple[Zone, ...] = ()
    for_freight: bool = True
    clause: ClauseName
    freight_clause: ClauseName | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """Everything a shop states about itself, read from ``shop.toml`` and carried whole in every release."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid", serialize_by_alias=True)

    id: Named
    name: Text
    tagline: Text
    description: Text
    price_unit: Unit
    site_url: Text
    checkout_url: Text
    classes: tuple[Named, ...]
    look: Look
    contact: Contact
    accounts: Accounts = Accounts()
    seal: Seal | None = None
    week: Week
    holidays: Annotated[Holidays, AfterValidator(apart)] = Holidays()
    quantity: QuantityTerms
    order: OrderTerms
    refund: RefundTerms
    cart: CartTerms
    address: AddressTerms
    identity: IdentityTerms
    zones: dict[Zone, tuple[Town, ...]]
    delivery: tuple[Delivery, ...]
    payment: tuple[Payment, ...]
