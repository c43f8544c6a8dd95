"""The whole life of orders, as a machine that Hypothesis drives: anybody does anything at any time, in any weather."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from checkout.use_cases.jobs import JOBS
from shop.lifecycle import EventKind
from tests.life.banks import Bank
from tests.life.deciding import Declare, End, Messenger, Publish, Switch
from tests.life.drawn import Switched, counts, prices, reasons, skus, spans, turns, weather, which
from tests.life.running import Job, Wait
from tests.life.serving import LIKELY, MOVES, Move, reason_for
from tests.life.shops import SKUS
from tests.life.weather import Kind

LIVED = sorted(JOBS.keys() - {"reverse_payments"})
"""The jobs of these lives. What banks give back has its own tests, with every gateway and fault (tests/contracts)."""


class OrderLife(Bank):
    """Buyers and the bank, and with them staff, the owner, the clock and its jobs."""

    @precondition(lambda self: self.papers_in(*LIKELY))
    @rule(n=which, m=which, moves=st.integers(2, 6), why=reasons, sku=skus, kind=weather)
    def go_on(  # noqa: PLR0917 - Hypothesis gives each by name
        self, n: int, m: int, moves: int, why: str, sku: str, kind: Kind
    ) -> None:
        """Staff do what is mostly done next, and next."""
        running = self.papers_in(*LIKELY)
        # What waits for staff alone comes first as a rule: money to give back, and a transfer to look at.
        first = [one for one in running if self.book.papers[one].owed or self.book.papers[one].reported]
        paper = first[0] if first and n <= 1 else running[n % len(running)]
        for more in range(moves):
            self.perform(self.likely(paper, m + more, why, sku), kind)

    @precondition(lambda self: self.book.papers)
    @rule(n=which, event=st.sampled_from(MOVES), why=reasons, sku=skus, intact=st.booleans(), used=st.booleans())
    def try_move(self, n: int, event: EventKind, why: str, sku: str, *, intact: bool, used: bool) -> None:
        """Staff try anything."""
        paper = self.paper(n)
        reference, amount = self.reference(used=used), self.book.papers[paper].due
        why = reason_for(event, why)
        self.perform(
            Move(paper=paper, event=event, why=why, sku=sku, intact=intact, reference=reference, amount=amount)
        )

    @precondition(lambda self: self.book.papers)
    @rule(n=which, m=which, k=which, seen=st.booleans())
    def move_at_once(self, n: int, m: int, k: int, *, seen: bool) -> None:
        """Two of the staff move the same order, from the same page or each by their own."""
        paper = self.paper(n)
        both = [self.likely(paper, one, "other", SKUS[0]) for one in (m, k)]
        turn = len(self.book.papers[paper].events) if seen else None
        self.driver.race(replace(both[0], seen=turn), replace(both[1], seen=turn), 1)

    @rule(span=spans)
    def wait(self, span: timedelta) -> None:
        self.perform(Wait(span))

    @rule(name=st.sampled_from(LIVED), kind=weather, due=turns)
    def work(self, name: str, kind: Kind, due: int) -> None:
        self.perform(Job(name), kind, due)

    @rule(order=st.permutations(["reconcile", "expire_orders", "send_messages"]), span=spans)
    def work_later(self, order: list[str], span: timedelta) -> None:
        self.perform(Wait(span))
        for name in order:
            self.perform(Job(name))

    @rule(counts=counts, prices=prices, kind=weather)
    def publish(self, counts: dict[str, int], prices: dict[str, int], kind: Kind) -> None:
        self.perform(Publish(counts, prices), kind)

    @rule(sku=st.sampled_from(["*", *SKUS]), sells=st.sampled_from([True, True, True, False]), kind=weather)
    def switch(self, sku: Switched, *, sells: bool, kind: Kind) -> None:
        self.perform(Switch(sku, sells), kind)

    @rule(ahead=st.integers(0, 2), days=st.integers(1, 4), kind=weather)
    def declare(self, ahead: int, days: int, kind: Kind) -> None:
        self.perform(Declare(ahead, days), kind)

    @precondition(lambda self: any(one.ended_at is None for one in self.book.periods))
    @rule(n=which, kind=weather)
    def end_period(self, n: int, kind: Kind) -> None:
        running = [one.starts for one in self.book.periods if one.ended_at is None]
        self.perform(End(running[n % len(running)]), kind)

    @rule(down=st.sampled_from([False, False, True]))
    def messenger(self, *, down: bool) -> None:
        self.perform(Messenger(down))

    @rule()
    def restart(self) -> None:
        self.driver.restart()
