"""Money at the door: how it came, who has it, which slip shows it; and what follows when none came."""

from __future__ import annotations

from typing import Any

import pytest

from checkout.kinds import UNIQUE_USES
from shop.errors import BadInput
from shop.money import Rials
from shop.order import Order
from shop.rules.cancel import NotThisReason
from shop.rules.handover import NotSettled
from tests.builders import HONEY
from tests.checkout.life import an_order_at, sent
from tests.checkout.staff import gives_back, move, moves, not_now, refused
from tests.fakes import World

RRN = "402912345678"


def at_the_door(world: World, name: str = "baqiyat", price: int = 2_400_000, mobile: str = "09121234567") -> Order:
    """Return an order that the courier brings, to be paid there."""
    return sent(world, an_order_at(world, name, price=price, pays="cash_on_delivery", mobile=mobile))


def mistaken(world: World, order: Order, code: str, field: str, **form: Any) -> None:  # noqa: ANN401 - any field of the form
    """Check that such money is not booked, and nothing else is."""
    before = world.everything()
    with pytest.raises(BadInput) as told:
        move(world, order, "door_payment_taken", **form)
    assert (told.value.problem, told.value.field) == (code, field)
    assert world.everything() == before


def test_BAQ_016_a_card_at_the_door_is_booked_with_its_reference(world: World) -> None:
    order = at_the_door(world)
    mistaken(world, order, "missing", "reference", amount=2_400_000, taken="card")
    typed = {"amount": 2_400_000, "taken": "card", "reference": RRN, "collector": ""}
    booked = move(world, order, "door_payment_taken", **typed)

    assert (booked.due, booked.events[-1].by) == (0, "staff:sara")
    assert booked.events[-1].facts == {"paid": "2400000", "taken": "card", "reference": RRN}
    assert move(world, order, "delivered").state == "delivered"


@pytest.mark.parametrize("spelt", [RRN, "۴۰۲۹۱۲۳۴۵۶۷۸", "4029-1234-5678"])
def test_BAQ_016_a_terminals_slip_settles_one_order_however_it_is_spelt(world: World, spelt: str) -> None:
    first, second = at_the_door(world), at_the_door(world, mobile="09350000001")
    move(world, first, "door_payment_taken", amount=1_000_000, taken="card", reference=RRN)

    for order in (first, second):
        mistaken(world, order, "already_used", "reference", amount=1_000_000, taken="card", reference=spelt)
    assert move(world, second, "door_payment_taken", amount=2_400_000, taken="card", reference="402912345679").due == 0


def test_BAQ_016_a_terminals_slip_settles_no_transfer_either(world: World) -> None:
    order = at_the_door(world)
    move(world, order, "door_payment_taken", amount=2_400_000, taken="card", reference=RRN)
    other = an_order_at(world, "baqiyat", price=2_400_000, pays="transfer", mobile="09350000001")
    before = world.everything()
    with pytest.raises(BadInput, match="already_used"):
        move(world, other, "transfer_confirmed", reference=RRN)
    assert world.everything() == before


def test_BAQ_017_cash_is_booked_with_the_name_of_whoever_has_it(world: World) -> None:
    order = at_the_door(world)
    mistaken(world, order, "missing", "collector", amount=2_400_000, collector="")
    booked = move(world, order, "door_payment_taken", amount=2_400_000, collector="رضا محمدی", reference=RRN)

    assert booked.events[-1].facts == {"paid": "2400000", "taken": "cash", "collector": "رضا محمدی"}
    with world.store.transaction() as tx:
        assert tx.get(UNIQUE_USES, f"transfer:reference:{RRN}") is None
    assert move(world, order, "delivered").state == "delivered"


@pytest.mark.parametrize("taken", ["", "cheque", "transfer"])
def test_BAQ_016_BAQ_017_nothing_but_a_card_or_cash_is_taken_at_the_door(world: World, taken: str) -> None:
    order = at_the_door(world)
    mistaken(world, order, "missing_choice", "taken", amount=2_400_000, taken=taken, reference=RRN)


