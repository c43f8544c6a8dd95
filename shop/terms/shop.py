"""Everything a shop states about itself, as one value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints

from shop.money import Unit
from shop.places import Zone
from shop.term_types import Digits, Named, Text, Town, WebAddress
from shop.terms.delivery import Charge, Delivery, FreeShipping
from shop.terms.feeds import FeedTerms
from shop.terms.goods import CartTerms, PriceTerms, ProductClass, QuantityTerms, SellerTerms, StockTerms, VoidTerms
from shop.terms.order import AbsenceTerms, CancelTerms, DoorCancelTerms, FinaliseTerms, OrderTerms, Stated
from shop.terms.payment import Payment, ReportTerms, StatementTerms, in_order
from shop.terms.recipient import AddressTerms, FormTerms, IdentityTerms, InvoiceTerms
from shop.terms.refund import Claim, HarmTerms, RefundTerms
from shop.terms.who import Accounts, Contact, Look, Seal
from shop.week import Holidays, Week, apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A contradiction the owner knows of, with the reading taken; ``findings`` names what the rule check reports of it."""

    tension: Annotated[str, StringConstraints(pattern=r"^T-[A-Z]+-[0-9]{2}$")] | None = None
    findings: tuple[Text, ...] = ()
    about: Text
    taken: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """Everything a shop states about itself, read from ``shop.toml`` and carried whole in every release.

    A part that may be None is a right, duty or window that this shop does not have.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid", serialize_by_alias=True)

    id: Named
    name: Text
    tagline: Text
    description: Text
    price_unit: Unit
    site_url: WebAddress
    checkout_url: WebAddress
    look: Look
    contact: Contact
    accounts: Accounts = Accounts()
    enamad_proof: Digits | None = None
    seal: Seal | None = None
    feeds: FeedTerms = FeedTerms()
    classes: Annotated[tuple[ProductClass, ...], Field(alias="class", min_length=1)]
    week: Week
    holidays: Annotated[Holidays, AfterValidator(apart)] = Holidays()
    acceptance: Stated
    quantity: QuantityTerms
    order: OrderTerms
    finalise: FinaliseTerms | None = None
    price: PriceTerms
    void: VoidTerms | None = None
    market: Stated | None = None
    stop: Stated | None = None
    force_majeure: Stated | None = None
    stock: StockTerms
    sellers: SellerTerms | None = None
    cancel: CancelTerms
    door_cancel: DoorCancelTerms | None = None
    door_unpaid: Stated | None = None
    late: Stated | None = None
    receipt: Stated | None = None
    absence: AbsenceTerms | None = None
    refund: RefundTerms
    harm: HarmTerms | None = None
    cart: CartTerms
    form: FormTerms
    address: AddressTerms | None = None
    invoice: InvoiceTerms
    identity: IdentityTerms
    insurance: Stated | None = None
    check: Stated | None = None
    report: ReportTerms | None = None
    statement: tuple[StatementTerms, ...] = ()
    zones: dict[Zone, tuple[Town, ...]] = Field(default_factory=dict)
    free_shipping: FreeShipping | None = None
    delivery: Annotated[tuple[Delivery, ...], Field(min_length=1)]
    charge: tuple[Charge, ...] = ()
    payment: Annotated[tuple[Annotated[Payment, AfterValidator(in_order)], ...], Field(min_length=1)]
    claim: tuple[Claim, ...] = ()
    reading: tuple[Reading, ...] = ()

    def class_named(self, name: str) -> ProductClass | None:
        """Return the class of goods of that id, None if there is none."""
        return next((one for one in self.classes if one.id == name), None)
