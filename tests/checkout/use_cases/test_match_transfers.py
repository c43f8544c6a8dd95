"""What buyers report of transfers is held against the bank's statement; staff, or the bank's word, settle it."""

from __future__ import annotations

import pytest

from checkout.kinds import STATEMENT_LINES
from checkout.use_cases.bank_statements import import_statement
from checkout.use_cases.claims import report_transfer
from checkout.use_cases.match_transfers import word_of_bank, words_of_bank
from checkout.use_cases.settle_transfers import settle_transfers
from checkout.use_cases.stray_deposits import put_aside, stray_deposits, take_up
from shop.errors import BadInput, NotFound
from shop.order import Order
from shop.order_chain import check_chain
from shop.rules.transfer import NotAWorkingDay, Report
from shop.statement import StatementLine
from tests.builders import a_shop, in_tehran
from tests.checkout.life import an_order_at, ordered
from tests.checkout.shops import an_item, opened
from tests.checkout.staff import move, refused, reports
from tests.fakes import World, in_threads
from tests.statements import a_file, a_row

PRICE = 1_800_000


def imported(world: World, *rows: str) -> None:
    assert import_statement(world.ports, "shop", a_file(*rows), "sara").wrong == ()


def line_of(world: World, reference: str) -> StatementLine:
    with world.store.transaction() as tx:
        (found,) = [line for line in tx.every(STATEMENT_LINES) if line.reference == reference]
    return found


def reported(world: World, reference: str = "123456", mobile: str = "09121234567") -> Order:
    world.clock.now = in_tehran("1405/09/11", "10:00")
    order = an_order_at(world, "baqiyat", price=PRICE, pays="card_to_card", mobile=mobile)
    world.clock.now = in_tehran("1405/09/11", "11:00")
    return reports(world, order.code, PRICE, reference)


def said(world: World) -> list[tuple[str, str, str]]:
    return [(one.order.code, one.word, one.line.reference if one.line else "") for one in words_of_bank(world.ports)]


@pytest.mark.parametrize(
    ("row", "word"),
    [
        pytest.param(a_row(), "confirms", id="this number and amount"),
        pytest.param(a_row(reference="000123456"), "confirms", id="zeros before it"),
        pytest.param(a_row("1799999"), "differs", id="one rial less"),
        pytest.param(a_row("1800001"), "differs", id="one rial more"),
        pytest.param(a_row(reference="1234567"), "silent", id="another number"),
        pytest.param(a_row("", "1800000"), "silent", id="money that went out"),
        pytest.param(a_row(day="1405/09/10"), "silent", id="of the day before the order"),
    ],
)
def test_BAQ_013_the_bank_confirms_by_number_and_amount(world: World, row: str, word: str) -> None:
    order = reported(world)
    assert said(world) == [(order.code, "silent", "")]
    imported(world, row)
    told = word_of_bank(world.ports, order.code)
    assert told is not None
    assert (told.word, told.line is None) == (word, word == "silent")
    assert said(world) == [(order.code, word, told.line.reference if told.line else "")]


@pytest.mark.parametrize(
    ("back", "word"),
    [
        pytest.param(a_row("", "1800000", reference="00123456", time="10:20"), "went_back", id="the same day"),
        pytest.param(a_row("", "1800000", day="1405/09/12"), "went_back", id="the next day"),
        pytest.param(a_row("", "1800000", day="1405/09/13"), "confirms", id="two days later"),
        pytest.param(a_row("", "1799999"), "confirms", id="another amount"),
        pytest.param(a_row("", "1800000", reference="7"), "confirms", id="another number"),
    ],
)
def test_BAQ_013_a_transfer_that_the_bank_took_back_settles_nothing(world: World, back: str, word: str) -> None:
    order = left_to_the_bank(world)
    world.clock.go_on(days=2)
    imported(world, a_row(), back)
    assert said(world) == [(order.code, word, "123456")]
    if word == "confirms":
        assert settle_transfers(world.ports) == 1
        return
    before = world.everything()
    assert settle_transfers(world.ports) == 0
    for form in ({"reference": "123456"}, {"line": line_in(world).id}):
        with pytest.raises(BadInput, match="went_back"):
            move(world, order, "transfer_confirmed", **form)
    assert world.everything() == before


def line_in(world: World) -> StatementLine:
    with world.store.transaction() as tx:
        (found,) = [line for line in tx.every(STATEMENT_LINES) if line.amount == PRICE]
    return found