def test_BAQ_017_part_of_the_cash_leaves_the_rest_due_and_the_order_open(world: World) -> None:
    order = at_the_door(world)
    assert move(world, order, "door_payment_taken", amount=2_300_000).due == 100_000
    assert refused(world, order, "delivered") == NotSettled(Rials(100_000))
    move(world, order, "door_payment_taken", amount=100_000, taken="card", reference=RRN)
    closed = move(world, order, "delivered")
    assert (closed.state, closed.due, closed.owed_back) == ("delivered", 0, 0)


@pytest.mark.parametrize("amount", [0, -1, 2_400_001, 10**30])
def test_BAQ_017_more_than_is_due_or_nothing_is_not_taken_at_the_door(world: World, amount: int) -> None:
    mistaken(world, at_the_door(world), "not_due", "amount", amount=amount)


def test_BAQ_016_BAQ_017_money_is_taken_at_the_door_only_there_and_only_while_due(world: World) -> None:
    waiting = an_order_at(world, "baqiyat", pays="cash_on_delivery")
    not_now(world, waiting, "door_payment_taken", amount=waiting.due)
    prepaid = sent(world, an_order_at(world, "baqiyat", mobile="09350000001"))
    not_now(world, prepaid, "door_payment_taken", amount=1)
    order = at_the_door(world, mobile="09350000002")
    move(world, order, "door_payment_taken", amount=order.due)
    not_now(world, order, "door_payment_taken", amount=1)


def test_PAY_038_unpaid_it_comes_back_and_is_ended_or_sent_again(world: World) -> None:
    """PAY-038, T-PAY-11: the goods are for sale again when they are back and intact; no refund is owed."""
    order = at_the_door(world, "payatel", 4_000_000)
    left = world.stock(HONEY)
    back = move(world, order, "sent_back", why="unpaid")
    assert (back.state, world.stock(HONEY)) == ("returning", left)
    assert "هنگام تحویل پرداخت نشد" in world.texts(order)[-1]
    move(world, order, "came_back")
    assert {"cancelled", "resend_agreed"} <= set(moves(world, order))
    ended = move(world, order, "cancelled", why="unpaid_at_door", intact=True)
    assert (ended.state, ended.owed_back, "refund" in ended.deadlines) == ("cancelled", 0, False)
    assert world.stock(HONEY) == left + 1


def test_PAY_038_sent_again_it_is_paid_at_the_door_the_next_time(world: World) -> None:
    order = at_the_door(world, "payatel", 4_000_000)
    for event in ("sent_back", "came_back", "resend_agreed", "dispatched"):
        move(world, order, event, why="unpaid")
    move(world, order, "door_payment_taken", amount=4_000_000)
    assert move(world, order, "delivered").state == "delivered"


def test_PAY_038_what_was_paid_of_it_is_owed_back(world: World) -> None:
    order = at_the_door(world, "payatel", 4_000_000)
    move(world, order, "door_payment_taken", amount=1_500_000)
    ended = move(world, order, "cancelled", why="unpaid_at_door")
    assert (ended.owed_back, "refund" in ended.deadlines) == (1_500_000, True)
    assert gives_back(world, order, reference="R-1").owed_back == 0


def test_PAY_038_a_shop_that_does_not_state_the_right_gets_the_parcel_back_first(world: World) -> None:
    order = at_the_door(world)
    assert refused(world, order, "cancelled", why="unpaid_at_door") == NotThisReason()
    move(world, order, "sent_back", why="unpaid")
    move(world, order, "came_back")
    assert refused(world, order, "cancelled", why="unpaid_at_door", intact=True) == NotThisReason()
    assert move(world, order, "cancelled", why="other", note="نپرداخت", intact=True).state == "cancelled"


def test_PAY_038_a_paid_parcel_does_not_come_back_unpaid(world: World) -> None:
    order = at_the_door(world)
    move(world, order, "door_payment_taken", amount=order.due)
    before = world.everything()
    with pytest.raises(BadInput, match="missing_choice"):
        move(world, order, "sent_back", why="unpaid")
    assert world.everything() == before
