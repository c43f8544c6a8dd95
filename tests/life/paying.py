"""What buyers and the bank do about money, and how the book follows the bank."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar, Literal

from checkout.use_cases.choose_payment import choose_method
from shop.order import OrderCode
from tests.fakes import unavailable
from tests.life.book import Book, Saved
from tests.life.house import House
from tests.life.papers import UNPAID, Attempt, Paper

_LEADS_TO = {"gateway": "registered", "cash_on_delivery": "queued"}
_EVENT = {"gateway": "method_chosen", "cash_on_delivery": "door_payment_accepted"}


@dataclass(frozen=True)
class Choose:
    """Choose how to pay; at a bank, go there."""

    repeats: ClassVar[bool] = False
    paper: int
    way: str

    def do(self, house: House) -> object:
        return choose_method(house.ports, OrderCode(house.code(self.paper)), self.way)

    def foretell(self, book: Book, saved: Saved) -> str:
        paper = book.papers[self.paper]
        if self.way not in book.facts.ways or paper.state not in UNPAID or book.is_late(paper):
            return "refused"
        if paper.method != self.way:
            paper.method = self.way
            paper.takes_report_back(book.now)
            paper.happens(_EVENT.get(self.way, "transfer_promised"), _LEADS_TO.get(self.way, "awaiting_transfer"))
            saved()
        return _go_to_the_bank(book, self.paper, saved) if self.way == "gateway" else "done"


def _go_to_the_bank(book: Book, number: int, saved: Saved) -> str:
    paper = book.papers[number]
    for old in book.at_the_bank(number):
        if old.state == "open" and book.now - old.created_at > timedelta(minutes=20):
            ask_the_bank(book, old, saved)
    if any(book.now <= one.created_at + timedelta(minutes=30) for one in book.at_the_bank(number)):
        return "done"
    if paper.state not in UNPAID:
        return "refused"
    fresh = Attempt(paper=number, amount=paper.due, created_at=book.now, checked_at=book.now)
    book.attempts.append(fresh)
    saved()
    fresh.state, fresh.bank = ("failed", "") if book.bank_silent else ("open", "in_bank")
    saved()
    return "refused" if book.bank_silent else "done"


def ask_the_bank(book: Book, attempt: Attempt, saved: Saved, *, news: bool = False) -> None:
    """Write down what the bank says of an attempt now; of one that is a person's, only that it was paid, after news."""
    if attempt.state in {"paid", "requesting"}:
        return
    if attempt.state == "needs_person":
        if news and not book.bank_silent and attempt.bank == "paid":
            _receive(book, attempt)
            saved()
        return
    attempt.checked_at = book.now
    if not book.bank_silent and attempt.bank == "paid":
        _receive(book, attempt)
    elif not book.bank_silent and attempt.bank == "failed":
        attempt.state = "failed"
    saved()


def _receive(book: Book, attempt: Attempt) -> None:
    """Money has come. It is booked in every state; an expired order lives on if its goods are still there."""
    paper = book.papers[attempt.paper]
    attempt.state, paper.method = "paid", "gateway"
    paper.takes("gateway", attempt.amount)
    if paper.state == "expired" and all(book.shelf[sku] >= n for sku, n in paper.units.items()):
        book.take(paper.units)
        paper.happens("revived", "queued")
    else:
        paper.happens("paid", _after_payment(paper))


def _after_payment(paper: Paper) -> str:
    if paper.state in UNPAID:
        return "queued"
    return "needs_refund" if paper.state in {"cancelled", "expired", "refunded"} else paper.state


@dataclass(frozen=True)
class AtTheBank:
    """Pay or give up on the bank's own page; the shop does not hear of it."""

    repeats: ClassVar[bool] = False
    attempt: int
    pays: bool

    def do(self, house: House) -> object:
        attempt = house.attempt(self.attempt)
        if attempt.bank == "in_bank" and self.pays:
            house.world.gateway.pay(attempt.authority, f"R{self.attempt}")
        elif attempt.bank == "in_bank":
            house.world.gateway.cancel(attempt.authority)
        return None

    def foretell(self, book: Book, saved: Saved) -> str:
        attempt = book.attempts[self.attempt]
        if attempt.bank == "in_bank":
            attempt.bank = "paid" if self.pays else "failed"
        saved()
        return "done"


@dataclass(frozen=True)
class ComeBack:
    """Come back from the bank, with the attempt's own authority, none, a made-up one, or that of ``other``."""

    repeats: ClassVar[bool] = False
    attempt: int
    names: Literal["own", "none", "forged", "other"]
    other: int

    def do(self, house: House) -> object:
        own, other = house.attempt(self.attempt), house.attempt(self.other)
        named = {"own": own.authority, "none": "", "forged": "A" * 36, "other": other.authority}[self.names]
        return house.returns(house.ports, own.id, {"Authority": named, "Status": "OK"})

    def foretell(self, book: Book, saved: Saved) -> str:
        own = book.attempts[self.attempt]
        if own.bank and (self.names == "own" or (self.names == "other" and self.other == self.attempt)):
            ask_the_bank(book, own, saved, news=True)
        return "done"


@dataclass(frozen=True)
class Silence:
    """The bank falls silent, or speaks again."""

    repeats: ClassVar[bool] = False
    silent: bool

    def do(self, house: House) -> object:
        gateway = house.world.gateway
        gateway.trouble = unavailable() if self.silent else None
        for payment in gateway.payments.values():
            payment.trouble = gateway.trouble
        return None

    def foretell(self, book: Book, saved: Saved) -> str:
        book.bank_silent = self.silent
        saved()
        return "done"
