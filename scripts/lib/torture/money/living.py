"""Lives one payment of the fault matrix: order, bank, way back, and the shop's time until nothing is open any more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from checkout.records import Attempt
from checkout.sandbox.faults import Call
from checkout.sandbox.ledger import Payment, State
from checkout.use_cases.jobs import JOBS, expire_orders
from scripts.lib.torture.money.cells import Life
from scripts.lib.torture.money.coming_back import bring
from scripts.lib.torture.money.crowd import Crowd
from scripts.lib.torture.money.floor import IMPATIENT_SECONDS, PATIENT_SECONDS, Floor
from shop.errors import GatewayRefused, GatewayUnavailable
from shop.order import Order
from tests.builders import window_end
from tests.contracts.gateway.bank import Back
from tests.contracts.gateway.registry import Half

FOUND_WITHIN = timedelta(minutes=10)
_GIVEN_UP_AFTER = timedelta(days=3)
_TRIES = 12
_AS_OFTEN_AS_ASKED = 900
_NEWEST = 20
_LAST_MINUTES = timedelta(minutes=3)
_HELD = frozenset({"paid", "verified"})


@dataclass
class Living:
    """One life on a floor, at one gateway. ``reconciles`` is False where the reconciler is the guard taken away."""

    floor: Floor
    half: Half
    life: Life
    door: Crowd
    reconciles: bool = True
    order: Order = field(init=False)
    decided_at: datetime | None = None

    def live(self) -> timedelta | None:
        """Live it to its end; return how long a payment whose buyer never came back was open, None where one came."""
        self.order = self.floor.order(self.half)
        self._let_go_wrong("request")
        if self.life.buyer == "after_expiry":
            self._pass_by(window_end(self.order) - self.floor.world.clock.now - _LAST_MINUTES)
        attempt = self._starts()
        self.floor.bank.behave()
        self._let_go_wrong("verify", "inquiry", "unverified")
        backs = self._pays(attempt) if self._is_own(attempt) else []
        paid_at = self.floor.world.clock.now
        if self.life.bank == "gives_it_back_before":
            self._give_back("paid")
        if self.life.bank == "undecided_for_an_hour":
            self._undecided()
        if self.life.buyer == "after_expiry":
            self._work_on(timedelta(minutes=20))
        self._come_back(backs)
        self._work_until_decided(FOUND_WITHIN, JOBS["reconcile"][1])
        if self.life.bank == "gives_it_back_after":
            self._give_back("verified")
        self._all_well()
        self._work_until_decided(_GIVEN_UP_AFTER if self.reconciles else timedelta(hours=2), timedelta(minutes=2))
        if backs or self.life.bank != "keeps_it" or not self.captured():
            return None
        return (self.decided_at or self.floor.world.clock.now) - paid_at

    def silent(self) -> list[str]:
        """Return the payments of this order that the bank holds and the shop neither booked nor flagged."""
        known = {attempt.authority: attempt for attempt in self.floor.world.attempts(self.order.code)}
        return [
            f"{self.half.name} {self.life}: {known[payment.authority].state if payment.authority in known else 'unknown'}"
            for payment in self._payments()
            if payment.authority not in known or known[payment.authority].state not in {"paid", "needs_person"}
        ]

    def unfounded(self) -> list[str]:
        """Return the attempts that are paid though the bank never took the money."""
        booked = [attempt for attempt in self.floor.world.attempts(self.order.code) if attempt.state == "paid"]
        order = self.floor.world.order(self.order.code)
        wrong = [a for a in booked if not self.floor.holds(self.half, a) and self.life.bank != "gives_it_back_after"]
        if wrong or order.paid != sum(attempt.amount for attempt in booked):
            return [f"{self.half.name} {self.life}: {order.paid} booked"]
        return []

    def captured(self) -> int:
        """Return of how many payments the bank holds the money."""
        return len(self._payments())

    def _payments(self) -> Sequence[Payment]:
        newest = self.floor.bank.ledger.newest(_NEWEST)
        return [one for one in newest if one.order == self.order.code and one.state in _HELD]

    def _let_go_wrong(self, *calls: Call) -> None:
        for call in calls:
            if call in self.life.faults:
                fault, times = self.life.faults[call]
                self.floor.bank.arm(fault, call, self.half.face, times)
        if self.life.is_slow:
            self.floor.waits(self.half, IMPATIENT_SECONDS)

    def _all_well(self) -> None:
        self.floor.bank.behave()
        self.floor.waits(self.half, PATIENT_SECONDS)

    def _starts(self) -> Attempt:
        """Let the buyer try until the bank takes the payment."""
        for _ in range(_TRIES):
            try:
                return self.floor.starts(self.order)
            except (GatewayUnavailable, GatewayRefused):
                self.floor.later(seconds=5)
        raise TimeoutError(str(self.life))

    def _is_own(self, attempt: Attempt) -> bool:
        """Whether the bank's page is of this order: a bank may name an earlier payment that the shop never heard of."""
        return self.floor.bank.payment(self.half.face, attempt.authority).order == self.order.code

    def _pays(self, attempt: Attempt) -> list[Back]:
        """Let the buyer pay; return what is brought back, nothing by one who never comes."""
        if self.life.buyer == "closes_the_tab" or self.life.callback == "never":
            self.floor.bank.choose(attempt, "pay_and_stay")
            return []
        if self.life.buyer == "back_button":
            attempt = self.floor.starts(self.order)
        pages = [self.floor.bank.arrive(attempt) for _ in range(2 if self.life.buyer == "two_tabs" else 1)]
        backs = [back for back in [self.floor.bank.press(page, "pay") for page in pages] if back]
        return [self._pays_again(attempt), *backs] if self.life.buyer == "pays_twice" else backs

    def _pays_again(self, first: Attempt) -> Back:
        """Stay away until the first page is shut and pay on a second one, while the bank tells nothing of the first."""
        self._pass_by(self.floor.gateways[self.half.name].terms.pay_within + timedelta(minutes=1))
        self.floor.bank.behave()
        self.floor.bank.arm("error_500", "verify", self.half.face, _TRIES)
        second = self._starts()
        self.floor.bank.behave()
        if second.id == first.id:
            raise ValueError(str(self.life))
        return self.floor.pays(second)

    def _come_back(self, backs: Sequence[Back]) -> None:
        way = self.life.callback
        if backs and way == "two_hours_late":
            self._work_on(timedelta(hours=2))
        for back in backs:
            bring(self.floor, self.half, self.door, back, way)

    def _give_back(self, out_of: State) -> None:
        for payment in self._payments():
            self.floor.bank.ledger.move(payment, "reversed", out_of=out_of)

    def _undecided(self) -> None:
        self.floor.bank.arm("in_bank", "verify", self.half.face, _AS_OFTEN_AS_ASKED)
        self.floor.bank.arm("in_bank", "inquiry", self.half.face, _AS_OFTEN_AS_ASKED)
        self._work_on(timedelta(hours=1))
        self.floor.bank.behave()

    def _pass_by(self, span: timedelta) -> None:
        """Let time pass in which the service does not run."""
        self.floor.later(seconds=span.total_seconds())

    def _work_on(self, span: timedelta) -> None:
        until = self.floor.world.clock.now + span
        while self.floor.world.clock.now < until:
            self._work(timedelta(seconds=30))

    def _work_until_decided(self, most: timedelta, step: timedelta) -> None:
        """Let time pass as the service's jobs count it, until nothing is open any more."""
        until = self.floor.world.clock.now + most
        while self.floor.world.clock.now < until and self._is_open():
            self._work(step)

    def _work(self, step: timedelta) -> None:
        self._pass_by(step)
        if self.reconciles:
            JOBS["reconcile"][0](self.floor.ports)
        expire_orders(self.floor.ports)
        if self.decided_at is None and not self._is_open():
            self.decided_at = self.floor.world.clock.now

    def _is_open(self) -> bool:
        return any(attempt.state == "open" for attempt in self.floor.world.attempts(self.order.code))
