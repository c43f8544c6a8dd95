"""Money that moved at a till, as our books have it and as the bank tells it; which of the two are the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from operator import itemgetter

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
    """What both tell of, ours with the bank's, and what is in one list only."""

    both: tuple[tuple[Movement, Movement], ...]
    ours: tuple[Movement, ...]
    bank: tuple[Movement, ...]

    @property
    def unequal(self) -> tuple[Difference, ...]:
        """What both tell of, and by different amounts."""
        return tuple(
            Difference(reference=one.reference, order=one.order, bank=other.amount, ours=one.amount)
            for one, other in self.both
            if one.amount != other.amount
        )


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

    In and out under one reference are two movements. What fits best goes first: reference and amount, then either.
    """
    paired: dict[int, Movement] = {}
    taken: set[int] = set()
    for key in (_exactly, _by_reference, _by_order):
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for place, other in enumerate(bank):
            if place not in taken and (named := key(other)) is not None:
                waiting[named].append(place)
        for place, one in enumerate(ours):
            fits = waiting.get(key(one)) if place not in paired else None
            if fits:
                taken.add(fits[0])
                paired[place] = bank[fits.pop(0)]
    return Paired(
        both=tuple((ours[place], other) for place, other in sorted(paired.items(), key=itemgetter(0))),
        ours=tuple(one for place, one in enumerate(ours) if place not in paired),
        bank=tuple(one for place, one in enumerate(bank) if place not in taken),
    )


def _exactly(one: Movement) -> Hashable:
    named = bank_reference(one.reference)
    return (named, one.amount) if named else None


def _by_reference(one: Movement) -> Hashable:
    named = bank_reference(one.reference)
    return (named, one.amount > 0) if named else None


def _by_order(one: Movement) -> Hashable:
    return (one.order, one.amount) if one.order else None


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
