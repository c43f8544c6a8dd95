"""To which account owed money goes: what is asked, what is right, and who is never paid."""

from __future__ import annotations

import pytest

from shop.errors import BadInput
from shop.order import Order
from shop.rules.refund_account import (
    Account,
    Asked,
    account_problems,
    asked_account,
    destination,
    may_ask,
    may_refund,
    same_name,
)
from shop.rules.sources import sources
from shop.verdict import Refused
from tests.builders import a_shop, an_order, paid, then
from tests.shop.order_paths import told

SHEBA = "IR820540102680020817909002"
CARD = "6037701689095443"
CHIST = a_shop("chistatech")


def by_card(order: Order, card: str = "5443", holder: str = "زهرا احمدی") -> Order:
    """Return the order after a transfer from a card, as its payer reported it, was confirmed."""
    order = told(order, "transfer_promised", method="card_to_card")
    facts = {"reported": "2400000", "card": card, "holder": holder}
    order = told(order, "transfer_reported", **{name: value for name, value in facts.items() if value})
    return told(order, "transfer_confirmed", paid="2400000", reference="778899")


def at_the_door(taken: str) -> Order:
    order = then(told(an_order(), "door_payment_accepted", method="cash_on_delivery"), "dispatched")
    order = told(order, "door_payment_taken", paid="2400000", taken=taken)
    return then(order, "sent_back", "came_back", "cancelled")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        pytest.param("baqiyat", "sheba", id="BAQ-077"),
        pytest.param("bakala", "sheba", id="BAK-044"),
        pytest.param("payatel", "sheba", id="PAY-011"),
        pytest.param("atrebeheshti", "card", id="ATR-039"),
    ],
)
def test_BAQ_077_BAK_044_PAY_011_ATR_039_money_waits_for_the_account_that_the_buyer_states(
    name: str, kind: str
) -> None:
    shop, owed = a_shop(name), then(paid(an_order()), "cancelled")
    number = SHEBA if kind == "sheba" else CARD

    assert asked_account(shop, owed) == Asked(kind=kind)  # type: ignore[arg-type]
    assert (destination(shop, owed), may_ask(shop, owed)) == (None, True)
    refusal = may_refund(shop, owed)
    assert isinstance(refusal, Refused)
    assert (refusal.reason.code, refusal.clause) == ("account_missing", shop.refund.clause)
    stated = told(owed, "account_declared", account=number, account_kind=kind, holder="زهرا احمدی")
    assert destination(shop, stated) == Account(kind=kind, number=number, holder="زهرا احمدی")  # type: ignore[arg-type]
    assert (may_refund(shop, stated).allowed, may_ask(shop, stated)) == (True, False)


def test_BAQ_077_nothing_is_asked_where_nothing_is_owed() -> None:
    assert asked_account(a_shop(), paid(an_order())) is None
    assert destination(a_shop(), paid(an_order())) is None


def test_BAQ_077_the_last_account_that_was_stated_counts() -> None:
    owed = then(paid(an_order()), "cancelled")
    one = told(owed, "account_declared", account="IR062960000000100324200001", account_kind="sheba", holder="زهرا")
    two = told(one, "account_declared", account=SHEBA, account_kind="sheba", holder="زهرا احمدی")

    assert destination(a_shop(), two) == Account(kind="sheba", number=SHEBA, holder="زهرا احمدی")


def test_CHI_031_a_payment_at_the_bank_goes_back_to_its_card_and_no_other_can_be_named() -> None:
    facts = {"method": "gateway", "paid": "2400000", "card": "603770******5443", "attempt": "a"}
    owed = then(told(an_order(), "paid", **facts), "cancelled")

    assert asked_account(CHIST, owed) is None
    assert destination(CHIST, owed) == Account(kind="paying_card", number="603770******5443")
    assert may_refund(CHIST, owed).allowed


def test_CHI_031_T_CHI_07_a_card_that_is_known_by_four_digits_is_completed_by_its_payer() -> None:
    asked = asked_account(CHIST, then(by_card(an_order()), "cancelled"))

    assert asked == Asked(kind="card", holder="زهرا احمدی", ends_with="5443")
    assert list(account_problems(asked, CARD, "زهرا احمدی")) == []
    assert _problems(asked, "6219861034529007", "زهرا احمدی") == [("account", "not_the_paying_card")]
    assert _problems(asked, CARD, "علی احمدی") == [("account_holder", "not_the_payer")]


