"""A short life of a shop in one process (place, pay, cancel), and what must be true of its store after any end of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from checkout.kinds import COUNTED, KINDS, LINKS, MOVEMENTS, ORDERS, SUBMISSIONS
from checkout.store import OutcomeUnknown, Store, StoreDamaged, StoreUnavailable
from checkout.use_cases.claims import cancel_own
from checkout.use_cases.jobs import send_messages
from checkout.use_cases.settle_attempt import settle
from scripts.lib.torture.tracing import Say
from shop.order import OrderCode
from tests.builders import HONEY, an_offer
from tests.checkout.shopper import Shopper, at_the_bank
from tests.fakes import World

Opening = Callable[[Path], Store]

COUNT = an_offer().stock


def buy(world: World, mobile: str, say: Say) -> None:
    """Place an order and pay it, place another and cancel it; each is said when the use case has returned."""
    buyer = Shopper(world).ready(mobile=mobile)
    first = buyer.order("first")
    say(f"placed {first.code}")
    attempt = at_the_bank(world, first)
    world.gateway.pay(attempt.authority, f"R-{first.code}")
    settle(world.ports, attempt.id)
    say(f"paid {first.code}")
    second = buyer.add().order("second")
    say(f"placed {second.code}")
    cancel_own(world.ports, second.code)
    say(f"cancelled {second.code}")
    send_messages(world.ports)


def live(opening: Opening, directory: Path, say: Say, lives: int = 1) -> None:
    """Open the store, let one buyer buy, close it; so many times, each time another buyer."""
    for number in range(lives):
        world = _opened(opening(directory), number)
        buy(world, f"0912123456{number}", say)
        world.store.close()


def _opened(store: Store, lives: int) -> World:
    """Return the shop over a store that has been open so often before: its bank names no authority twice."""
    world = World(store)
    world.gateway.requests.extend(["earlier"] * 10 * lives)
    return world


def live_on(opening: Opening, directory: Path, say: Say) -> None:
    """Let three buyers buy on a disk that may fail, and say when one was refused; who is refused does not come back."""
    try:
        world = World(opening(directory))
    except (StoreUnavailable, StoreDamaged, OutcomeUnknown):  # what the shop needs is written before anybody buys
        say("refused")
        return
    for buyer in range(3):
        try:
            buy(world, f"0912123456{buyer}", say)
        except (StoreUnavailable, OutcomeUnknown) as error:
            say("refused" if isinstance(error, StoreUnavailable) else "unknown")
    world.store.close()


def faults_after(opening: Opening, directory: Path, said: list[str]) -> list[str]:
    """Open the store as it was left, and return what is wrong with it: nothing, or a few words each."""
    try:
        store = opening(directory)
    except (StoreDamaged, StoreUnavailable) as error:
        return [f"unreadable: {error}"]
    try:
        found = [*_lost(store, said), *_halved(store), *_miscounted(store)]
        if not found:
            _sell_on(store)
    except (StoreDamaged, StoreUnavailable) as error:
        return [f"unreadable: {error}"]
    finally:
        store.close()
    return found


def _lost(store: Store, said: list[str]) -> Iterator[str]:
    with store.transaction() as tx:
        for kind in KINDS:
            tx.every(kind)
        orders = {order.code: order for order in tx.every(ORDERS)}
    for line in said:
        what, _, code = line.partition(" ")
        if not code:
            continue
        order = orders.get(OrderCode(code))
        seen = {"placed", *(event.kind for event in order.events)} if order else set()
        if what not in seen:
            yield f"lost: {line}"


def _halved(store: Store) -> Iterator[str]:
    with store.transaction() as tx:
        codes = sorted(order.code for order in tx.every(ORDERS))
        if sorted(link.order for link in tx.every(LINKS)) != codes:
            yield "halved: orders and their links differ"
        if sorted(submission.order for submission in tx.every(SUBMISSIONS)) != codes:
            yield "halved: orders and their submissions differ"


def _miscounted(store: Store) -> Iterator[str]:
    with store.transaction() as tx:
        held = sum(order.state != "cancelled" for order in tx.every(ORDERS))
        left, counted = tx.stock(HONEY), tx.get(COUNTED, HONEY) is not None
        booked = sum(movement.quantity for movement in tx.every(MOVEMENTS) if movement.sku == HONEY)
    if left + held != (COUNT if counted else 0):
        yield f"miscounted: {left} left and {held} held of {COUNT}"
    if booked != left:
        yield f"miscounted: {left} left, {booked} booked"


def _sell_on(store: Store) -> None:
    """A store that is readable is of no use if it takes no order: the next buyer buys, of what was found."""
    buy(_opened(store, 100), "09137654321", lambda _: None)
