"""Lives of orders, each led once through the use cases: the models of which a long history is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from checkout.kinds import ATTEMPTS, LINKS, MOVEMENTS, OUTBOX, SUBMISSIONS, UNIQUE_USES
from checkout.ports import Ports
from checkout.records import Attempt, Message, Movement, Submission, UniqueUse
from checkout.secrets import fingerprint, new_token
from checkout.storage.memory import MemoryStore
from checkout.use_cases.advance_order import advance, order_in
from checkout.use_cases.choose_payment import choose_method
from checkout.use_cases.desk import DeskForm, move_order
from checkout.use_cases.expire_orders import expire_orders
from checkout.use_cases.place_order import place_order
from checkout.use_cases.review_order import review
from checkout.use_cases.send_messages import send_messages
from checkout.use_cases.settle_attempt import settle
from scripts.lib.load.buyers import ready_buyers
from scripts.lib.load.stocked_shop import StockedShop
from scripts.lib.load.within import Hands, ports_over
from scripts.lib.serve import STAFF
from shop.lifecycle import EventKind
from shop.order import Order, OrderCode

PLACED_AT = datetime(2026, 3, 10, 8, 30, tzinfo=UTC)
"""A working Tuesday noon in Tehran."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """All that a store keeps of one order."""

    order: Order
    submission: Submission
    attempts: tuple[Attempt, ...]
    uses: tuple[UniqueUse, ...]
    messages: tuple[Message, ...]
    movements: tuple[Movement, ...]


@dataclass(frozen=True, slots=True)
class Models:
    """Lives that are over, in the parts in which a shop sees them, and lives under way."""

    over: tuple[Life, ...]
    live: tuple[Life, ...]

    def of(self, number: int, live: int) -> Life:
        """Return the model of the n-th order, of which the first so many are under way."""
        lives = self.live if number < live else self.over
        return lives[number % len(lives)]


def lived(shop: StockedShop, checkout_url: str) -> Models:
    """Lead one order through each life."""

    def one(*steps: Step) -> Life:
        return _life(shop, checkout_url, steps)

    delivered, sent = one(_pay, *_handed_over), one(_pay, *_handed_over[:2])
    door, expired, cancelled = (
        one(_pay_at_door, *_handed_over[:2], _take_money, _handed_over[2]),
        one(_expire),
        one(_cancel),
    )
    return Models(
        over=(*[delivered] * 6, *[door] * 2, expired, cancelled),
        live=(one(_pay), one(_pay, _prepare), sent, one()),
    )


Step = Callable[[Ports, Hands, OrderCode], object]


def _pay(ports: Ports, clock: Hands, code: OrderCode) -> None:
    attempt = choose_method(ports, code, "gateway")
    assert attempt is not None  # noqa: S101 - the gateway always gives one
    clock.now += timedelta(minutes=3)
    settle(ports, attempt.id)


def _pay_at_door(ports: Ports, _: Hands, code: OrderCode) -> None:
    choose_method(ports, code, "cash_on_delivery")


def _moved(event: EventKind, form: DeskForm) -> Step:
    return lambda ports, _, code: move_order(ports, code, event, STAFF, form)


def _expire(ports: Ports, clock: Hands, _: OrderCode) -> None:
    clock.now += timedelta(days=2)
    expire_orders(ports)


def _cancel(ports: Ports, _: Hands, code: OrderCode) -> None:
    with ports.store.transaction() as tx:
        advance(tx, ports, order_in(tx, code), "cancelled", by="buyer")


def _take_money(ports: Ports, _: Hands, code: OrderCode) -> None:
    with ports.store.transaction() as tx:
        due = order_in(tx, code).due
    slip = f"7{code[3:]}"
    move_order(ports, code, "door_payment_taken", STAFF, DeskForm(amount=due, taken="card", reference=slip))


_prepare = _moved("prepared", DeskForm())
_handed_over: tuple[Step, ...] = (
    _prepare,
    _moved("dispatched", DeskForm(tracking="987654")),
    _moved("delivered", DeskForm(identity_checked=True)),
)


def _life(shop: StockedShop, checkout_url: str, steps: tuple[Step, ...]) -> Life:
    store, clock = MemoryStore(), Hands(PLACED_AT)
    ports = ports_over(shop, store, checkout_url, clock)
    (buyer,) = ready_buyers(ports, 1, first=0)
    session_id = fingerprint(buyer.token)
    order = place_order(ports, session_id, new_token(), review(ports, session_id).fingerprint)
    for step in steps:
        clock.now += timedelta(hours=2)
        step(ports, clock, order.code)
    send_messages(ports)
    return _kept(ports, order.code)


def _kept(ports: Ports, code: OrderCode) -> Life:
    with ports.store.transaction() as tx:
        (submission,) = tx.every(SUBMISSIONS)
        assert len(tx.every(LINKS)) == 1  # noqa: S101 - a life is one order
        return Life(
            order=order_in(tx, code),
            submission=submission,
            attempts=tuple(tx.every(ATTEMPTS)),
            uses=tuple(tx.every(UNIQUE_USES)),
            messages=tuple(message for message in tx.every(OUTBOX) if message.order == code),
            movements=tuple(one for one in tx.every(MOVEMENTS) if one.order == code),
        )
