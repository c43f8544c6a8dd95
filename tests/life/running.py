"""What the clock, the jobs and the owner do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from checkout.use_cases.jobs import JOBS
from shop.calendar import TEHRAN
from tests.life.book import Book, Saved
from tests.life.house import House
from tests.life.papers import IN_THE_SHOP, UNPAID, Paper
from tests.life.paying import ask_the_bank


@dataclass(frozen=True)
class Wait:
    """The clock goes on, or jumps back."""

    repeats: ClassVar[bool] = False
    span: timedelta

    def do(self, house: House) -> object:
        house.world.clock.now += self.span
        return None

    def foretell(self, book: Book, saved: Saved) -> str:
        book.now += self.span
        saved()
        return "done"


@dataclass(frozen=True)
class Job:
    """One of the service's own jobs, at any time."""

    repeats: ClassVar[bool] = True
    name: str

    def do(self, house: House) -> object:
        JOBS[self.name][0](house.ports)
        return None

    def foretell(self, book: Book, saved: Saved) -> str:
        _FORETOLD[self.name](book, saved)
        return "done"


def _send(book: Book, _: Saved) -> None:
    for paper in book.papers:
        paper.waiting = paper.waiting if book.messenger_down else 0


def _reconcile(book: Book, saved: Saved) -> None:
    for one in book.attempts:
        if one.state == "requesting" and abs(book.now - one.created_at) > timedelta(minutes=2):
            one.state = "failed"
    for one in sorted(book.attempts, key=lambda one: (one.created_at, one.id)):
        asked_at = one.checked_at - one.created_at
        pause = max(timedelta(seconds=15), asked_at / 10)
        if asked_at <= timedelta(minutes=30):  # it may still be paid, and go back unverified half an hour later
            pause = min(pause, timedelta(minutes=6))
        # A clock that was set back keeps nobody waiting.
        if one.state != "open" or abs(book.now - one.checked_at) < pause:
            continue
        ask_the_bank(book, one, saved)
        if one.state == "open" and book.now - one.created_at > timedelta(days=2):
            one.state = "needs_person"


def _nothing_listed(_: Book, __: Saved) -> None:
    """No bank here lists what was not verified."""


def _expire(book: Book, _: Saved) -> None:
    for number, paper in enumerate(book.papers):
        waited_for = book.is_at_the_bank(number) or paper.reported is not None
        if paper.state in UNPAID and book.is_late(paper) and not waited_for:
            book.give_back(paper.units)
            paper.happens("expired", "expired")


def _reprice(book: Book, _: Saved) -> None:
    for paper in book.papers:
        if not book.facts.follows_drops or paper.state not in IN_THE_SHOP:
            continue
        for sku, line in paper.lines.items():
            if book.prices[sku] < line[1]:
                paper.total -= (line[1] - book.prices[sku]) * line[0]
                line[1] = book.prices[sku]
                paper.happens("repriced")


def _tell_delays(book: Book, _: Saved) -> None:
    today = book.now.astimezone(TEHRAN).date()
    quiet = any(one.starts <= book.now < one.ends for one in book.periods)
    if quiet or not any(first <= today <= last for first, last in book.facts.late_days):
        return
    for paper in book.papers:
        if _is_kept_back(paper) and "delay_told" not in paper.events:
            paper.happens("delay_told")


def _is_kept_back(paper: Paper) -> bool:
    return paper.state in IN_THE_SHOP and paper.state not in UNPAID


def _tidy(book: Book, _: Saved) -> None:
    oldest = book.now - timedelta(days=30)
    book.carts = {buyer: cart for buyer, cart in book.carts.items() if cart.touched_at and cart.touched_at >= oldest}


def _nothing(_: Book, __: Saved) -> None:
    """No shop here has a depot, and none has orders older than its ledger."""


_FORETOLD = {
    "send_messages": _send,
    "reconcile": _reconcile,
    "cross_check": _nothing_listed,
    "expire_orders": _expire,
    "reprice_orders": _reprice,
    "end_holds": _nothing,
    "tell_delays": _tell_delays,
    "book_old_orders": _nothing,
    "settle_transfers": _nothing,
    "tidy_up": _tidy,
}
