"""Where lives are played: a shop opened on some store, and the ways to pick somebody's order or attempt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack

from hypothesis.stateful import RuleBasedStateMachine

from checkout.ports import Ports
from checkout.records import Attempt
from checkout.use_cases.settle_attempt import returned
from tests.builders import PLACED_AT
from tests.fakes import World
from tests.life.book import Book
from tests.life.deciding import Publish
from tests.life.driver import Driver
from tests.life.house import Act, House
from tests.life.papers import NAME
from tests.life.serving import LIKELY, Move, reason_for
from tests.life.shops import Facts
from tests.life.weather import Kind, Weather


class Stage(RuleBasedStateMachine):
    """``opened`` gives a store as bad weather has it; a planted fault is given in its place, or in that of ``returns``."""

    opened: Callable[[], AbstractContextManager[Weather]]
    reached: Counter[str]
    """How often each event has happened in all lives of this machine."""
    returns: Callable[[Ports, str, dict[str, str]], Attempt] = staticmethod(returned)

    def __init__(self) -> None:
        super().__init__()
        self.closing = ExitStack()

    def open_shop(self, facts: Facts, counts: dict[str, int], prices: dict[str, int]) -> None:
        store = self.closing.enter_context(type(self).opened())
        house = House(World(store), Book(facts, PLACED_AT), returns=type(self).returns)
        self.driver = Driver(house, store)
        self.perform(Publish(counts, prices))

    def teardown(self) -> None:
        type(self).reached.update(event for paper in self.book.papers for event in paper.events)
        self.closing.close()

    @property
    def book(self) -> Book:
        return self.driver.house.book

    def perform(self, act: Act, kind: Kind = "calm", due: int = 1) -> str:
        return self.driver.perform(act, kind, due)

    def likely(self, paper: int, n: int, why: str, sku: str) -> Move:
        """Return a move that staff mostly make of an order in its state."""
        now = self.book.papers[paper]
        state = f"{now.state}, unpaid" if now.state == "dispatched" and now.due else now.state
        events = LIKELY.get(state, ("account_declared", "refunded", "cancelled", "line_closed"))
        event = events[n % len(events)]
        if event == "line_closed":
            sku = min(now.lines, default=sku)
        reason = reason_for(event, why)
        asked = now.asked_account(payer_only=self.book.facts.refunds_payer) or ("sheba", "")
        return Move(
            paper=paper,
            event=event,
            why=reason,
            sku=sku,
            reference=self.reference(used=False),
            amount=now.due,
            account=(asked[0], asked[1] or NAME),
        )

    def reference(self, *, used: bool) -> str:
        """Return a number of the bank's for a transfer: a new one, or one that was used if there is any."""
        return max(self.book.references) if used and self.book.references else f"T{self.driver.house.number()}"

    def paper(self, n: int) -> int:
        return len(self.book.papers) - 1 - n % len(self.book.papers)

    def papers_in(self, *states: str) -> list[int]:
        return [n for n, paper in enumerate(self.book.papers) if paper.state in states]

    def attempt(self, n: int) -> int:
        return len(self.book.attempts) - 1 - n % len(self.book.attempts)
