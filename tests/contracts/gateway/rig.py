"""A shop over one gateway, whose adapter talks to the running bank; and what must hold of it at any time."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field, replace

from checkout.ports import Gateway, Ports
from checkout.records import Attempt
from checkout.sandbox.faults import Call
from checkout.storage.memory import MemoryStore
from checkout.use_cases.choose_payment import choose_method
from checkout.use_cases.jobs import reconcile
from checkout.use_cases.settle_attempt import returned
from shop.errors import GatewayRefused, GatewayUnavailable
from shop.order import Order
from tests.builders import a_release, a_shop, an_offer
from tests.checkout.shopper import Shopper
from tests.contracts.gateway.bank import Back, RunningBank
from tests.contracts.gateway.registry import Half
from tests.fakes import World

PRICE = 2_400_000
_MOBILES = itertools.count(9_120_000_000)
_IMPATIENT_SECONDS = 1.0
"""What a bank that answers keeps within on a busy machine too."""
_PATIENT_SECONDS = 20.0
NEVER_ANSWERING = frozenset({"timeout_before", "timeout_after", "slow"})


@dataclass
class Rig:
    """Orders, buyers and the clock that shop and bank share. ``gateway`` is the adapter that is judged."""

    bank: RunningBank
    half: Half
    gateway: Gateway
    impatient: Gateway
    world: World = field(default_factory=lambda: World(MemoryStore()))

    def __post_init__(self) -> None:
        payment = [
            {"kind": "gateway", "name": "درگاه", "provider": self.half.name, "clause": "payment#gateway"},
        ]
        shop = a_shop(payment=payment)
        self.world.releases.serve(a_release(an_offer(stock=1_000, price=PRICE), shop=shop))
        self.bank.now = self.world.clock.now
        self.use(self.gateway)

    @property
    def ports(self) -> Ports:
        return self.world.ports

    def use(self, gateway: Gateway) -> None:
        self.world.ports = replace(self.world.ports, gateways={self.half.name: gateway})

    def order(self, quantity: int = 1) -> Order:
        """Let a new buyer order so many jars."""
        shopper = Shopper(self.world).add(quantity=quantity).sign_in(f"0{next(_MOBILES)}").live_at()
        return shopper.send_by("free-courier").order()

    def starts(self, order: Order) -> Attempt:
        attempt = choose_method(self.ports, order.code, "gateway")
        assert attempt is not None
        return attempt

    def refuses(self, order: Order) -> bool:
        """Try to start a payment; say whether none could be."""
        try:
            self.starts(order)
        except (GatewayUnavailable, GatewayRefused):
            return True
        return False

    def attempt(self, quantity: int = 1) -> Attempt:
        return self.starts(self.order(quantity))

    def pays(self, attempt: Attempt, choice: str = "pay") -> Back:
        back = self.bank.choose(attempt, choice)
        assert back is not None
        return back

    def comes_back(self, attempt: Attempt, back: Back) -> Attempt:
        return returned(self.ports, attempt.id, dict(back.fields))

    def goes_wrong(self, fault: str, call: Call, times: int = 1) -> None:
        """Arm a fault, and be as impatient as a test can afford where it means silence."""
        self.bank.arm(fault, call, self.half.face, times)
        if fault in NEVER_ANSWERING:
            self.use(self.impatient)

    def all_well(self) -> None:
        self.bank.behave()
        self.use(self.gateway)

    def later(self, **span: float) -> None:
        self.world.clock.go_on(**span)
        self.bank.now = self.world.clock.now

    def reconciled(self, minutes: float = 10) -> None:
        """Let the service work on for so long, by its own clock."""
        for _ in range(int(minutes * 2)):
            self.later(seconds=30)
            reconcile(self.ports)

    def now(self, attempt: Attempt) -> Attempt:
        return self.world.attempt(attempt.id)

    def holds(self, attempt: Attempt) -> bool:
        """Whether the bank holds the buyer's money of this attempt."""
        return bool(attempt.authority) and self.bank.payment(self.half.face, attempt.authority).state in {
            "paid",
            "verified",
        }

    def check_sound(self) -> None:
        """Hold the shop's record against the bank's book: nothing lost, nothing paid twice, nothing silent."""
        for order in self.world.orders():
            attempts = [self.now(one) for one in self.world.attempts(order.code)]
            paid = [one for one in attempts if one.state == "paid"]
            assert order.paid == sum(one.amount for one in paid)
            for one in attempts:
                assert not (one.state == "failed" and self.holds(one)), f"money is lost: {one.reason}"
        everyone = [one for order in self.world.orders() for one in self.world.attempts(order.code)]
        references = [one.bank_reference for one in everyone if one.state == "paid"]
        assert len(set(references)) == len(references), "one payment paid twice"

    def check_paid(self, attempt: Attempt) -> None:
        assert self.now(attempt).state == "paid", self.now(attempt)
        assert self.world.order(attempt.order).paid >= attempt.amount
        self.check_sound()

    def check_end(self, attempt: Attempt, *allowed: str) -> None:
        assert self.now(attempt).state in allowed, self.now(attempt)
        if self.now(attempt).state != "paid":
            assert self.world.order(attempt.order).paid == 0
        self.check_sound()

    def check_end_of_late(self, attempt: Attempt) -> None:
        """A late payment is booked while the bank holds the money; else the bank says where it went, or a person looks."""
        if self.holds(attempt):
            self.check_paid(attempt)
        else:
            self.check_end(attempt, "failed", "needs_person")


def open_rig(bank: RunningBank, half: Half) -> Rig:
    bank.behave()
    return Rig(bank, half, bank.adapter(half, _PATIENT_SECONDS), bank.adapter(half, _IMPATIENT_SECONDS))