def test_an_order_that_waits_with_no_report_is_told_nothing(world: World) -> None:
    order = an_order_at(world, "baqiyat", price=PRICE, pays="card_to_card")
    imported(world, a_row())
    assert (words_of_bank(world.ports), word_of_bank(world.ports, order.code)) == ([], None)


def test_BAQ_013_one_press_confirms_by_the_banks_own_line(world: World) -> None:
    order = reported(world, "۱۲۳۴۵۶")
    imported(world, a_row(reference="00123456"))
    line = line_of(world, "00123456")
    settled = move(world, order, "transfer_confirmed", line=line.id)
    assert (settled.state, settled.paid, settled.events[-1].by) == ("queued", PRICE, "staff:sara")
    assert settled.events[-1].facts == {"paid": "1800000", "reference": "00123456", "till": "account:shop"}
    assert line_of(world, "00123456").order == order.code
    assert (said(world), stray_deposits(world.ports, "shop").records) == ([], [])
    check_chain(settled)


def test_BAQ_013_a_line_settles_one_order_ever(world: World) -> None:
    one, two = reported(world), reported(world, "9", "09350000001")
    imported(world, a_row())
    line = line_of(world, "123456")
    move(world, one, "transfer_confirmed", line=line.id)
    before = world.everything()
    for form in ({"line": line.id}, {"reference": "123456"}, {"line": "none"}):
        with pytest.raises(BadInput, match="already_used"):
            move(world, two, "transfer_confirmed", **form)
    assert world.everything() == before


def test_BAQ_013_a_line_without_a_number_settles_one_order_ever_too(world: World) -> None:
    one, two = reported(world), reported(world, "9", "09350000001")
    imported(world, a_row(reference=""), a_row(reference="8"))
    line, aside = line_of(world, ""), line_of(world, "8")
    move(world, one, "transfer_confirmed", line=line.id)
    put_aside(world.ports, aside.id, "قرض", "sara")
    before = world.everything()
    for taken in (line, aside):
        with pytest.raises(BadInput, match="already_used"):
            move(world, two, "transfer_confirmed", line=taken.id)
    assert world.everything() == before


def test_BAQ_013_one_line_pressed_for_two_orders_at_once_settles_one(world: World) -> None:
    orders = [reported(world, "7"), reported(world, "8", "09350000001")]
    imported(world, a_row())
    line = line_of(world, "123456").id
    in_threads(8, lambda n: move(world, orders[n % 2], "transfer_confirmed", line=line))
    assert sorted(world.order(order.code).state for order in orders) == ["awaiting_transfer", "queued"]


@pytest.mark.parametrize("by", ["line", "reference"])
def test_BAQ_013_what_the_bank_says_otherwise_is_not_confirmed(world: World, by: str) -> None:
    order = reported(world)
    imported(world, a_row("1799999"))
    form = {"line": line_of(world, "123456").id} if by == "line" else {"reference": "123456"}
    before = world.everything()
    with pytest.raises(BadInput, match="bank_says") as told:
        move(world, order, "transfer_confirmed", **form)
    assert (told.value.facts, world.everything()) == ({"due": 1_799_999}, before)


def test_a_number_that_staff_type_settles_its_line_too(world: World) -> None:
    order = reported(world)
    imported(world, a_row(), a_row("5"))
    move(world, order, "transfer_confirmed", reference="123456")
    assert [line.amount for line in stray_deposits(world.ports, "shop").records] == [5]


def test_a_transfer_that_nobody_reported_is_confirmed_by_its_line(world: World) -> None:
    world.clock.now = in_tehran("1405/09/11", "12:00")
    order = an_order_at(world, "baqiyat", price=PRICE, pays="transfer")
    imported(world, a_row())
    assert move(world, order, "transfer_confirmed", line=line_of(world, "123456").id).due == 0


def test_money_is_booked_where_the_bank_says_that_it_came(world: World) -> None:
    world.clock.now = in_tehran("1405/09/11", "10:00")
    accounts = [*settling("baqiyat"), {**settling("baqiyat")[0], "id": "second", "payments": ["deposit"]}]
    opened(world, "baqiyat", price=PRICE, statement=accounts)
    order = ordered(world, "baqiyat", an_item(a_shop(), PRICE), pays="card_to_card")
    reports(world, order.code, PRICE, "123456")
    assert import_statement(world.ports, "second", a_file(a_row()), "sara").added == 1
    assert settle_transfers(world.ports) == 1
    assert world.order(order.code).events[-1].facts["till"] == "account:second"


