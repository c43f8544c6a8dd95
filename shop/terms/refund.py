"""Money back and complaints: deadlines, where the money goes, what is deducted, until when a claim is heard."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from shop.spans import Within
from shop.term_types import Amount, ClauseName, Flag, Named, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Deduction:
    """A fee kept back when the buyer gives up an order: a share of what was paid, or a fixed amount in rials."""

    name: Text
    percent: Annotated[Decimal, Field(gt=0, lt=100)] | None = None
    amount: Amount | None = None


def one_figure(deduction: Deduction) -> Deduction:
    """Check that a deduction states a share or an amount, not both."""
    if (deduction.percent is None) == (deduction.amount is None):
        raise ValueError("percent_or_amount")
    return deduction


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundTerms:
    """By when the shop returns money, to which account, and less which fees.

    ``carriage_out`` and ``carriage_back`` are the names under which carriage that the shop had to pay is kept of the
    money of a buyer who gave the order up: what a collect parcel cost on its way, and what its way back cost.
    """

    within: Within
    destination: Literal["declared_account", "paying_account", "card"]
    carriage_out: Text | None = None
    carriage_back: Text | None = None
    deduction: tuple[Annotated[Deduction, AfterValidator(one_figure)], ...] = ()
    clause: ClauseName


Confirmer = Literal["haulier", "officer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HarmTerms:
    """Harm on the way of a freight parcel is made good by the shop only when all of these have confirmed it."""

    confirmed_by: Annotated[tuple[Confirmer, ...], Field(min_length=1)]
    clause: ClauseName


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One complaint a buyer may make after hand-over: of which goods (none named: all), and until when (None: for ever).

    ``whole``: exactly what was received is returned on it, less no fee.
    """

    id: Named
    name: Text
    after: Literal["delivered", "refused_at_door"] = "delivered"
    within: Within | None = None
    only_classes: tuple[Named, ...] = ()
    whole: Flag = False
    clause: ClauseName
