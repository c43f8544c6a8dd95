"""The life of an order as this shop runs it: its code, its steps, its windows, who may end it and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, StringConstraints

from shop.spans import Within
from shop.term_types import Amount, ClauseName, Flag, Positive

Step = Literal["confirmed", "prepared"]


def _once(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Check that no step comes twice: an order would go round in a circle."""
    if len(set(steps)) < len(steps):
        raise ValueError("cyclic_steps")
    return steps


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A right or duty that has no figure: it is in force where ``shop.toml`` has it, and this clause states it."""

    clause: ClauseName


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderTerms:
    """How an order is named, and what staff do with it in turn before it leaves."""

    code_prefix: Annotated[str, StringConstraints(pattern=r"^[A-Z]{0,4}$")]
    steps: Annotated[tuple[Step, ...], AfterValidator(_once)]
    clause: ClauseName


@dataclass(frozen=True, slots=True, kw_only=True)
class FinaliseTerms:
    """How long a buyer has to make a registered order definitive."""

    within: Within
    clause: ClauseName


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelTerms:
    """Up to which state a buyer cancels without asking; whether staff may agree to it after dispatch."""

    own_until: Literal["never", "registered", "awaiting_transfer", "queued", "confirmed", "preparing"]
    after_dispatch: Flag = False
    clause: ClauseName


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorCancelTerms:
    """For how long after registration the shop may cancel an order that is paid at the door."""

    within: Within
    clause: ClauseName


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceTerms:
    """What follows when nobody takes the parcel.

    ``attempts`` deliveries are tried, then it waits ``hold_days`` calendar days at the depot and comes back; sending it
    again costs ``resend_fee``. Where the shop calls instead, the buyer answers within ``answer_within``.
    """

    attempts: Positive | None = None
    hold_days: Positive | None = None
    resend_fee: Amount | None = None
    answer_within: Within | None = None
    clause: ClauseName