def by_card(world: World) -> Order:
    world.clock.now = in_tehran("1405/09/11", "12:00")
    order = an_order_at(world, "chistatech", price=30_000_000, pays="card_to_card")
    paid_at = in_tehran("1405/09/11", "10:15")
    report = Report(amount=30_000_000, card="1234", holder="زهرا احمدی", paid_at=paid_at)
    return report_transfer(world.ports, order.code, report)


@pytest.mark.parametrize(
    ("rows", "word"),
    [
        pytest.param([a_row("30000000")], "perhaps", id="the only one of that amount"),
        pytest.param([a_row("30000000", day="1405/09/10")], "perhaps", id="the day before"),
        pytest.param([a_row("30000000", day="1405/09/09")], "silent", id="two days before"),
        pytest.param([a_row("30000000"), a_row("30000000", reference="2")], "silent", id="one of two"),
        pytest.param([a_row("29999999")], "silent", id="another amount"),
        pytest.param(
            [a_row("30000000"), a_row("30000000", reference="2", about="از زهرا احمدی به شما")],
            "perhaps",
            id="the one of two that names the holder",
        ),
        pytest.param(
            [a_row("30000000"), a_row("30000000", reference="2", about="کارت 603799******1234")],
            "perhaps",
            id="the one of two that names the card",
        ),
        pytest.param(
            [a_row("30000000"), a_row("30000000", reference="2", about="کارت 603712345678")],
            "silent",
            id="digits within a number",
        ),
        pytest.param(
            [a_row("30000000", about="زهرا احمدی"), a_row("30000000", reference="2", about="زهرا احمدی")],
            "silent",
            id="two of the same holder",
        ),
    ],
)
def test_CHI_015_a_report_without_a_number_is_found_by_its_amount_and_day(
    world: World, rows: list[str], word: str
) -> None:
    order = by_card(world)
    imported(world, *rows)
    assert [one[:2] for one in said(world)] == [(order.code, word)]
    assert settle_transfers(world.ports) == 0


def test_CHI_015_a_report_without_a_number_is_never_settled_by_itself(world: World) -> None:
    world.clock.now = in_tehran("1405/09/11", "12:00")
    opened(world, "chistatech", price=30_000_000, statement=settling("chistatech"))
    order = ordered(world, "chistatech", an_item(a_shop("chistatech"), 30_000_000), pays="card_to_card")
    paid_at = in_tehran("1405/09/11", "10:15")
    report = Report(amount=30_000_000, card="1234", holder="زهرا احمدی", paid_at=paid_at)
    report_transfer(world.ports, order.code, report)
    imported(world, a_row("30000000"))
    assert [one[1] for one in said(world)] == ["perhaps"]
    before = world.everything()
    assert (settle_transfers(world.ports), world.everything()) == (0, before)


def test_CHI_015_staff_confirm_it_and_the_banks_number_is_used_up(world: World) -> None:
    order = by_card(world)
    imported(world, a_row("30000000", reference=""))
    line = line_of(world, "")
    settled = move(world, order, "transfer_confirmed", line=line.id)
    assert settled.events[-1].facts["reference"] == line.id
    assert line_of(world, "").order == order.code


def test_CHI_017_the_banks_word_is_confirmed_on_working_days_only(world: World) -> None:
    world.clock.now = in_tehran("1405/09/13", "10:00")
    opened(world, "chistatech", price=30_000_000, statement=settling("chistatech"))
    order = ordered(world, "chistatech", an_item(a_shop("chistatech"), 30_000_000), pays="card_to_card")
    report = Report(amount=30_000_000, reference="123456", holder="زهرا", paid_at=world.clock())
    report_transfer(world.ports, order.code, report)
    imported(world, a_row("30000000", day="1405/09/13"))
    line = line_of(world, "123456").id
    assert isinstance(refused(world, order, "transfer_confirmed", line=line), NotAWorkingDay)
    before = world.everything()
    assert (settle_transfers(world.ports), world.everything()) == (0, before)
    world.clock.now = in_tehran("1405/09/14", "00:00")
    assert settle_transfers(world.ports) == 1


def settling(shop: str) -> list[dict[str, object]]:
    """Return the shop's account with the bank's word as enough."""
    account = a_shop(shop).statement[0]
    told = {name: getattr(account, name) for name in type(account).__slots__}
    return [{**told, "settles": True}]


