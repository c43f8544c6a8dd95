"""Transfers that a buyer told of by SMS or phone, and the numbers that settle one order only."""

from __future__ import annotations

from datetime import timedelta

import pytest

from checkout.use_cases.jobs import expire_orders
from shop.errors import BadInput
from shop.rules.waiting import open_report
from tests.builders import in_tehran, window_end
from tests.checkout.life import an_order_at
from tests.checkout.staff import move, moves, not_now, reports
from tests.fakes import World


def test_BAQ_013_BAQ_028_T_BAQ_03_what_staff_note_for_a_buyer_keeps_the_window_open(world: World) -> None:
    order = an_order_at(world, "baqiyat", price=1_800_000, pays="transfer")
    world.clock.now = window_end(order)
    noted = move(world, order, "transfer_reported", amount=1_800_000, reference="123456", note="پیامک")
    report = open_report(noted)
    assert report is not None
    assert (report.by, report.facts) == ("staff:sara", {"reported": "1800000", "reference": "123456"})

    world.clock.now += timedelta(days=2)
    assert expire_orders(world.ports) == 0
    confirmed = move(world, order, "transfer_confirmed", reference="123456")
    assert (confirmed.state, confirmed.paid) == ("queued", 1_800_000)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [({"amount": 1_799_999, "reference": "1"}, "wrong_amount"), ({"amount": 1_800_000}, "reference: missing")],
)
def test_BAQ_013_staff_note_no_less_than_the_page_asks(world: World, typed: dict[str, object], problem: str) -> None:
    order = an_order_at(world, "baqiyat", price=1_800_000, pays="transfer")
    before = world.everything()
    with pytest.raises(BadInput, match=problem):
        move(world, order, "transfer_reported", **typed)
    assert world.everything() == before


def test_CHI_015_by_phone_too_holder_and_time_are_told(world: World) -> None:
    order = an_order_at(world, "chistatech", price=1_800_000, pays="deposit")
    with pytest.raises(BadInput, match="holder: missing"):
        move(world, order, "transfer_reported", amount=1_800_000, card="1234", paid_at=world.clock())
    at = in_tehran("1405/09/11", "09:15")
    noted = move(world, order, "transfer_reported", amount=1_800_000, card="1234", holder="زهرا احمدی", paid_at=at)
    assert noted.events[-1].facts["paid_at"] == at.isoformat()


def test_BAQ_013_only_an_order_that_waits_for_a_transfer_has_one_noted(world: World) -> None:
    paid = an_order_at(world, "baqiyat")
    assert "transfer_reported" not in moves(world, paid)
    not_now(world, paid, "transfer_reported", amount=1, reference="1")


def test_BAQ_013_a_number_reported_for_one_order_settles_no_other(world: World) -> None:
    """BAQ-013: also where staff confirmed the first by a number of the bank's own."""
    first = an_order_at(world, "baqiyat", pays="card_to_card")
    second = an_order_at(world, "baqiyat", pays="card_to_card", mobile="09350000001")
    reports(world, first.code, first.due, "۱۲۳۴۵۶")
    move(world, first, "transfer_confirmed", reference="BANK-9")

    for number in ("123456", "bank-9"):
        before = world.everything()
        with pytest.raises(BadInput, match="already_used"):
            reports(world, second.code, second.due, number)
        assert world.everything() == before


def test_BAQ_013_what_was_only_reported_keeps_nobody_from_the_same_number(world: World) -> None:
    """BAQ-013: or one buyer could shut another's out. Whichever is confirmed first has it."""
    first = an_order_at(world, "baqiyat", pays="card_to_card")
    second = an_order_at(world, "baqiyat", pays="card_to_card", mobile="09350000001")
    reports(world, first.code, first.due, "123456")
    reports(world, second.code, second.due, "123456")
    move(world, second, "transfer_confirmed", reference="123456")

    with pytest.raises(BadInput, match="already_used"):
        move(world, first, "transfer_confirmed", reference="123456")
    assert move(world, first, "transfer_confirmed", reference="777").state == "queued"
