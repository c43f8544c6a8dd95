"""A day's sheet, till by till: the bank says X, we say Y, and what differs. What is not known is never shown as zero."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from shop.ledger_check import Mismatch
from shop.money import Rials
from shop.settlement.movement import Difference, Movement, Paired, came, only_bank, only_ours, pair, went
from shop.settlement.owing import OwedPayment
from shop.settlement.totals import Totals
from shop.tills import Till

Known = Literal["told", "partly", "untold", "recorded"]
"""What is known of a till from its bank: the day whole, perhaps not all of it, nothing; or nobody but staff tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TillSheet:
    """One till's day in rials. ``bank_in`` and ``bank_out`` are None where the bank has not told.

    ``on_other_days`` is what one side has on this day and the other on another, ``untold`` what went out and this bank
    does not tell of. ``aside_in`` and ``aside_out`` are what its statement has besides, which is no order's.
    """

    till: Till
    known: Known
    ours_in: Rials
    ours_out: Rials
    bank_in: Rials | None = None
    bank_out: Rials | None = None
    aside_in: Rials = Rials(0)
    aside_out: Rials = Rials(0)
    on_other_days: tuple[Difference, ...] = ()
    untold: tuple[Movement, ...] = ()
    differences: tuple[Difference, ...] = ()

    @property
    def difference(self) -> Rials | None:
        """How much more the bank says than our books explain, in rials; None where it has not told."""
        return None if self.bank_in is None else Rials(sum(one.amount for one in self.differences))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A day in Tehran: its tills, what it comes to, what came and is owed back, and where the books are not the chains'."""

    day: date
    tills: tuple[TillSheet, ...]
    totals: Totals
    owed: tuple[OwedPayment, ...]
    mismatches: tuple[Mismatch, ...]

    @property
    def differs(self) -> bool:
        """Whether anything is not as it should be."""
        return bool(self.mismatches) or any(one.differences for one in self.tills)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """What both sides tell of a till's day, and what each tells on other days of the movements that lack their other."""

    ours: Sequence[Movement]
    bank: Sequence[Movement]
    ours_elsewhere: Sequence[Movement] = ()
    bank_elsewhere: Sequence[Movement] = ()


def recorded(till: Till, ours: Sequence[Movement], known: Literal["untold", "recorded"]) -> TillSheet:
    """Return the sheet of a till of which no bank told: what our books say, and no difference."""
    return TillSheet(till=till, known=known, ours_in=came(ours), ours_out=went(ours))


def compared(
    till: Till,
    sides: Sides,
    *,
    known: Literal["told", "partly"],
    untold: Callable[[Movement], bool],
    is_ours_alone: bool,
    aside: Rials,
) -> TillSheet:
    """Return the sheet of a till whose bank told: what differs on this day and is on no other.

    ``untold`` says of a movement of ours whether the bank has not told of such, or never does: that is no difference.
    Nor is what else went out of an account that is not the orders' alone. ``aside`` is what came there for nothing of
    ours, in rials.
    """
    today = pair(sides.ours, sides.bank)
    ours_late = pair(today.ours, sides.bank_elsewhere)
    bank_late = pair(sides.ours_elsewhere, today.bank)
    left = _without_passing(bank_late.bank)
    others = [one for one in left if one.amount < 0 and not is_ours_alone]
    return TillSheet(
        till=till,
        known=known,
        ours_in=came(sides.ours),
        ours_out=went(sides.ours),
        bank_in=came(sides.bank),
        bank_out=Rials(went(sides.bank) - went(others)),
        aside_in=aside,
        aside_out=went(others),
        on_other_days=_on_other_days(ours_late, bank_late),
        untold=tuple(one for one in ours_late.ours if untold(one)),
        differences=(
            *today.unequal,
            *ours_late.unequal,
            *bank_late.unequal,
            *(only_ours(one) for one in ours_late.ours if not untold(one)),
            *(only_bank(one) for one in left if one not in others),
        ),
    )


def _on_other_days(ours_late: Paired, bank_late: Paired) -> tuple[Difference, ...]:
    """Of what two days know by two amounts, that is another day's which the other side has there."""
    ours = (only_ours(replace(one, amount=other.amount)) for one, other in ours_late.both)
    return (*ours, *(only_bank(one) for one, _ in bank_late.both))


def _without_passing(bank: Sequence[Movement]) -> list[Movement]:
    """Leave out what came and went back at the bank without our books knowing of it: nothing is left to look for."""
    left: dict[int, Movement] = {}
    undone_by: dict[tuple[str, int], list[int]] = defaultdict(list)
    for place, one in enumerate(bank):
        undone = undone_by[one.reference, one.amount] if one.reference else []
        if undone:
            del left[undone.pop()]
        else:
            left[place] = one
            undone_by[one.reference, -one.amount].append(place)
    return list(left.values())