def left_to_the_bank(world: World, reference: str = "123456") -> Order:
    world.clock.now = in_tehran("1405/09/11", "10:00")
    opened(world, "baqiyat", price=PRICE, statement=settling("baqiyat"))
    order = ordered(world, "baqiyat", an_item(a_shop(), PRICE), pays="card_to_card")
    return reports(world, order.code, PRICE, reference)


def test_where_the_terms_leave_it_to_the_bank_its_word_settles_a_report_once(world: World) -> None:
    order = left_to_the_bank(world)
    assert settle_transfers(world.ports) == 0
    imported(world, a_row())
    told = len(world.texts(order))
    in_threads(5, lambda _: settle_transfers(world.ports))
    settled = world.order(order.code)
    assert (settled.state, settled.paid, settled.events[-1].by) == ("queued", PRICE, "bank")
    assert settled.count("transfer_confirmed") == 1
    assert len(world.texts(order)) == told + 1
    assert line_of(world, "123456").order == order.code


def test_an_account_whose_terms_leave_it_to_staff_settles_nothing_beside_one_whose_do_not(world: World) -> None:
    world.clock.now = in_tehran("1405/09/11", "10:00")
    (own,) = settling("baqiyat")
    opened(world, "baqiyat", price=PRICE, statement=[own, {**own, "id": "second", "settles": False}])
    order = ordered(world, "baqiyat", an_item(a_shop(), PRICE), pays="card_to_card")
    reports(world, order.code, PRICE, "123456")
    import_statement(world.ports, "second", a_file(a_row()), "sara")
    before = world.everything()
    assert (settle_transfers(world.ports), world.everything()) == (0, before)


@pytest.mark.parametrize("row", [a_row("1799999"), a_row(reference="9"), a_row("", "1800000")])
def test_nothing_less_than_number_and_amount_settles_a_report_by_itself(world: World, row: str) -> None:
    left_to_the_bank(world)
    imported(world, row)
    before = world.everything()
    assert (settle_transfers(world.ports), world.everything()) == (0, before)


def test_elsewhere_staff_alone_confirm(world: World) -> None:
    reported(world)
    imported(world, a_row())
    before = world.everything()
    assert (settle_transfers(world.ports), world.everything()) == (0, before)


def test_a_deposit_is_put_aside_with_a_reason_and_taken_up_again(world: World) -> None:
    order = reported(world)
    imported(world, a_row())
    line = line_of(world, "123456")
    before = world.everything()
    with pytest.raises(BadInput, match="reason: missing"):
        put_aside(world.ports, line.id, "", "sara")
    with pytest.raises(NotFound):
        put_aside(world.ports, "none", "x", "sara")
    with pytest.raises(NotFound):
        take_up(world.ports, "none")
    take_up(world.ports, line.id)
    assert world.everything() == before
    put_aside(world.ports, line.id, "قرض", "sara")
    put_aside(world.ports, line.id, "دیگر", "ali")
    (aside,) = stray_deposits(world.ports, "shop", aside=True).records
    assert (aside.aside, aside.aside_by) == ("قرض", "sara")
    assert (stray_deposits(world.ports, "shop").records, said(world)) == ([], [(order.code, "silent", "")])
    take_up(world.ports, line.id)
    assert stray_deposits(world.ports, "shop").records == [line]
    move(world, order, "transfer_confirmed", line=line.id)
    put_aside(world.ports, line.id, "قرض", "sara")
    assert line_of(world, "123456").aside == ""


@pytest.mark.parametrize("spelling", ["201", "0201"])
def test_BAQ_013_a_number_that_paid_at_a_gateway_confirms_no_transfer(world: World, spelling: str) -> None:
    paid = an_order_at(world, "baqiyat", price=PRICE)
    (attempt,) = world.attempts(paid.code)
    order = an_order_at(world, "baqiyat", price=PRICE, pays="card_to_card", mobile="09350000001")
    before = world.everything()
    with pytest.raises(BadInput, match="already_used"):
        reports(world, order.code, PRICE, attempt.bank_reference)
    assert world.everything() == before
    assert reports(world, order.code, PRICE, spelling).events[-1].facts["reference"] == spelling


def test_BAQ_013_zeros_before_a_number_make_no_other_of_it(world: World) -> None:
    one, two = reported(world, "123456"), reported(world, "77", "09350000001")
    move(world, one, "transfer_confirmed", reference="0123456")
    before = world.everything()
    for spelling in ("123456", "0123456", "000123456"):
        with pytest.raises(BadInput, match="already_used"):
            move(world, two, "transfer_confirmed", reference=spelling)
    assert world.everything() == before
