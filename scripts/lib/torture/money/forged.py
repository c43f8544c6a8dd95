"""Row 2: forged callbacks pay nothing, whatever they name, and spoil no payment that is made afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from checkout.records import Attempt
from scripts.lib.torture.money.coming_back import way_of
from scripts.lib.torture.money.crowd import Crowd
from scripts.lib.torture.money.floor import Floor, opened
from scripts.lib.torture.money.forgeries import Forger, Material
from scripts.lib.torture.money.wrong_gateways import AnyAuthority
from scripts.lib.torture.result import Asked, Measured
from tests.contracts.gateway.bank import Back
from tests.contracts.gateway.registry import HALVES, Half

FORGERIES = 10_000
WHAT = f"{FORGERIES:,} forged callbacks"
GUARD = "the payment that a return names is verified, not the one that was stored"
CONTROL_FORGERIES = 300
AT_ONCE = 10
_JARS = (1, 2)
"""What the targets of a gateway order, so of which amounts they are."""
_OTHER_JARS = 3
_SERVER_FAULT = 500
_SEED = 1405


@dataclass
class Stakes:
    """One gateway's attempts: those forged upon, and those whose buyers paid and have not come back yet."""

    half: Half
    material: Material
    waiting: Mapping[str, Back]
    targets: list[Attempt] = field(default_factory=list)


@dataclass
class Forged:
    """What the forgeries came to. ``honest`` is of how many true returns afterwards, ``settled`` how many paid or were flagged."""

    sent: int = 0
    paid: list[str] = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)
    honest: int = 0
    settled: int = 0

    @property
    def faults(self) -> int:
        """How many were answered by an error of ours."""
        return sum(count for status, count in self.answers.items() if status >= _SERVER_FAULT)

    @property
    def holds(self) -> bool:
        """Whether none was paid, none found a fault, and every true return afterwards was heard."""
        return not self.paid and not self.faults and self.settled == self.honest

    def __str__(self) -> str:
        told = ", ".join(f"{count} x {status}" for status, count in sorted(self.answers.items()))
        return (
            f"{self.sent:,} forgeries (seed {_SEED}): {len(self.paid)} paid, {self.faults} errors 5xx ({told}); "
            f"{self.settled} of {self.honest} true returns afterwards heard"
        )


def forged(asked: Asked) -> list[Measured]:
    """Forge; what a store is has no part in it, so one of them is enough."""
    adapter = asked.adapters[0]
    with opened(asked, adapter, "forged") as floor:
        real = forged_upon(floor, asked.part_of(FORGERIES, least=300))
    with opened(asked, adapter, "forged without", wrong=AnyAuthority) as floor:
        bare = forged_upon(floor, CONTROL_FORGERIES)
    return [
        Measured(
            what=WHAT,
            adapter=adapter,
            measured=str(real),
            holds=real.holds,
            guard=GUARD,
            control=str(bare),
            control_fails=bool(bare.paid),
        )
    ]


def forged_upon(floor: Floor, count: int) -> Forged:
    """Send so many forgeries, each gateway's in turn, then let everybody come back who truly paid."""
    forger, came = Forger(_SEED), Forged()
    stakes = [_stakes(floor, half) for half in HALVES]
    with Crowd(floor.doors, AT_ONCE) as crowd:
        while came.sent < count:
            stake = stakes[came.sent // AT_ONCE % len(stakes)]
            _renew(floor, stake)
            _send(floor, crowd, forger, stake, came)
        for stake in stakes:
            _return_truly(floor, crowd, stake, came)
    return came


def _stakes(floor: Floor, half: Half) -> Stakes:
    """Let others pay: one who came back, one who cancelled, one of another shop, and one or two still on their way back.

    At a bank that verifies a receipt without saying whose it is, only a receipt of another amount may be abroad:
    whoever holds one of the same amount is, to anybody but the bank, its payer.
    """
    came, left = [floor.attempt(half, jars) for jars in _JARS], floor.attempt(half)
    backs = [floor.pays(attempt) for attempt in came]
    asked = floor.ports.gateways[half.name].terms.can_be_asked
    waiting = [floor.attempt(half, jars) for jars in (_JARS if asked else (_OTHER_JARS,))]
    on_their_way = {attempt.id: floor.pays(attempt) for attempt in waiting}
    foreign = _of_another_shop(floor, half)
    said = [*backs, floor.pays(left, "cancel"), *on_their_way.values(), foreign]
    with Crowd(floor.doors, 1) as door:
        for back in backs:
            door.at_once([way_of(back)])
    receipts = [back.fields["RefNum"] for back in said if back.fields.get("RefNum")]
    named = floor.ports.gateways[half.name].read_return
    authorities = [str(named(back.fields).authority) for back in said]
    returns = tuple(back.fields for back in said)
    return Stakes(half, Material(half=half, authorities=authorities, receipts=receipts, returns=returns), on_their_way)


def _of_another_shop(floor: Floor, half: Half) -> Back:
    gateway = half.open(floor.bank.url, account=half.another_account)
    try:
        amount = floor.attempt(half).amount
        here = f"{floor.ports.checkout_url}/payments/x/return"
        started = gateway.request(amount=amount, callback_url=here, description="-", mobile="", order="1")
    finally:
        gateway.close()
    back = floor.bank.choose(started, "pay")
    if back is None:
        raise ValueError(started.authority)
    return back


def _renew(floor: Floor, stake: Stakes) -> None:
    """Replace the attempts that are decided: a forgery can do no more to them."""
    now = [floor.world.attempt(attempt.id) for attempt in stake.targets]
    stake.targets = [attempt for attempt in now if attempt.state == "open"]
    while len(stake.targets) < len(_JARS):
        stake.targets.append(floor.attempt(stake.half, _JARS[len(stake.targets)]))


def _send(floor: Floor, crowd: Crowd, forger: Forger, stake: Stakes, came: Forged) -> None:
    forgeries = [
        forger.forge(target.id, target.authority, target.amount, stake.material)
        for target in (stake.targets * AT_ONCE)[:AT_ONCE]
    ]
    answers = crowd.at_once([forgery.request for forgery in forgeries])
    came.sent += len(forgeries)
    came.answers.update(answer.status for answer in answers)
    for target in stake.targets:
        if floor.world.attempt(target.id).state == "paid" or floor.world.order(target.order).paid:
            came.paid.append(target.id)


def _return_truly(floor: Floor, crowd: Crowd, stake: Stakes, came: Forged) -> None:
    """Let the buyers of the last targets pay after all, and all who paid come back."""
    backs = {**stake.waiting, **{one.id: floor.pays(one) for one in stake.targets if one.id not in came.paid}}
    for attempt, back in backs.items():
        crowd.at_once([way_of(back)])
        came.honest += 1
        came.settled += floor.world.attempt(attempt).state in {"paid", "needs_person"}
