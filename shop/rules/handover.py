"""What must be true before an order leaves the shop, and before it counts as delivered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from shop.money import Rials
from shop.order import Order
from shop.order_lines import lines_now
from shop.rules.difference import is_paid_at_the_door
from shop.rules.identity import documents_asked, identity_asked
from shop.rules.waiting import is_waiting, open_request
from shop.terms import Shop
from shop.verdict import Allowed, Reason, Verdict, refused

Taker = Literal["recipient", "buyer", "other"]


@dataclass(frozen=True, slots=True)
class NotSettled(Reason):
    """So many rials are still due."""

    code: ClassVar[str] = "not_settled"
    due: Rials


@dataclass(frozen=True, slots=True)
class IdentityNotChecked(Reason):
    """The recipient's identity card was not looked at."""

    code: ClassVar[str] = "identity_not_checked"


@dataclass(frozen=True, slots=True)
class NotTheRecipient(Reason):
    """Somebody else than the buyer or the named recipient would take it."""

    code: ClassVar[str] = "not_the_recipient"


@dataclass(frozen=True, slots=True)
class DocumentsMissing(Reason):
    """The data were not matched with the documents, or no photo of them is on file."""

    code: ClassVar[str] = "documents_missing"


@dataclass(frozen=True, slots=True)
class NotInsured(Reason):
    """Such goods leave only with a carriage insurance, and its number is missing."""

    code: ClassVar[str] = "not_insured"


@dataclass(frozen=True, slots=True)
class NotLookedOver(Reason):
    """The goods were not checked before sending."""

    code: ClassVar[str] = "not_looked_over"


@dataclass(frozen=True, slots=True)
class WaitsForAnswer(Reason):
    """The buyer has not answered yet: to a question about the order, or to an offer of another product."""

    code: ClassVar[str] = "waits_for_answer"


@dataclass(frozen=True, slots=True)
class CancelUndecided(Reason):
    """The buyer asked to cancel, and staff have neither cancelled nor refused it."""

    code: ClassVar[str] = "cancel_undecided"


@dataclass(frozen=True, slots=True)
class WayNotSet(Reason):
    """The shop has still to choose how it is sent."""

    code: ClassVar[str] = "way_not_set"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """What staff state when an order leaves."""

    insurance: str = ""
    looked_over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Handing:
    """What staff state when an order was handed over. ``photo`` names the photo of the documents in the shop's file."""

    identity_checked: bool = False
    taker: Taker = "recipient"
    documents_matched: bool = False
    photo: str = ""


def may_dispatch(shop: Shop, order: Order, leaving: Leaving) -> Verdict:
    """BAQ-019, BAK-055, PAY-024, CHI-026, ATR-053: only a settled, checked, insured order leaves; at the door one pays later."""
    if order.due and not is_paid_at_the_door(shop, order):
        return refused(NotSettled(order.due))
    if (unanswered := _unanswered(order)) is not None:
        return refused(unanswered)
    if order.delivery.by_shop and order.last("method_set") is None:
        return refused(WayNotSet(), order.delivery.clause)
    if is_insured(shop, order) and not leaving.insurance:
        return refused(NotInsured(), shop.insurance.clause if shop.insurance else None)
    if shop.check and not leaving.looked_over:
        return refused(NotLookedOver(), shop.check.clause)
    return Allowed()


def _unanswered(order: Order) -> Reason | None:
    """BAQ-031, BAQ-079, ATR-005: return what the buyer, or staff to the buyer, must answer before goods leave."""
    if is_waiting(order):
        return WaitsForAnswer()
    return CancelUndecided() if open_request(order) is not None else None


def is_insured(shop: Shop, order: Order) -> bool:
    """CHI-026: does this order leave only with a carriage insurance, as ordered or for what replaced a line of it?"""
    classes = [shop.class_named(line.product_class) for line in lines_now(order)]
    return order.delivery.insured or any(one is not None and one.insured for one in classes)


def may_close(shop: Shop, order: Order, handing: Handing) -> Verdict:
    """BAQ-016..018, BAK-048, PAY-037, CHI-007, CHI-008: delivered when nothing is due and whoever took it was the right one."""
    if order.due:
        return refused(NotSettled(order.due))
    if identity_asked(shop, order.recipient.place, order.payment):
        if shop.identity.only_named and handing.taker == "other":
            return refused(NotTheRecipient(), shop.identity.clause)
        if not handing.identity_checked:
            return refused(IdentityNotChecked(), shop.identity.clause)
    documents = shop.identity.documents
    if documents and documents_asked(shop, order.total) and not (handing.documents_matched and handing.photo):
        return refused(DocumentsMissing(), documents.clause)
    return Allowed()
