"""A bank's statement is kept line by line, each line once, and tells what the bank says of a day."""

from __future__ import annotations

import pytest

from checkout.kinds import STATEMENT_LINES
from checkout.use_cases.bank_statements import Imported, import_statement, told_until
from shop.calendar import read_date
from shop.errors import NotFound
from shop.statement import StatementLine
from tests.builders import in_tehran
from tests.checkout.life import an_order_at
from tests.checkout.staff import move, reports
from tests.fakes import World, in_threads
from tests.statements import a_file, a_row

WEDNESDAY = read_date("1405/09/11")


def imported(world: World, *rows: str) -> Imported:
    return import_statement(world.ports, "shop", a_file(*rows), "sara")


def lines(world: World) -> list[StatementLine]:
    with world.store.transaction() as tx:
        return tx.every(STATEMENT_LINES)


def test_a_file_imported_twice_adds_nothing(world: World) -> None:
    rows = (a_row(), a_row("", "7200", reference="99"))
    assert imported(world, *rows) == Imported(added=2, known=0)
    before = world.everything()
    world.clock.go_on(days=1)
    assert imported(world, *rows) == Imported(added=0, known=2)
    assert world.everything() == before


def test_files_that_overlap_keep_each_line_once(world: World) -> None:
    early, noon, late = (a_row(reference=number) for number in "123")
    imported(world, early, noon)
    assert imported(world, noon, late) == Imported(added=1, known=1)
    assert sorted(line.reference for line in lines(world)) == ["1", "2", "3"]


def test_two_equal_rows_of_one_file_are_two_lines(world: World) -> None:
    assert imported(world, a_row(), a_row()) == Imported(added=2)
    assert imported(world, a_row()) == Imported(known=1)
    assert imported(world, a_row(), a_row(), a_row()) == Imported(added=1, known=2)
    assert [line.amount for line in lines(world)] == [1_800_000] * 3


@pytest.mark.parametrize(
    "other",
    [
        a_row("1800001"),
        a_row("", "1800000"),
        a_row(reference="1234567"),
        a_row(day="1405/09/10"),
        a_row(time="10:16"),
        a_row(about="پایا"),
        a_row(balance="1"),
    ],
)
def test_whatever_a_row_says_tells_it_apart(world: World, other: str) -> None:
    imported(world, a_row())
    assert imported(world, other) == Imported(added=1)


def test_another_spelling_is_the_same_row(world: World) -> None:
    imported(world, a_row())
    other = a_row('"1,800,000"', "0", reference="۰۰۱۲۳۴۵۶", day="2026/12/02", time="10:15:00", about="كارت به کارت")
    assert imported(world, other) == Imported(known=1)


def test_of_a_file_with_one_bad_row_nothing_is_kept(world: World) -> None:
    before = world.everything()
    result = imported(world, a_row(), a_row("x", reference="2"))
    assert [(error.problem, error.facts["line"]) for error in result.wrong] == [("row_bad_amount", 3)]
    assert (result.added, world.everything()) == (0, before)


def test_an_account_that_the_shop_does_not_name_is_none(world: World) -> None:
    with pytest.raises(NotFound):
        import_statement(world.ports, "other", a_file(a_row()), "sara")


def test_one_file_imported_by_ten_at_once_is_kept_once(world: World) -> None:
    rows = [a_row(reference=str(number)) for number in range(20)]
    done = in_threads(10, lambda _: imported(world, *rows).added)
    assert sum(one for one in done if isinstance(one, int)) == 20
    assert len(lines(world)) == 20


def test_a_line_keeps_when_it_was_who_imported_it_and_no_order(world: World) -> None:
    imported(world, a_row())
    (line,) = lines(world)
    assert (line.at, line.timed, line.day) == (in_tehran("1405/09/11", "10:15"), True, WEDNESDAY)
    assert (line.imported_at, line.imported_by, line.order, line.waits) == (world.clock(), "sara", "", True)


def test_the_newest_day_that_was_told_is_known(world: World) -> None:
    assert told_until(world.ports, "shop") is None
    imported(world, a_row(day="1405/09/10"), a_row())
    assert (told_until(world.ports, "shop"), told_until(world.ports, "other")) == (WEDNESDAY, None)


@pytest.mark.parametrize(("amount", "settles"), [("1800000", True), ("1799999", False)])
def test_a_line_of_a_transfer_that_staff_confirmed_before_is_its_orders(
    world: World, amount: str, settles: bool
) -> None:
    order = an_order_at(world, "baqiyat", price=1_800_000, pays="card_to_card")
    reports(world, order.code, 1_800_000, "123456")
    move(world, order, "transfer_confirmed", reference="123456")
    imported(world, a_row(amount))
    assert [line.order for line in lines(world)] == [order.code if settles else ""]
