"""What buyers tell the shop of an order, or ask of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from checkout.use_cases.claims import cancel_own, report_transfer, request_cancel
from shop.order import OrderCode
from shop.rules.transfer import Report
from tests.life.book import Book, Saved
from tests.life.house import House
from tests.life.papers import REPORTER, UNPAID


@dataclass(frozen=True)
class Tell:
    """Report a transfer of an amount in rials, by a number of the bank's."""

    repeats: ClassVar[bool] = False
    paper: int
    reference: str
    amount: int

    def do(self, house: House) -> object:
        at = house.world.clock()
        report = Report(amount=self.amount, reference=self.reference, holder=REPORTER, paid_at=at)
        return report_transfer(house.ports, OrderCode(house.code(self.paper)), report)

    def foretell(self, book: Book, saved: Saved) -> str:
        paper = book.papers[self.paper]
        closed = paper.state != "awaiting_transfer" or book.is_late(paper)
        if closed or self.amount != paper.due or self.reference in book.references:
            return "refused"
        if paper.reported != (self.amount, self.reference) or paper.told_at != book.now:
            paper.is_told(self.amount, self.reference, book.now)
        saved()
        return "done"


@dataclass(frozen=True)
class CancelOwn:
    """Cancel at one's own wish: until the shop begins with it."""

    repeats: ClassVar[bool] = False
    paper: int

    def do(self, house: House) -> object:
        return cancel_own(house.ports, OrderCode(house.code(self.paper)))

    def foretell(self, book: Book, saved: Saved) -> str:
        paper = book.papers[self.paper]
        if paper.state not in {*UNPAID, "queued"}:
            return "refused"
        book.give_back(paper.units)
        paper.happens("cancelled", "cancelled")
        saved()
        return "done"


@dataclass(frozen=True)
class AskToCancel:
    """Ask staff to cancel what one cannot cancel any more."""

    repeats: ClassVar[bool] = False
    paper: int

    def do(self, house: House) -> object:
        return request_cancel(house.ports, OrderCode(house.code(self.paper)), "نمی‌خواهم")

    def foretell(self, book: Book, saved: Saved) -> str:
        paper = book.papers[self.paper]
        if paper.state != "preparing" or paper.asked_to_cancel:
            return "refused"
        paper.asked_to_cancel = True
        paper.happens("cancel_requested")
        saved()
        return "done"
