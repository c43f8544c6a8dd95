"""A shop where another transaction is always in the way does the same as one where none ever is."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from checkout.kinds import KINDS, MOVEMENTS, ORDERS, TALLIES
from checkout.storage.memory import MemoryStore
from checkout.store import OutcomeUnknown, StoreUnavailable
from checkout.use_cases.choose_payment import choose_method
from checkout.use_cases.claims import cancel_own
from checkout.use_cases.jobs import JOBS
from checkout.use_cases.place_order import place_order
from checkout.use_cases.settle_attempt import settle
from checkout.use_cases.sign_in import DAILY_CODES, send_code
from checkout.use_cases.staff import staff_behind, staff_sign_in, staff_sign_out
from checkout.use_cases.track_order import send_links
from shop.errors import SessionExpired, SignInRefused
from shop.identifiers import read_mobile
from shop.order import Order
from tests.builders import HONEY, window_end
from tests.checkout.life import sent
from tests.checkout.shopper import Shopper, an_ordered, at_the_bank
from tests.checkout.staff import gives_back, move, reports
from tests.fake_stores import ContendedStore, SilentStore
from tests.fakes import PASSWORD, World


def a_world(lost: int, *, keeps: bool = False) -> World:
    world = World(MemoryStore())
    world.ports = replace(world.ports, store=ContendedStore(world.store, lost, keeps))
    return world


def paid(world: World, order: Order) -> Order:
    attempt = at_the_bank(world, order)
    world.gateway.pay(attempt.authority)
    settle(world.ports, attempt.id)
    return order


def run_jobs(world: World) -> None:
    for job, _ in JOBS.values():
        job(world.ports)


def live_a_day(world: World) -> None:
    """Six buyers: delivered, cancelled and refunded, paid by transfer, expired, expired but paid, given up at the bank."""
    delivered = sent(world, paid(world, an_ordered(world, 2, mobile="09121000001")))
    move(world, delivered, "delivered", identity_checked=True)
    back = paid(world, an_ordered(world, mobile="09122000002"))
    cancel_own(world.ports, back.code)
    gives_back(world, back, reference="BACK")
    transferred = an_ordered(world, mobile="09123000003")
    choose_method(world.ports, transferred.code, "transfer")
    reports(world, transferred.code, transferred.payable, "REF-1")
    move(world, transferred, "transfer_confirmed", reference="REF-1")
    an_ordered(world, mobile="09124000004")
    late = at_the_bank(world, an_ordered(world, mobile="09125000005"))
    given_up = an_ordered(world, mobile="09126000006")
    world.gateway.cancel(at_the_bank(world, given_up).authority)
    run_jobs(world)
    world.clock.now = window_end(given_up)
    world.clock.go_on(hours=1)
    run_jobs(world)
    world.gateway.pay(late.authority)
    settle(world.ports, late.id)
    mobile = read_mobile("09126000006")
    send_code(world.ports, mobile, "links", "client")
    send_links(world.ports, mobile, world.last_code(mobile))
    with pytest.raises(SignInRefused):
        staff_sign_in(world.ports, "sara", "wrong", "client")
    token = staff_sign_in(world.ports, "sara", PASSWORD, "client")
    assert staff_behind(world.ports, token) == "sara"
    staff_sign_out(world.ports, token)
    with pytest.raises(SessionExpired):
        staff_behind(world.ports, token)
    run_jobs(world)


def told(world: World) -> dict[str, object]:
    """Return all that a day leaves, but what is drawn by chance."""
    with world.store.transaction() as tx:
        orders, moved = tx.every(ORDERS), tx.every(MOVEMENTS)
        counts = {kind.name: len(tx.every(kind)) for kind in KINDS if kind is not TALLIES}
        # In which part of the day's tally a code is counted, chance decides.
        tallies = {one.key: one.count for one in tx.every(TALLIES) if not one.key.startswith(DAILY_CODES.name)}
    numbers: dict[str, str] = {order.code: order.member for order in orders}
    return {
        "counts": counts,
        "tallies": tallies,
        "orders": sorted(
            (o.member, o.state, o.paid, o.owed_back, [(e.kind, e.by, e.at) for e in o.events]) for o in orders
        ),
        "movements": Counter((numbers.get(m.order), m.sku, m.quantity, m.reason) for m in moved),
        "attempts": Counter((numbers[o.code], a.state, a.amount) for o in orders for a in world.attempts(o.code)),
        "messages": Counter((m.to, m.channel, m.sent, m.written_at) for m in world.outbox()),
        "taken": Counter((m.to, m.channel) for m in world.messenger.taken.values()),
        "offered": len(world.messenger.offered),
        "bank": (len(world.gateway.requests), len(world.gateway.asked)),
        "stock": world.stock(HONEY),
    }


def test_a_day_whose_every_transaction_is_tried_again_is_the_same_day() -> None:
    plain, contended = a_world(0), a_world(3)
    live_a_day(plain)
    live_a_day(contended)
    assert told(contended) == told(plain)
    states = sorted(order.state for order in plain.orders())
    assert states == ["delivered", "expired", "expired", "queued", "queued", "refunded"]


def test_a_store_that_kept_what_it_said_to_have_forgotten_would_be_seen() -> None:
    """The control: this comparison notices a transaction that counts twice."""
    shopper = Shopper(a_world(0)).ready()
    shopper.ports = replace(shopper.ports, store=ContendedStore(shopper.world.store, 1, keeps=True))
    shopper.add()
    assert [line.quantity for line in shopper.session.cart] == [3]


def test_who_is_always_too_late_is_told_that_nothing_was_kept() -> None:
    world = World(MemoryStore())
    shopper = Shopper(world).ready()
    seen, before = shopper.reviewed(), world.everything()
    store = ContendedStore(world.store, lost=1000)
    with pytest.raises(StoreUnavailable, match="in the way: orders"):
        place_order(replace(world.ports, store=store), shopper.id, "key-1", seen)
    assert world.everything() == before


@pytest.mark.parametrize("keeps", [True, False])
def test_an_unknown_outcome_is_not_tried_again_by_itself_and_the_same_form_leads_to_one_order(*, keeps: bool) -> None:
    world = World(MemoryStore())
    shopper = Shopper(world).ready()
    seen = shopper.reviewed()
    with pytest.raises(OutcomeUnknown):
        place_order(replace(world.ports, store=SilentStore(world.store, keeps, silent=True)), shopper.id, "key-1", seen)
    assert len(world.orders()) == keeps
    order = place_order(world.ports, shopper.id, "key-1", seen)
    assert [one.code for one in world.orders()] == [order.code]
    assert (world.stock(HONEY), len(world.texts(order))) == (11, 1)
