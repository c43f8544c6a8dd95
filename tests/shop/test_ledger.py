"""What each event moves, account by account; an entry comes to zero whatever happened."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shop.erasure import erase
from shop.ledger import Entry, balances, entries, fee_account, fee_name, newest_entry
from shop.money import Rials
from shop.order import Order
from shop.order_chain import check_chain, happened
from shop.terms import Accounts
from shop.tills import (
    CASH,
    POS,
    account_of,
    account_till,
    gateway_of,
    gateway_till,
    is_till,
    till_of,
    tills_of,
    with_till,
)
from tests.builders import HONEY, PLACED_AT, a_shop, an_order, chosen, paid, then
from tests.shop.test_cost import closed, fell, two_lines

ALL = 9_420_000
"""Rials that the order of two lines costs."""


def moved(entry: Entry) -> dict[str, int]:
    return {posting.account: posting.amount for posting in entry.postings}


def last(order: Order) -> dict[str, int]:
    """Return what the newest event moved."""
    entry = newest_entry(replace(order, events=order.events[:-1]), order)
    return moved(entry) if entry else {}


def money(order: Order, kind: str, **facts: str) -> Order:
    return happened(order, kind, at=PLACED_AT, by="test", facts=facts)  # type: ignore[arg-type]


def paid_at(order: Order, till: str, amount: int) -> Order:
    return money(order, "paid", paid=str(amount), reference="R-1", till=till)


def test_placing_choosing_and_changing_an_unpaid_order_move_nothing() -> None:
    order = chosen(closed(fell(two_lines(), HONEY, 2_000_000), HONEY, 1), "transfer")

    assert entries(order) == ()
    assert entries(then(order, "expired")) == ()


def test_a_payment_is_kept_for_what_the_order_is_made_of() -> None:
    order = paid_at(chosen(two_lines(), "gateway"), "gateway:zibal", ALL)
    (entry,) = entries(order)

    assert moved(entry) == {
        "gateway:zibal": ALL,
        "carriage": -950_000,
        "charge:بسته‌بندی": -50_000,
        "charge:بیمه‌ی حمل": -20_000,
        "goods": -8_400_000,
    }
    assert (entry.order, entry.event, entry.kind, entry.reference) == (order.code, 2, "paid", "R-1")
    assert entry.at == order.events[2].at


def test_what_is_paid_twice_is_owed() -> None:
    order = paid_at(paid_at(two_lines(), "gateway:zarinpal", ALL), "gateway:zibal", ALL)

    assert last(order) == {"gateway:zibal": ALL, "owed": -ALL}


def test_a_fall_in_price_turns_what_was_kept_into_a_debt() -> None:
    order = fell(paid_at(two_lines(), "gateway:zibal", ALL), HONEY, 2_000_000)

    assert last(order) == {"discount": 800_000, "owed": -800_000}


def test_a_line_closed_after_payment_is_owed_with_what_its_price_had_fallen() -> None:
    order = fell(paid_at(two_lines(), "gateway:zibal", ALL), HONEY, 2_000_000)

    assert last(closed(order, HONEY, 1)) == {"goods": 2_400_000, "discount": -400_000, "owed": -2_000_000}


def test_a_cancelled_order_owes_all_and_a_refund_keeps_each_fee_by_its_name() -> None:
    order = then(paid_at(two_lines(), "account:IR1", ALL), "cancelled")
    assert last(order)["owed"] == -ALL
    assert last(order)["goods"] == 8_400_000

    facts = {"refunded": str(ALL - 54_300), "deducted": "54300", "deducted:درگاه": "47100", "deducted:کارت": "7200"}
    order = money(order, "refunded", reference="B-1", till="account:IR1", **facts)

    assert last(order) == {"account:IR1": -(ALL - 54_300), "owed": ALL, "fee:درگاه": -47_100, "fee:کارت": -7_200}


def test_fees_that_come_to_more_than_was_owed_keep_no_rial_that_is_not_there() -> None:
    order = then(paid_at(an_order(), "account:IR1", 2_400_000), "cancelled")
    facts = {"refunded": "0", "deducted": "2400000", "deducted:a": "2000000", "deducted:b": "2000000"}

    assert last(money(order, "refunded", **facts)) == {"owed": 2_400_000, "fee:a": -2_000_000, "fee:b": -400_000}


def test_a_fee_without_a_name_is_kept_too() -> None:
    order = then(paid_at(an_order(), "account:IR1", 2_400_000), "cancelled")

    found = last(money(order, "refunded", refunded="2399000", deducted="1000"))
    assert found == {"account:": -2_399_000, "owed": 2_400_000, "fee:": -1_000}


@pytest.mark.parametrize(
    ("first", "kept"),
    [
        pytest.param(1, {"carriage": -1}, id="a rial"),
        pytest.param(950_001, {"carriage": -950_000, "charge:بسته‌بندی": -1}, id="carriage first"),
        pytest.param(
            1_020_001,
            {"carriage": -950_000, "charge:بسته‌بندی": -50_000, "charge:بیمه‌ی حمل": -20_000, "goods": -1},
            id="then charges, then goods",
        ),
    ],
)
def test_a_part_payment_fills_the_parts_in_their_order(first: int, kept: dict[str, int]) -> None:
    order = then(chosen(two_lines(), "cash_on_delivery"), "dispatched")
    order = money(order, "door_payment_taken", paid=str(first), taken="cash")
    assert last(order) == {"door:cash": first, **kept}

    order = money(order, "door_payment_taken", paid=str(ALL - first), taken="card", reference="POS-1")
    assert last(order)["door:card"] == ALL - first
    assert {account: amount for account, amount in balances(order).items() if amount and not is_till(account)} == {
        "carriage": -950_000,
        "charge:بسته‌بندی": -50_000,
        "charge:بیمه‌ی حمل": -20_000,
        "goods": -8_400_000,
    }


def test_a_part_payment_of_what_fell_in_price_fills_goods_less_the_discount() -> None:
    order = then(chosen(fell(two_lines(), HONEY, 2_000_000), "cash_on_delivery"), "dispatched")

    order = money(order, "door_payment_taken", paid="1020001", taken="cash")
    assert (last(order)["goods"], last(order)["discount"]) == (-800_001, 800_000)


def test_sending_it_again_is_paid_last_when_all_else_is() -> None:
    order = fell(two_lines(), HONEY, 2_000_000)
    order = then(paid_at(order, "gateway:zibal", order.total), "dispatched", "sent_back", "came_back")
    order = money(order, "resend_agreed", change="800000")
    assert (last(order), order.due) == ({}, 800_000)

    order = paid_at(order, "gateway:zibal", 1)
    assert last(order) == {"gateway:zibal": 1, "resending": -1}
    assert last(paid_at(order, "gateway:zibal", 799_999)) == {"gateway:zibal": 799_999, "resending": -799_999}


def test_what_no_part_explains_has_an_account_of_its_own() -> None:
    order = two_lines()
    order = happened(replace(order, payable=Rials(ALL + 3), events=()), "registered", at=PLACED_AT, by="buyer")

    assert last(paid_at(order, "gateway:zibal", ALL + 3))["unexplained"] == -3


def test_money_that_went_back_twice_is_not_explained_by_anything() -> None:
    order = then(paid_at(an_order(), "account:IR1", 2_400_000), "cancelled")
    order = money(order, "refunded", refunded="2400001", till="account:IR1")

    assert last(order) == {"account:IR1": -2_400_001, "owed": 2_400_000, "unexplained": 1}


def test_an_order_that_expired_and_was_paid_owes_it_back() -> None:
    order = paid_at(then(an_order(), "expired"), "gateway:sep", 2_400_000)

    assert (order.state, last(order)) == ("needs_refund", {"gateway:sep": 2_400_000, "owed": -2_400_000})


def test_events_of_a_time_without_tills_say_where_their_money_is_by_kind() -> None:
    order = paid(chosen(an_order(), "gateway"))
    assert last(order) == {"gateway:": 2_400_000, "goods": -2_400_000}
    (entry,) = entries(order, {"42": "zarinpal"})
    assert moved(entry) == {"gateway:zarinpal": 2_400_000, "goods": -2_400_000}

    by_transfer = money(chosen(an_order(), "transfer"), "transfer_confirmed", paid="2400000", reference="1")
    assert last(by_transfer)["account:"] == 2_400_000


def test_every_entry_comes_to_zero_and_all_of_them_to_the_balances() -> None:
    order = fell(paid_at(two_lines(), "gateway:zibal", ALL), HONEY, 2_000_000)
    order = money(order, "refunded", refunded="800000", till="account:IR1")
    order = then(order, "cancelled")
    order = money(order, "refunded", refunded=str(order.owed_back), till="account:IR1")
    booked = entries(order)

    assert [entry.kind for entry in booked] == ["paid", "repriced", "refunded", "cancelled", "refunded"]
    assert [sum(moved(entry).values()) for entry in booked] == [0] * 5
    assert {account: amount for account, amount in balances(order).items() if amount} == {
        "gateway:zibal": ALL,
        "account:IR1": -ALL,
    }


def test_the_books_of_an_erased_order_are_the_same() -> None:
    order = then(paid_at(two_lines(), "gateway:zibal", ALL), "cancelled")
    facts = {"refunded": str(ALL - 100), "deducted": "100", "deducted:کارمزد": "100", "till": "account:IR1"}
    order = money(order, "refunded", reference="B-1", **facts)
    erased = erase(order, at=PLACED_AT.replace(year=2028), by="staff:sara")

    check_chain(erased)
    assert entries(erased) == entries(order)


def test_a_till_says_what_it_is() -> None:
    shop = a_shop("baqiyat", statement=None, accounts={"sheba": "IR78"})
    sheba = account_till(shop, "transfer")
    assert (sheba, account_of(sheba), gateway_of(sheba)) == ("account:IR78", "IR78", "")
    bare = replace(shop, accounts=Accounts(number="1", card="9"))
    assert account_till(bare, None) == "account:1"
    assert account_till(replace(shop, accounts=Accounts(card="9")), None) == "account:9"
    assert (gateway_of(gateway_till("sep")), account_of(gateway_till("sep"))) == ("sep", "")
    assert [is_till(one) for one in (sheba, "gateway:sep", CASH, POS, "goods", "owed", "fee:x", "charge:x")] == [
        *[True] * 4,
        *[False] * 4,
    ]
    assert (fee_name(fee_account("کارمزد")), fee_name("fee:"), fee_name("goods")) == ("کارمزد", "", None)


def test_an_event_that_moves_money_names_its_till_and_no_other_does() -> None:
    here = a_shop("baqiyat", statement=None, accounts={"sheba": "IR78"})

    assert with_till("transfer_confirmed", {"paid": "1"}, here, "transfer") == {"paid": "1", "till": "account:IR78"}
    assert with_till("refunded", {"refunded": "1"}, here, "gateway") == {"refunded": "1", "till": "account:IR78"}
    assert with_till("refunded", {"refunded": "1", "till": "gateway:sep"}, here, "gateway")["till"] == "gateway:sep"
    at_the_door = {"paid": "1", "taken": "card"}
    assert with_till("door_payment_taken", at_the_door, here, "cash_on_delivery") == at_the_door
    assert (till_of("door_payment_taken", at_the_door), till_of("door_payment_taken", {"taken": "cash"})) == (POS, CASH)
    assert with_till("cancelled", {"why": "buyer"}, here, "gateway") == {"why": "buyer"}
    assert till_of("revived", {"paid": "1"}) == "gateway:"


def test_what_was_given_back_in_a_gateways_panel_left_that_gateway() -> None:
    here = a_shop("baqiyat")
    facts = {"refunded": "1", "out_of": "zibal"}

    assert (till_of("refunded", facts), with_till("refunded", facts, here, "gateway")) == ("gateway:zibal", facts)
    by_bank = with_till("refunded", {"refunded": "1", "out_of": "bank"}, here, "gateway")
    assert by_bank["till"] == "account:shop"


def test_every_till_that_a_shops_terms_name_is_known_before_money_is_there() -> None:
    assert tills_of(a_shop("baqiyat")) == ("gateway:zarinpal", "account:shop", POS, CASH)
    two = {"kind": "gateway", "name": "درگاه", "provider": "sep", "fallback": ["zibal"], "clause": "payment#gateway"}
    bare = a_shop("baqiyat", payment=[two], statement=None)
    assert tills_of(bare) == ("gateway:sep", "gateway:zibal")
    by_card = {"kind": "deposit", "name": "واریز", "clause": "payment#card"}
    assert tills_of(a_shop("baqiyat", payment=[by_card], statement=None, accounts={"sheba": "IR78"})) == (
        "account:IR78",
    )


def test_an_account_whose_statement_is_imported_is_called_as_that_is() -> None:
    shop = a_shop("baqiyat")
    only = shop.statement[0]
    cards = replace(only, id="cards", payments=("card_to_card",))
    shop = replace(shop, statement=(replace(only, id="bank", payments=("transfer", "deposit")), cards))

    assert account_till(shop, "card_to_card") == "account:cards"
    assert account_till(shop, "deposit") == "account:bank"
    assert account_till(shop, "gateway") == "account:bank"
