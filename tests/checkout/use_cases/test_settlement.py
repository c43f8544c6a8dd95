"""A day's sheet: each till by its bank and by our books, what differs, what is owed back, and where books are wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from checkout.kinds import CAPTURES, LEDGER, ORDERS, STATEMENT_LINES
from checkout.use_cases.ask_again import AskedAgain, ask_again
from checkout.use_cases.book_old_orders import book_missing
from checkout.use_cases.close_attempt import Found, close_attempt
from checkout.use_cases.expire_orders import expire_orders
from checkout.use_cases.settle_attempt import settle
from checkout.use_cases.settlement import settlement
from shop.calendar import local_day
from shop.money import Rials
from shop.settlement import Sheet, TillSheet
from tests.checkout.books import booked
from tests.checkout.days import an_order, mixed_day, paid_again, the_bank_says, transferred
from tests.checkout.life import an_order_at, pay
from tests.checkout.shopper import at_the_bank
from tests.checkout.staff import gives_back, move, reports
from tests.fakes import World, unavailable
from tests.statements import a_row

GATEWAY, ACCOUNT, CASH, POS = "gateway:zarinpal", "account:shop", "door:cash", "door:card"
DAY = date(2026, 12, 2)
"""11 Azar 1405, on which the world begins."""


def sheet(world: World, day: date = DAY) -> Sheet:
    return settlement(world.store, world.releases.current()[1].shop, day)


def till(world: World, name: str, day: date = DAY) -> TillSheet:
    return next(one for one in sheet(world, day).tills if one.till == name)


def differences(one: TillSheet) -> list[tuple[str, int, int]]:
    return [(each.reference, each.bank, each.ours) for each in one.differences]


def test_a_day_of_nothing_shows_every_till_of_the_shop_and_no_difference(world: World) -> None:
    found = sheet(world)

    assert [(one.till, one.known) for one in found.tills] == [
        (GATEWAY, "told"),
        (ACCOUNT, "untold"),
        (POS, "recorded"),
        (CASH, "recorded"),
    ]
    assert [one.difference for one in found.tills] == [0, None, None, None]
    assert (found.totals.paid, found.owed, found.mismatches, found.differs) == (0, (), (), False)


def test_what_the_gateway_confirmed_is_what_we_booked(world: World) -> None:
    pay(world, an_order(world, 2))
    one = till(world, GATEWAY)

    assert (one.bank_in, one.ours_in, one.difference, one.known) == (4_800_000, 4_800_000, 0, "told")


def test_without_a_statement_the_bank_is_unknown_and_not_zero(world: World) -> None:
    transferred(world, "770011")
    one = till(world, ACCOUNT)

    assert (one.known, one.bank_in, one.bank_out, one.ours_in) == ("untold", None, None, 2_400_000)
    assert (one.difference, one.differences) == (None, ())
    assert not sheet(world).differs


def test_a_statement_that_reaches_past_the_day_tells_it_whole(world: World) -> None:
    transferred(world, "770011")
    world.clock.go_on(days=3)
    the_bank_says(world, a_row("2400000", reference="770011"), a_row("1", reference="9", day="1405/09/13"))
    one = till(world, ACCOUNT)

    assert (one.known, one.bank_in, one.ours_in, one.difference) == ("told", 2_400_000, 2_400_000, 0)


def test_the_newest_day_of_a_statement_may_lack_something(world: World) -> None:
    transferred(world, "770011")
    the_bank_says(world, a_row("5000", reference="8", time="09:00"))
    one = till(world, ACCOUNT)

    assert one.known == "partly"
    assert [each.reference for each in one.untold] == ["770011"]
    assert differences(one) == [("8", 5000, 0)]


def test_a_day_before_the_first_line_of_a_statement_is_unknown(world: World) -> None:
    transferred(world, "770011")
    world.clock.go_on(days=3)
    the_bank_says(world, a_row("1", reference="9", day="1405/09/13"), a_row("1", reference="10", day="1405/09/14"))

    assert till(world, ACCOUNT).known == "untold"
    assert till(world, ACCOUNT, DAY + timedelta(days=2)).known == "told"


def test_a_day_without_a_line_inside_a_statement_was_a_quiet_one(world: World) -> None:
    world.clock.go_on(days=5)
    the_bank_says(world, a_row("1", reference="9", day="1405/09/10"), a_row("1", reference="10", day="1405/09/14"))
    one = till(world, ACCOUNT)

    assert (one.known, one.bank_in, one.difference) == ("told", 0, 0)


def test_a_transfer_that_the_bank_does_not_know_differs(world: World) -> None:
    transferred(world, "770011")
    world.clock.go_on(days=3)
    the_bank_says(
        world,
        a_row("2400000", reference="880022"),
        a_row("1", reference="9", day="1405/09/13"),
    )
    one = till(world, ACCOUNT)

    assert sorted(differences(one)) == [("770011", 0, 2_400_000), ("880022", 2_400_000, 0)]
    assert (one.difference, sheet(world).differs) == (0, True)


def test_another_amount_under_the_same_reference_differs(world: World) -> None:
    transferred(world, "770011")
    world.clock.go_on(days=3)
    the_bank_says(world, a_row("2399990", reference="770011"), a_row("1", reference="9", day="1405/09/13"))
    one = till(world, ACCOUNT)

    assert (differences(one), one.difference) == ([("770011", 2_399_990, 2_400_000)], -10)


def test_a_transfer_confirmed_on_the_next_day_is_no_difference_of_either(world: World) -> None:
    order = an_order(world)
    pay(world, order, "card_to_card")
    reports(world, order.code, order.payable, "770011")
    world.clock.go_on(days=1)
    move(world, order, "transfer_confirmed", reference="0770011")
    world.clock.go_on(days=3)
    the_bank_says(world, a_row("2400000", reference="770011"), a_row("1", reference="9", day="1405/09/14"))
    came, confirmed = till(world, ACCOUNT), till(world, ACCOUNT, DAY + timedelta(days=1))

    assert (came.bank_in, came.ours_in, came.difference) == (2_400_000, 0, 0)
    assert (confirmed.bank_in, confirmed.ours_in, confirmed.difference) == (0, 2_400_000, 0)
    assert [(one.bank, one.ours) for one in came.on_other_days] == [(2_400_000, 0)]
    assert [(one.bank, one.ours) for one in confirmed.on_other_days] == [(0, 2_400_000)]


def test_a_deposit_without_a_number_that_was_confirmed_on_the_next_day_is_no_difference_of_either(world: World) -> None:
    order = an_order(world)
    pay(world, order, "card_to_card")
    world.clock.go_on(days=1)
    the_bank_says(world, a_row("2400000", reference=""))
    with world.store.transaction() as tx:
        (line,) = tx.every(STATEMENT_LINES)
    move(world, order, "transfer_confirmed", line=line.id)
    world.clock.go_on(days=3)
    the_bank_says(world, a_row("1", reference="9", day="1405/09/14"))
    came, confirmed = till(world, ACCOUNT), till(world, ACCOUNT, DAY + timedelta(days=1))

    assert [(one.bank, one.ours) for one in came.on_other_days] == [(2_400_000, 0)]
    assert [(one.bank, one.ours) for one in confirmed.on_other_days] == [(0, 2_400_000)]
    assert (came.difference, confirmed.differences) == (0, ())


def test_what_staff_put_aside_and_what_else_was_paid_from_the_account_are_no_differences(world: World) -> None:
    world.clock.go_on(days=3)
    the_bank_says(
        world,
        a_row("900000", reference="31"),
        a_row("", "700000", reference="32", about="اجاره"),
        a_row("1", reference="9", day="1405/09/13"),
    )
    with world.store.transaction() as tx:
        line = next(one for one in tx.every(STATEMENT_LINES) if one.reference == "31")
        tx.put(STATEMENT_LINES, replace(line, aside="واریز درگاه"))
    one = till(world, ACCOUNT)

    assert (one.bank_in, one.bank_out, one.aside_in, one.aside_out) == (0, 0, 900_000, 700_000)
    assert (one.difference, one.differences) == (0, ())


def test_a_refund_is_looked_for_in_the_days_after_it(world: World) -> None:
    order = transferred(world, "770011")
    world.clock.go_on(days=1)
    move(world, order, "cancelled", why="stock")
    gives_back(world, order, reference="99001")
    day = local_day(world.clock())
    world.clock.go_on(days=9)
    first = (a_row("2400000", reference="770011"), a_row("1", reference="9", day="1405/09/13"))
    the_bank_says(world, *first)
    waiting = till(world, ACCOUNT, day)
    assert ([one.amount for one in waiting.untold], waiting.differences) == ([-2_400_000], ())

    the_bank_says(world, a_row("", "2400000", reference="99001", day="1405/09/14"), a_row("1", day="1405/09/20"))
    found = till(world, ACCOUNT, day)
    assert (found.ours_out, found.bank_out, found.untold, found.differences) == (2_400_000, 0, (), ())
    assert [one.ours for one in found.on_other_days] == [-2_400_000]


def test_a_refund_that_never_left_the_account_differs(world: World) -> None:
    order = transferred(world, "770011")
    move(world, order, "cancelled", why="stock")
    gives_back(world, order, reference="99001")
    world.clock.go_on(days=9)
    the_bank_says(world, a_row("2400000", reference="770011"), a_row("1", reference="9", day="1405/09/20"))

    assert differences(till(world, ACCOUNT)) == [("99001", 0, -2_400_000)]


def test_a_payment_whose_order_is_lost_differs_by_its_reference_and_is_owed_back(world: World) -> None:
    order = an_order(world)
    attempt = at_the_bank(world, order)
    world.gateway.pay(attempt.authority, "LOST-1")
    with world.store.transaction() as tx:
        tx.delete(ORDERS, order.code)
    settle(world.ports, attempt.id)
    found = sheet(world)

    assert differences(till(world, GATEWAY)) == [("LOST-1", 2_400_000, 0)]
    assert [(one.reference, one.amount, one.why, one.open) for one in found.owed] == [
        ("LOST-1", 2_400_000, "order_lost", True)
    ]
    assert found.differs

    close_attempt(world.ports, attempt.id, "sara", Found(outcome="given_back", note="در پنل دیدم"))
    closed = sheet(world)
    assert (closed.differs, [one.open for one in closed.owed]) == (False, [False])
    assert (till(world, GATEWAY).bank_in, till(world, GATEWAY).bank_out) == (2_400_000, 2_400_000)


def test_what_was_paid_twice_or_after_expiry_is_shown_as_owed_until_it_went_back(world: World) -> None:
    twice, late = an_order(world), an_order(world, 5)
    paid_again(world, twice)
    attempt = at_the_bank(world, late)
    world.clock.go_on(hours=25)
    expire_orders(world.ports)
    an_order(world, 5), an_order(world, 5)
    world.gateway.pay(attempt.authority)
    settle(world.ports, attempt.id)
    day = local_day(world.clock())

    assert [(one.order, one.amount, one.why, one.open) for one in sheet(world).owed] == [
        (twice.code, 2_400_000, "paid_twice", True)
    ]
    assert [(one.order, one.amount, one.why, one.open) for one in sheet(world, day).owed] == [
        (late.code, 12_000_000, "ended", True)
    ]
    gives_back(world, late, reference="BACK-1")
    assert [one.open for one in sheet(world, day).owed] == [False]
    assert not sheet(world, day).differs


def test_what_the_bank_gave_back_and_we_do_not_know_differs(world: World) -> None:
    order = an_order(world)
    pay(world, order)
    (payment,) = world.gateway.payments.values()
    payment.status = "reversed"
    assert till(world, GATEWAY).difference == 0

    assert ask_again(world.ports, DAY) == AskedAgain(told=1, silent=0, left=0)

    one = till(world, GATEWAY)
    assert differences(one) == [(payment.reference, -2_400_000, 0)]
    assert (one.bank_in, one.bank_out, one.difference) == (2_400_000, 2_400_000, -2_400_000)


def test_a_bank_that_does_not_answer_changes_nothing_and_is_asked_once(world: World) -> None:
    orders = [an_order(world) for _ in range(3)]
    for order in orders:
        pay(world, order)
    for payment in world.gateway.payments.values():
        payment.trouble = unavailable()
    before = world.everything()

    assert ask_again(world.ports, DAY) == AskedAgain(told=0, silent=3, left=0)
    assert world.everything() == before


def test_who_was_asked_longest_ago_is_asked_next(world: World) -> None:
    for _ in range(3):
        pay(world, an_order(world))

    assert ask_again(world.ports, DAY, most=2) == AskedAgain(told=2, silent=0, left=1)
    assert ask_again(world.ports, DAY, most=1) == AskedAgain(told=1, silent=0, left=2)
    with world.store.transaction() as tx:
        assert all(one.asked_at == world.clock() for one in tx.every(CAPTURES))


@pytest.mark.parametrize("spoils", ["missing", "changed", "strange", "unbalanced"])
def test_an_entry_that_is_not_what_its_chain_says_is_named(world: World, spoils: str) -> None:
    order = an_order(world)
    pay(world, order)
    move(world, order, "cancelled", why="stock")
    paid, cancelled = booked(world, order)
    with world.store.transaction() as tx:
        if spoils == "missing":
            tx.delete(LEDGER, LEDGER.key(cancelled))
        elif spoils == "strange":
            tx.insert(LEDGER, replace(cancelled, event=9))
        elif spoils == "changed":
            tx.put(LEDGER, replace(cancelled, reference="OTHER"))
        else:
            first, *rest = paid.postings
            tx.put(LEDGER, replace(paid, postings=(replace(first, amount=Rials(first.amount + 1)), *rest)))
    found = sheet(world)

    assert [(one.order, one.what) for one in found.mismatches] == [(order.code, spoils)]
    assert found.differs
    if spoils == "missing":
        assert book_missing(world.store) == 1
        assert not sheet(world).differs


def test_a_history_that_was_changed_is_named(world: World) -> None:
    order = pay(world, an_order(world))
    world.keep_order(replace(order, payable=Rials(order.payable - 1)))

    assert [(one.order, one.what) for one in sheet(world).mismatches] == [(order.code, "chain")]


def balanced(world: World, days: Iterable[date]) -> None:
    """Check that paid = kept + refunded + owed on each day."""
    for day in days:
        totals = sheet(world, day).totals
        assert totals.paid == totals.kept_in_all + totals.refunded + totals.owed


def test_a_mixed_day_ends_at_zero_and_every_rial_is_accounted_for(world: World) -> None:
    mixed_day(world)
    found = sheet(world)

    assert {
        one.till: (one.bank_in, one.bank_out, one.ours_in, one.ours_out, one.difference) for one in found.tills
    } == {
        GATEWAY: (12_000_000, 0, 12_000_000, 0, 0),
        ACCOUNT: (4_800_000, 2_400_000, 4_800_000, 2_400_000, 0),
        CASH: (None, None, 2_400_000, 0, None),
        POS: (None, None, 2_400_000, 0, None),
    }
    assert not found.differs
    assert (found.totals.paid, found.totals.refunded) == (21_600_000, 2_400_000)
    assert (found.totals.kept, found.totals.owed) == ({"goods": 16_800_000}, 2_400_000)
    next_day = sheet(world, DAY + timedelta(days=1))
    assert (next_day.totals.paid, next_day.totals.kept, next_day.totals.owed) == (0, {"goods": -2_400_000}, 2_400_000)
    balanced(world, [DAY, DAY + timedelta(days=1)])


def test_BAK_120_a_sheet_names_each_part_of_what_orders_cost(world: World) -> None:
    an_order_at(world, "bakala", price=2_000_000, delivery="carrier-rah")

    assert sheet(world).totals.kept == {
        "goods": 2_000_000,
        "carriage": 300_000,
        "charge:بسته‌بندی": 50_000,
        "charge:بیمه‌ی حمل": 20_000,
    }
