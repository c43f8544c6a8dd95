"""The account that a buyer states, what staff pay there, and what each refund's event says for the books."""

from __future__ import annotations

import pytest

from checkout.kinds import OUTBOX
from checkout.messages import order_url
from checkout.use_cases.claims import cancel_own
from checkout.use_cases.refund_account import declare_account
from shop.errors import BadInput, OptionRefused, TransitionRefused
from shop.order import Order
from shop.order_chain import check_chain, happened
from shop.rules.refund_account import AccountMissing
from tests.builders import in_tehran
from tests.checkout.life import an_order_at
from tests.checkout.staff import CARD, SHEBA, gives_back, move, moves, refused
from tests.fakes import World, in_threads

OTHER_SHEBA = "IR062960000000100324200001"


def voided(world: World, name: str = "baqiyat", price: int = 2_400_000) -> Order:
    order = an_order_at(world, name, price=price)
    return move(world, order, "cancelled", why="stock")


@pytest.mark.parametrize(
    ("name", "number", "wrong"),
    [
        pytest.param("baqiyat", SHEBA, "IR820540102680020817909003", id="BAQ-077"),
        pytest.param("bakala", SHEBA, "IR820540102680020817909003", id="BAK-044"),
        pytest.param("payatel", SHEBA, "IR820540102680020817909003", id="PAY-011"),
        pytest.param("atrebeheshti", CARD, "6037701689095444", id="ATR-039"),
    ],
)
def test_BAQ_077_BAK_044_PAY_011_ATR_039_staff_pay_only_to_a_right_account_that_the_buyer_stated(
    world: World, name: str, number: str, wrong: str
) -> None:
    order = voided(world, name)
    assert refused(world, order, "refunded", reference="BACK") == AccountMissing()
    before = world.everything()
    with pytest.raises(BadInput):
        declare_account(world.ports, order.code, wrong, "زهرا احمدی")
    assert world.everything() == before
    stated = declare_account(world.ports, order.code, number, "زهرا احمدی")
    assert (stated.state, stated.events[-1].by, stated.events[-1].facts["account"]) == ("cancelled", "buyer", number)
    back = move(world, order, "refunded", reference="BACK")
    assert (back.state, back.owed_back, back.events[-1].facts["to"][-4:]) == ("refunded", 0, number[-4:])
    check_chain(back)


def test_BAQ_077_the_buyer_is_asked_in_the_message_that_tells_of_the_refund_and_once_more_by_staff(
    world: World,
) -> None:
    order = voided(world)
    wanted = "شماره‌ی شبای خود را برای بازگشت پول در صفحه‌ی سفارش بنویسید:"
    link = order_url(world.checkout_url, order)
    assert world.texts(order)[-1].endswith(f"{wanted}\n{link}")
    move(world, order, "account_asked")
    assert world.texts(order)[-1].endswith(f"{wanted}\n{link}")
    assert "۲۴۰٬۰۰۰\u00a0تومان" in world.texts(order)[-1]
    declare_account(world.ports, order.code, SHEBA, "زهرا احمدی")
    assert "account_asked" not in moves(world, order)


def test_BAQ_077_who_owns_the_mobile_is_told_of_each_account_and_never_its_number(world: World) -> None:
    order = voided(world)
    declare_account(world.ports, order.code, SHEBA, "زهرا احمدی")
    assert "شبای منتهی به ۹۰۰۲ به نام زهرا احمدی" in world.texts(order)[-1]
    declare_account(world.ports, order.code, OTHER_SHEBA, "علی")
    assert "شبای منتهی به ۰۰۰۱ به نام علی" in world.texts(order)[-1]
    move(world, order, "refunded", reference="BACK")
    assert "به شبای منتهی به ۰۰۰۱ برگشت داده شد" in world.texts(order)[-1]
    with world.store.transaction() as tx:
        assert not [message for message in tx.every(OUTBOX) if SHEBA[6:] in message.body]


@pytest.mark.parametrize("state", ["paid", "refunded", "unpaid"])
def test_BAQ_077_no_account_is_taken_where_no_money_is_owed(world: World, state: str) -> None:
    order = an_order_at(world, "baqiyat", pays="" if state == "unpaid" else "gateway")
    if state != "paid":
        order = cancel_own(world.ports, order.code)
    if state == "refunded":
        order = gives_back(world, order)
    before = world.everything()
    with pytest.raises(TransitionRefused):
        declare_account(world.ports, order.code, SHEBA, "زهرا احمدی")
    assert world.everything() == before


def test_CHI_031_no_field_lets_anybody_name_another_account_than_the_paying_card(world: World) -> None:
    order = voided(world, "chistatech")
    assert not {"account_declared", "account_asked"} & set(moves(world, order))
    with pytest.raises(TransitionRefused):
        declare_account(world.ports, order.code, SHEBA, "زهرا احمدی")
    back = move(world, order, "refunded", reference="BACK")
    facts = back.events[-1].facts
    assert (facts["to"], facts["till"], back.owed_back) == ("603799******1234", "gateway:zarinpal", 0)


