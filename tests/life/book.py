"""The model: what a shop would know if one careful person wrote everything down in one book."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.life.papers import UNPAID, Attempt, Cart, Paper
from tests.life.shops import CAP, SKUS, Facts

Saved = Callable[[], None]
"""Called by the model where the shop has made something durable and goes on."""
Reviewed = tuple[tuple[str, int, int], ...]
"""What a buyer saw at the review: SKU, units, and what they cost together in rials."""


@dataclass
class Period:
    """A declared force majeure, its first moment and the first one after it."""

    starts: datetime
    over: datetime
    ended_at: datetime | None = None

    @property
    def ends(self) -> datetime:
        return self.over if self.ended_at is None else min(self.over, self.ended_at)


@dataclass
class Book:
    """Everything at once; times are UTC, amounts rials."""

    facts: Facts
    now: datetime
    shelf: dict[str, int] = field(default_factory=dict)
    declared: dict[str, int] = field(default_factory=dict)
    prices: dict[str, int] = field(default_factory=dict)
    papers: list[Paper] = field(default_factory=list)
    attempts: list[Attempt] = field(default_factory=list)
    carts: dict[str, Cart] = field(default_factory=dict)
    submitted: dict[tuple[str, str], tuple[Reviewed, int]] = field(default_factory=dict)
    references: set[str] = field(default_factory=set)
    periods: list[Period] = field(default_factory=list)
    off: set[str] = field(default_factory=set)
    stopped: bool = False
    bank_silent: bool = False
    messenger_down: bool = False

    def reviewed(self, cart: Cart) -> Reviewed:
        """What the review of a cart would show now."""
        return tuple((sku, n, self.prices[sku] * n if self.is_sold(sku) else 0) for sku, n in cart.lines.items())

    def is_sold(self, sku: str) -> bool:
        """Whether the shop has any of it to sell."""
        return sku not in self.off and self.shelf[sku] > 0

    def is_blocked(self, cart: Cart) -> bool:
        """Whether a line of the cart cannot be ordered as it is."""
        return any(not self.is_sold(sku) or not 0 < n <= min(CAP, self.shelf[sku]) for sku, n in cart.lines.items())

    def take(self, units: dict[str, int]) -> None:
        """Take units off the shelf."""
        for sku, n in units.items():
            self.shelf[sku] -= n

    def give_back(self, units: dict[str, int]) -> None:
        """Put units back on the shelf."""
        for sku, n in units.items():
            self.shelf[sku] += n

    def is_late(self, paper: Paper) -> bool:
        """Whether an order's window is over: its time runs neither in a declared period nor while a report waits."""
        if paper.until is None:
            return False
        at, left = paper.placed_at, paper.until - paper.placed_at
        waiting = [] if paper.reported_at is None else [(paper.reported_at, self.now)]
        for starts, ends in sorted([*((one.starts, one.ends) for one in self.periods), *paper.waits, *waiting]):
            began = max(starts, at)
            if began >= ends or began - at > left:
                continue
            at, left = ends, left - (began - at)
        return self.now > at + left

    def is_at_the_bank(self, paper: int) -> bool:
        """Whether its buyer may be at the bank right now."""
        return any(self.now - one.created_at < timedelta(minutes=30) for one in self.at_the_bank(paper))

    def at_the_bank(self, paper: int) -> list[Attempt]:
        """The tries to pay an order that are not over."""
        return [one for one in self.attempts if one.paper == paper and one.state in {"requesting", "open"}]

    def unpaid_of(self, buyer: str) -> int:
        """How many orders of a buyer wait to be paid."""
        return sum(one.buyer == buyer and one.state in UNPAID for one in self.papers)

    def place(self, buyer: str, cart: Cart) -> Paper:
        """Register what is in the cart, and hold its stock."""
        lines = {sku: [n, self.prices[sku]] for sku, n in cart.lines.items()}
        paper = Paper(
            buyer=buyer,
            lines=lines,
            placed_at=self.now,
            until=self.now + self.facts.window if self.facts.window else None,
            total=sum(n * price for n, price in lines.values()),
        )
        paper.happens("registered")
        if self.facts.letter:
            paper.messages += 1
            paper.waiting += 1
        self.take(paper.units)
        self.papers.append(paper)
        return paper

    def bind(self, codes: Iterable[str], attempts: Iterable[tuple[str, str, str]]) -> None:
        """Learn the names that the shop gave to what is new: an order's code; an attempt's id, order and authority."""
        known = {paper.code for paper in self.papers}
        fresh = [code for code in codes if code not in known]
        for paper in self.papers:
            if not paper.code and fresh:
                paper.code = fresh.pop()
        by_id = {one.id for one in self.attempts if one.id}
        for id_, order, authority in attempts:
            for one in self.attempts:
                if self.papers[one.paper].code == order and id_ not in by_id | {one.id} and not one.id:
                    one.id = id_
                    by_id.add(id_)
                if one.id == id_:
                    one.authority = authority

    def recount(self, counts: dict[str, int], prices: dict[str, int]) -> None:
        """Take a release up: a count that the owner left alone says nothing new."""
        for sku in SKUS:
            if self.declared.get(sku) != counts[sku]:
                self.shelf[sku] = self.declared[sku] = counts[sku]
        self.prices = dict(prices)
