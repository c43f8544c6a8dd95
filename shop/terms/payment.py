"""How orders are paid, and what a buyer reports of a transfer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from shop.money import Unit
from shop.places import Zone
from shop.term_types import Amount, ClauseName, Flag, Named, Text

PaymentKind = Literal["gateway", "transfer", "card_to_card", "deposit", "cash_on_delivery"]
GatewayName = Literal["zarinpal", "zibal", "sep"]
TransferKind = Literal["transfer", "card_to_card", "deposit"]
ReportField = Literal["reference", "reference_or_card", "holder", "paid_at"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """One way of paying: in which zones (none named: all), for what amounts (rials, both ends allowed) and goods.

    ``fallback`` names the gateways that are tried, in order, when ``provider`` takes no payment.
    ``working_days_only``: staff confirm such a payment on working days only.
    """

    kind: PaymentKind
    name: Text
    note: str = ""
    provider: GatewayName | None = None
    fallback: tuple[GatewayName, ...] = ()
    recommended: Flag = False
    zones: tuple[Zone, ...] = ()
    for_freight: Flag = True
    minimum: Amount | None = None
    maximum: Amount | None = None
    except_classes: tuple[Named, ...] = ()
    working_days_only: Flag = False
    clause: ClauseName
    freight_clause: ClauseName | None = None


def in_order(payment: Payment) -> Payment:
    """Check that the largest amount is not below the smallest."""
    if payment.minimum is not None and payment.maximum is not None and payment.maximum < payment.minimum:
        raise ValueError("maximum_below_minimum")
    return payment


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTerms:
    """What a buyer tells of a transfer besides its amount."""

    fields: tuple[ReportField, ...] = ("reference",)
    clause: ClauseName


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementTerms:
    """An account whose statement is imported as CSV: which transfers come to it, and the headings of its columns.

    ``unit`` is that of its amounts. Where ``deposit`` and ``withdrawal`` name one column, its sign tells them apart.
    ``settles``: a line that matches a buyer's report confirms it; else staff do.
    """

    id: Named
    name: Text
    payments: Annotated[tuple[TransferKind, ...], Field(min_length=1)]
    unit: Unit
    date: Text
    time: str = ""
    deposit: Text
    withdrawal: str = ""
    reference: Text
    about: str = ""
    balance: str = ""
    settles: Flag = False
