"""What happens at the bank and on the way back from it."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.life.asking import CancelOwn
from tests.life.buyers import Buyers
from tests.life.buying import Place
from tests.life.drawn import Named, turns, weather, which
from tests.life.house import BUYERS, Act
from tests.life.papers import UNPAID
from tests.life.paying import AtTheBank, Choose, ComeBack, Silence
from tests.life.running import Job, Wait
from tests.life.shops import SKUS
from tests.life.weather import Kind


class Bank(Buyers):
    """Payments, in time and late, and returns of every kind."""

    @precondition(lambda self: self.book.attempts)
    @rule(n=which, pays=st.sampled_from([True, True, False]), back=st.booleans(), kind=weather, due=turns)
    def go_to_the_bank(self, n: int, *, pays: bool, back: bool, kind: Kind, due: int) -> None:
        attempt = self.attempt(n)
        self.perform(AtTheBank(attempt, pays))
        if back:
            self.perform(ComeBack(attempt, "own", attempt), kind, due)

    @precondition(lambda self: self.papers_in(*UNPAID))
    @rule(n=which, sold=st.booleans(), cancelled=st.booleans(), due=turns)
    def pay_late(self, n: int, *, sold: bool, cancelled: bool, due: int) -> None:
        """Stay at the bank until the order has expired or is cancelled; its goods may be sold to others meanwhile."""
        waiting = self.papers_in(*UNPAID)
        paper = waiting[n % len(waiting)]
        self.perform(Choose(paper, "gateway"))
        if cancelled:
            self.perform(CancelOwn(paper))
        self.perform(Wait(timedelta(hours=49)))
        self.perform(Job("expire_orders"))
        for number, attempt in enumerate(self.book.attempts):
            if attempt.paper == paper and attempt.bank == "in_bank":
                self.perform(AtTheBank(number, pays=True))
                back = ComeBack(number, "own", number)
                self.driver.race(self.wanting_the_same(paper) if sold else Job("reconcile"), back, due)

    def wanting_the_same(self, paper: int) -> Place:
        """Return the press of another buyer who would take what is left of an order's goods."""
        sku, units = next(iter(self.book.papers[paper].units.items()))
        buyer = next(one for one in BUYERS if one != self.book.papers[paper].buyer)
        return self.placing(buyer, self.go_to_the_review(buyer, sku, max(units, self.book.shelf[sku])))

    @precondition(lambda self: self.book.attempts)
    @rule(n=which, other=which, names=st.sampled_from(["own", "none", "forged", "other"]))
    def come_back(self, n: int, other: int, names: Named) -> None:
        self.perform(ComeBack(self.attempt(n), names, self.attempt(other)))

    @precondition(lambda self: self.book.attempts)
    @rule(
        n=which, m=which, due=turns, other=st.sampled_from(["return", "reconcile", "expire_orders", "cancel", "move"])
    )
    def come_back_at_once(self, n: int, m: int, due: int, other: str) -> None:
        """The buyer comes back while something else happens to the order."""
        number = self.attempt(n)
        back = ComeBack(number, "own", number)
        paper = self.book.attempts[number].paper
        rivals: dict[str, Act] = {
            "return": back,
            "reconcile": Job("reconcile"),
            "expire_orders": Job("expire_orders"),
            "cancel": CancelOwn(paper),
            "move": self.likely(paper, m, "other", SKUS[0]),
        }
        self.driver.race(rivals[other], back, due)

    @rule(silent=st.sampled_from([False, False, True]))
    def silence(self, *, silent: bool) -> None:
        self.perform(Silence(silent))
