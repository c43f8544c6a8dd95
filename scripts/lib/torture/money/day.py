"""Lets a shop's day pass: its orders' lives by the clock, its jobs, faults at the banks, and staff in the evening."""

from __future__ import annotations

import heapq
import itertools
from datetime import datetime, timedelta

from checkout.kinds import ATTEMPTS
from checkout.records import Attempt
from checkout.sandbox.faults import Call
from checkout.sandbox.ledger import Payment
from checkout.sandbox.sep_answers import ref_num
from checkout.use_cases.bank_statements import import_statement
from checkout.use_cases.close_attempt import Found, ask_again, close_attempt
from checkout.use_cases.jobs import expire_orders, reconcile
from scripts.lib.torture.money.cells import FAULTS
from scripts.lib.torture.money.day_lives import LIVES, Day, Life
from shop.errors import ShopError
from tests.checkout.staff import gives_back
from tests.contracts.gateway.registry import HALVES, Half
from tests.contracts.gateway.rig import NEVER_ANSWERING

_PACE = timedelta(hours=12) / 1_000
_STEP = timedelta(seconds=10)
_QUIET_STEP = timedelta(minutes=5)
_AFTERWARDS = timedelta(days=2)
_LIES = frozenset({"reversed", "in_bank", "repeated_authority"})
"""What a bank would say wrongly of money that it holds, two of which at once are its word for a failed payment; and the page
of another payment, which nobody here pays."""
_FAULT_EVERY = 8
"""Orders from one fault to the next."""


def lived_through(day: Day, orders: int) -> None:
    """Let so many orders come, a thousand in twelve hours, and time pass until nothing of them is to come any more."""
    clock, turns = day.floor.world.clock, itertools.count()
    waiting: list[tuple[datetime, int, Life]] = []
    opening = clock.now
    kinds = [life for times, life in LIVES for _ in range(times)]
    for number in range(orders):
        heapq.heappush(waiting, (opening + number * _PACE, next(turns), day.dice.choice(kinds)(day)))
    while waiting:
        at, turn, life = heapq.heappop(waiting)
        _work_until(day, at)
        if turn < orders and turn % _FAULT_EVERY == 0:
            _let_go_wrong(day)
        pause = next(life, None)
        if pause is not None:
            heapq.heappush(waiting, (clock.now + pause, next(turns), life))
    day.floor.bank.behave()
    _work_until(day, clock.now + _AFTERWARDS, _QUIET_STEP)


def in_the_evening(day: Day) -> None:
    """Let staff look at what needs a person, and send back what is owed; then the bank's statement comes."""
    for attempt in _attempts(day):
        if attempt.state == "needs_person":
            _look_up(day, attempt)
    for order in day.floor.world.orders():
        if order.owed_back > 0:
            reference, amount = day.statement.number(), order.owed_back
            gives_back(day.floor.world, order, reference=reference)
            day.statement.goes(day.floor.world.clock.now, amount, reference)


def statement_comes(day: Day, first: datetime) -> None:
    """Let more than a week pass, and import the account's statement."""
    last = day.floor.world.clock.now
    day.floor.later(days=9)
    told = import_statement(day.floor.ports, "shop", day.statement.file(first, last), "sara")
    if told.wrong:
        raise ValueError(told.wrong)


def _let_go_wrong(day: Day) -> None:
    call: Call = day.dice.choice(("request", "verify", "inquiry"))
    fault = day.dice.choice([one for one in FAULTS[call] if one not in _LIES])
    times = 1 if fault in NEVER_ANSWERING else day.dice.randint(1, 5)
    day.floor.bank.arm(fault, call, day.half().face, times)


def _work_until(day: Day, until: datetime, step: timedelta = _STEP) -> None:
    """Let the jobs run while time passes; by night, when nothing is under way, seldom."""
    clock = day.floor.world.clock
    while clock.now < until:
        quiet = until - clock.now > timedelta(hours=1)
        pause = min(until - clock.now, max(step, _QUIET_STEP) if quiet else step)
        day.floor.later(seconds=pause.total_seconds())
        reconcile(day.floor.ports)
        expire_orders(day.floor.ports)


def _look_up(day: Day, attempt: Attempt) -> None:
    """Let staff ask the bank again about a payment, else find it in the bank's panel and say what they found."""
    if attempt.claim or day.floor.gateways[attempt.gateway].terms.can_be_asked:
        try:
            if ask_again(day.floor.ports, attempt.id).state != "needs_person":
                return
        except ShopError:
            pass  # what the bank's own panel says counts
    half = next(one for one in HALVES if one.name == attempt.gateway)
    payment = day.floor.bank.payment(half.face, attempt.authority)
    close_attempt(day.floor.ports, attempt.id, "sara", _found(day, half, payment))


def _found(day: Day, half: Half, payment: Payment) -> Found:
    if payment.state == "verified":
        reference = ref_num(payment) if half.name == "sep" else str(payment.ref_id)
        return Found(outcome="paid", reference=reference, amount=payment.rials, note="در پنل بانک")
    if payment.state == "paid":  # nobody confirmed it in time
        day.floor.bank.ledger.move(payment, "reversed", out_of="paid")
        return Found(outcome="given_back", note="در پنل بانک")
    return Found(outcome="given_back" if payment.state == "reversed" else "not_paid", note="در پنل بانک")


def _attempts(day: Day) -> list[Attempt]:
    with day.floor.world.store.transaction() as tx:
        return tx.every(ATTEMPTS)