def test_CHI_032_staff_cannot_record_a_refund_to_anybody_but_the_payer(world: World) -> None:
    order = an_order_at(world, "chistatech", pays="cash_on_delivery")
    move(world, order, "prepared")
    move(world, order, "dispatched", tracking="1", insurance="B")
    move(world, order, "door_payment_taken", amount=2_400_000, taken="cash", collector="رضا")
    owed = move(world, order, "cancelled", why="price_error", market_value=24_000_000)
    before = world.everything()
    with pytest.raises(BadInput, match="not_the_payer"):
        move(world, owed, "account_declared", account=SHEBA, holder="علی احمدی")
    assert world.everything() == before
    assert refused(world, owed, "refunded", reference="BACK") == AccountMissing()
    move(world, owed, "account_declared", account=SHEBA, holder="زهرا احمدي")
    assert move(world, owed, "refunded", reference="BACK").owed_back == 0


def test_a_part_goes_back_first_and_the_order_owes_the_rest(world: World) -> None:
    order = voided(world)
    declare_account(world.ports, order.code, SHEBA, "زهرا احمدی")
    before = world.everything()
    for amount in (-1, 2_400_001):
        with pytest.raises(BadInput, match="not_due"):
            move(world, order, "refunded", reference="BACK", amount=amount)
    assert world.everything() == before
    part = move(world, order, "refunded", reference="BACK-1", amount=1_000_000)
    assert (part.events[-1].kind, part.state, part.owed_back) == ("part_refunded", "cancelled", 1_400_000)
    assert part.deadlines["refund"] == order.deadlines["refund"]
    with pytest.raises(BadInput, match="already_used"):
        move(world, order, "refunded", reference="BACK-1")
    rest = move(world, order, "refunded", reference="BACK-2")
    assert (rest.events[-1].kind, rest.state, rest.owed_back) == ("refunded", "refunded", 0)
    assert [event.facts["refunded"] for event in rest.events[-2:]] == ["1000000", "1400000"]


def test_a_second_payment_of_a_living_order_goes_back_as_too_much(world: World) -> None:
    order = an_order_at(world, "baqiyat")
    world.keep_order(paid_again(world, order))
    back = gives_back(world, order, out_of="bank")
    assert (back.state, back.owed_back) == ("queued", 0)
    assert back.events[-1].facts["of:excess"] == "2400000"


def paid_again(world: World, order: Order) -> Order:
    """Return the order after a second payment, of another attempt, arrived."""
    facts = {"method": "gateway", "paid": str(order.payable), "reference": "SECOND", "attempt": "other"}
    return happened(world.order(order.code), "paid", at=world.clock(), by="bank", facts=facts)


def test_every_refund_says_for_the_books_what_it_is_of_and_where_it_left(world: World) -> None:
    order = an_order_at(world, "atrebeheshti", price=4_880_000)
    move(world, order, "cancelled", why="buyer")
    back = gives_back(world, order, reference="BACK-1")
    facts = back.events[-1].facts
    assert facts == {
        "refunded": "4967800",
        "reference": "BACK-1",
        "till": facts["till"],
        "deducted": "32200",
        "deducted:کارمزد درگاه پرداخت": "25000",
        "deducted:کارمزد کارت به کارت": "7200",
        "of:goods": "4880000",
        "of:carriage": "120000",
        "to": "603770******5443",
    }
    parts = sum(int(value) for name, value in facts.items() if name.startswith("of:"))
    assert parts == int(facts["refunded"]) + int(facts["deducted"]) == back.paid


def test_money_leaves_only_from_a_place_that_the_shop_has(world: World) -> None:
    order = voided(world)
    declare_account(world.ports, order.code, SHEBA, "زهرا احمدی")
    before = world.everything()
    with pytest.raises(BadInput, match="missing_choice"):
        move(world, order, "refunded", reference="BACK", out_of="sep")
    assert world.everything() == before
    assert move(world, order, "refunded", reference="BACK", out_of="zarinpal").owed_back == 0


def test_CHI_031_two_payments_go_back_each_to_its_own_payer(world: World) -> None:
    world.clock.now = in_tehran("1405/09/11", "10:00")
    order = an_order_at(world, "chistatech", pays="card_to_card")
    reports_by_card(world, order)
    move(world, order, "transfer_confirmed", reference="778899")
    world.keep_order(paid_again(world, order))
    owed = move(world, order, "cancelled", why="stock")
    assert owed.owed_back == 4_800_000
    first = move(world, owed, "refunded", reference="BACK-1")
    assert (first.events[-1].kind, first.owed_back) == ("part_refunded", 2_400_000)
    assert refused(world, owed, "refunded", reference="BACK-2") == AccountMissing()
    with pytest.raises(BadInput, match="not_the_paying_card"):
        declare_account(world.ports, owed.code, "6219861034529007", "زهرا احمدی")
    declare_account(world.ports, owed.code, CARD, "زهرا احمدی")
    assert move(world, owed, "refunded", reference="BACK-2").owed_back == 0


def reports_by_card(world: World, order: Order) -> None:
    move(
        world,
        order,
        "transfer_reported",
        amount=2_400_000,
        card="5443",
        holder="زهرا احمدی",
        paid_at=world.clock(),
    )


def test_BAQ_077_a_refund_is_recorded_once_though_ten_press_at_once(world: World) -> None:
    order = voided(world)
    declare_account(world.ports, order.code, SHEBA, "زهرا احمدی")
    came = in_threads(10, lambda n: move(world, order, "refunded", reference=f"BACK-{n}"))
    assert len([one for one in came if isinstance(one, Order)]) == 1
    assert world.order(order.code).held == 0
    assert not [one for one in came if isinstance(one, OptionRefused)]