def test_CHI_032_a_sheba_of_anybody_but_the_payer_is_refused() -> None:
    order = told(an_order(), "transfer_promised", method="deposit")
    order = told(order, "transfer_reported", reported="2400000", reference="1", holder="زهرا احمدی")
    owed = then(told(order, "transfer_confirmed", paid="2400000", reference="1"), "cancelled")
    asked = asked_account(CHIST, owed)

    assert asked == Asked(kind="sheba", holder="زهرا احمدی")
    assert _problems(asked, SHEBA, "علی احمدی") == [("account_holder", "not_the_payer")]
    stranger = told(owed, "account_declared", account=SHEBA, account_kind="sheba", holder="علی احمدی")
    assert (destination(CHIST, stranger), may_refund(CHIST, stranger).allowed) == (None, False)


@pytest.mark.parametrize(("taken", "kind"), [("cash", "sheba"), ("card", "card")])
def test_CHI_031_T_CHI_07_money_of_the_door_goes_to_an_account_in_the_buyers_own_name(taken: str, kind: str) -> None:
    asked = asked_account(CHIST, at_the_door(taken))

    assert asked == Asked(kind=kind, holder="زهرا احمدی")  # type: ignore[arg-type]


def test_CHI_031_an_order_paid_by_two_ways_goes_back_by_each_the_newest_first() -> None:
    first = told(an_order(), "paid", method="gateway", paid="2000000", card="603770******5443", attempt="a")
    both = then(told(first, "paid", method="gateway", paid="400000", card="621986******9007", attempt="b"), "cancelled")
    back = told(both, "part_refunded", refunded="400000")
    reversed_first = told(both, "part_refunded", refunded="2000000", attempt="a")

    assert [(one.attempt, one.left) for one in sources(both)] == [("b", 400_000), ("a", 2_000_000)]
    assert [(one.attempt, one.left) for one in sources(back)] == [("a", 2_000_000)]
    assert [(one.attempt, one.left) for one in sources(reversed_first)] == [("b", 400_000)]


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        (SHEBA, ""),
        (SHEBA.lower(), ""),
        (SHEBA[2:], ""),
        ("IR82 0540 1026 8002 0817 9090 02", ""),
        ("ir۸۲۰۵۴۰۱۰۲۶۸۰۰۲۰۸۱۷۹۰۹۰۰۲", ""),
        ("", "missing"),
        ("IR820540102680020817909003", "bad_sheba"),
        ("IR820540102680020817909020", "bad_sheba"),
        ("IR000000000000000000000000", "bad_sheba"),
        (SHEBA[:-1], "short_sheba"),
        (SHEBA + "0", "short_sheba"),
        ("سلام", "short_sheba"),
        (CARD, "card_for_sheba"),
    ],
)
def test_BAQ_077_PAY_011_a_sheba_is_read_in_any_spelling_and_a_wrong_digit_is_refused(
    number: str, problem: str
) -> None:
    assert _problems(Asked(kind="sheba"), number, "زهرا") == ([("account", problem)] if problem else [])


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        (CARD, ""),
        ("6037-7016-8909-5443", ""),
        ("۶۰۳۷۷۰۱۶۸۹۰۹۵۴۴۳", ""),
        ("6037701689095444", "bad_card"),
        ("6037701689095434", "bad_card"),
        ("1111111111111111", "bad_card"),
        ("603770168909544", "short_card"),
        (SHEBA, "sheba_for_card"),
        (SHEBA[2:], "sheba_for_card"),
        ("", "missing"),
    ],
)
def test_ATR_039_a_card_number_is_read_in_any_spelling_and_a_wrong_digit_is_refused(number: str, problem: str) -> None:
    assert _problems(Asked(kind="card"), number, "زهرا") == ([("account", problem)] if problem else [])


def test_every_mistake_is_told_at_once_and_none_keeps_the_number() -> None:
    errors = list(account_problems(Asked(kind="sheba"), "IR820540102680020817909003", ""))

    assert [(error.field, error.problem) for error in errors] == [
        ("account", "bad_sheba"),
        ("account_holder", "missing"),
    ]
    assert not [error for error in errors if "8205" in f"{error} {error.value} {error.facts}"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("زهرا احمدی", "زهرا  احمدي", True),
        ("علی‌رضا کریمی", "عليرضا كريمی", True),
        ("زهرا احمدی", "زهره احمدی", False),
        ("زهرا احمدی", "زهرا", False),
    ],
)
def test_CHI_032_spellings_of_one_name_are_one(one: str, other: str, *, same: bool) -> None:
    assert same_name(one, other) is same


def _problems(asked: Asked | None, number: str, holder: str) -> list[tuple[str, str]]:
    assert asked is not None
    found: list[BadInput] = list(account_problems(asked, number, holder))
    return [(error.field, error.problem) for error in found]
