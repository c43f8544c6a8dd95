"""Money that moved at a till, as our books have it and as the bank tells it; which of the two are the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from shop.identifiers import bank_reference
from shop.ledger import Entry
from shop.money import Rials
from shop.tills import Till, is_till


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """So many rials in (> 0) or out (< 0) at a till, under the bank's reference, of an order where one is known."""

    till: Till
    amount: Rials
    reference: str
    order: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What the bank says and our books do not, or the other way round, in rials; 0 stands for nothing."""

    reference: str
    order: str
    bank: Rials
    ours: Rials

    @property
    def amount(self) -> Rials:
        """How much more the bank says than our books, in rials."""
        return Rials(self.bank - self.ours)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """What is in one list only, and what both know under one reference by different amounts."""

    ours: tuple[Movement, ...]
    bank: tuple[Movement, ...]
    unequal: tuple[Difference, ...]


def movements_of(entry: Entry) -> Iterable[Movement]:
    """Return what an entry moved at tills."""
    for posting in entry.postings:
        if is_till(posting.account):
            yield Movement(
                till=Till(posting.account),
                amount=posting.amount,
                reference=entry.reference,
                order=entry.order,
                at=entry.at,
            )


def pair(ours: Sequence[Movement], bank: Sequence[Movement]) -> Paired:
    """Find what both tell of: under one reference, or where a bank tells none, of one order and by one amount.

    In and out under one reference are two movements.
    """
    left = list(bank)
    only_ours: list[Movement] = []
    unequal: list[Difference] = []
    for one in ours:
        other = same(one, left)
        if other is None:
            only_ours.append(one)
            continue
        left.remove(other)
        if other.amount != one.amount:
            unequal.append(Difference(reference=one.reference, order=one.order, bank=other.amount, ours=one.amount))
    return Paired(ours=tuple(only_ours), bank=tuple(left), unequal=tuple(unequal))


def same(one: Movement, others: Iterable[Movement]) -> Movement | None:
    """Return the movement among others that is the same as this one, None if there is none."""
    fits = [other for other in others if (other.amount > 0) == (one.amount > 0)]
    named = bank_reference(one.reference)
    by_reference = [other for other in fits if named and bank_reference(other.reference) == named]
    by_order = [other for other in fits if one.order and (other.order, other.amount) == (one.order, one.amount)]
    exact = [other for other in by_reference if other.amount == one.amount]
    return next(iter([*exact, *by_reference, *by_order]), None)


def only_bank(one: Movement) -> Difference:
    """Return a movement that our books do not know as a difference."""
    return Difference(reference=one.reference, order=one.order, bank=one.amount, ours=Rials(0))


def only_ours(one: Movement) -> Difference:
    """Return a movement that the bank does not know as a difference."""
    return Difference(reference=one.reference, order=one.order, bank=Rials(0), ours=one.amount)


def came(movements: Iterable[Movement]) -> Rials:
    """Return what came in, in rials."""
    return Rials(sum(one.amount for one in movements if one.amount > 0))


def went(movements: Iterable[Movement]) -> Rials:
    """Return what went out, in rials above zero."""
    return Rials(-sum(one.amount for one in movements if one.amount < 0))


def given_back(one: Movement) -> Movement:
    """Return the movement by which a bank gave a payment back."""
    return replace(one, amount=Rials(-one.amount))
