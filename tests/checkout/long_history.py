"""A shop with as many past orders as a test wants: whole lives, as the bench has them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from checkout.kinds import ATTEMPTS, ORDERS
from checkout.records import Attempt, AttemptState
from scripts.lib.load.history import fill
from scripts.lib.load.lives import Models, lived
from scripts.lib.load.stocked_shop import StockedShop
from shop.order import Mobile, Order, OrderCode
from shop.release import encode, release_id
from tests.builders import a_release, an_offer
from tests.checkout.shopper import an_ordered, at_the_bank
from tests.fakes import OWN, STAFF_HASH, World

STOCK = 100_000


@cache
def models() -> Models:
    """Return the lives that past orders copy. Whoever asked forgets them before the interpreter ends (``cache_clear``).

    Their moments hold pydantic's time zone, whose type is gone by the time what is still cached is freed: a crash.
    """
    encoded = encode(a_release(an_offer(stock=STOCK)))
    with TemporaryDirectory() as folder:
        releases, named = Path(folder), release_id(encoded)
        (releases / f"{named}.json").write_bytes(encoded)
        (releases / "current").write_text(named)
        return lived(StockedShop(releases, "s" * 40, "", STAFF_HASH), OWN)


def with_past_orders(world: World, count: int) -> list[OrderCode]:
    """Keep so many past orders, the newest of now; return their codes, the newest first."""
    world.releases.serve(a_release(an_offer(stock=STOCK)))
    return [name.code for name in fill(world.store, models(), world.clock(), first=0, count=count)]


def all_of(world: World, member: Mobile) -> None:
    """Give every order to one buyer."""
    with world.store.transaction() as tx:
        for order in tx.every(ORDERS):
            tx.put(ORDERS, replace(order, member=member))


def attempts_in(world: World, state: AttemptState, count: int) -> list[Attempt]:
    """Keep so many attempts of one order in a state, a minute apart; return them, the newest first."""
    order: Order = an_ordered(world)
    first = at_the_bank(world, order)
    kept = []
    for number in range(count):
        world.clock.go_on(minutes=1)
        kept.append(replace(first, id=f"x{number:04d}", state=state, created_at=world.clock(), reason="-50"))
    with world.store.transaction() as tx:
        tx.delete(ATTEMPTS, first.id)
        for attempt in kept:
            tx.put(ATTEMPTS, attempt)
    return list(reversed(kept))
