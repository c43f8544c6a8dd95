"""What both sides tell of is found whatever else a day holds, and what is left explains the whole of the difference."""

from __future__ import annotations

import time
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from shop.money import Rials
from shop.settlement import Movement, pair
from shop.settlement.sheet import Sides, compared
from shop.tills import Till
from tests.builders import PLACED_AT

TILL = Till("account:shop")


def moved(amount: int, reference: str = "", order: str = "") -> Movement:
    return Movement(till=TILL, amount=Rials(amount), reference=reference, order=order, at=PLACED_AT)


def test_one_reference_however_it_is_spelt_is_one_movement() -> None:
    paired = pair([moved(100, "۰۰۷۷-۰۰۱۱")], [moved(100, "770011")])
    assert (paired.ours, paired.bank, paired.unequal) == ((), (), ())


def test_in_and_out_under_one_reference_are_two_movements() -> None:
    paired = pair([moved(100, "7"), moved(-100, "7")], [moved(100, "7")])
    assert (paired.ours, paired.bank, paired.unequal) == ((moved(-100, "7"),), (), ())


def test_where_the_bank_tells_no_reference_the_order_and_the_amount_tell() -> None:
    assert pair([moved(100, "7", "BQ-1")], [moved(100, "", "BQ-1")]).bank == ()
    assert pair([moved(100, "7", "BQ-1")], [moved(101, "", "BQ-1")]).bank == (moved(101, "", "BQ-1"),)
    assert pair([moved(100, "", "")], [moved(100, "", "")]).bank == (moved(100),)


def test_what_fits_best_is_taken_first() -> None:
    ours = [moved(100, "8", "BQ-1"), moved(100, "7", "BQ-1")]
    paired = pair(ours, [moved(100, "7", "BQ-1"), moved(90, "8", "BQ-1")])

    assert (paired.ours, paired.bank) == ((), ())
    assert [(one.reference, one.bank, one.ours, one.amount) for one in paired.unequal] == [("8", 90, 100, -10)]


def test_two_equal_movements_need_two_equal_lines() -> None:
    assert pair([moved(5, "7"), moved(5, "7")], [moved(5, "7")]).ours == (moved(5, "7"),)


MOVEMENTS = st.lists(
    st.builds(
        moved,
        st.integers(-4, 4).filter(bool),
        st.sampled_from(["", "1", "2", "3", "01"]),
        st.sampled_from(["", "BQ-1", "BQ-2"]),
    ),
    max_size=7,
)


@given(MOVEMENTS, MOVEMENTS, MOVEMENTS, MOVEMENTS)
def test_what_is_left_explains_every_rial_between_bank_and_books(
    ours: Sequence[Movement],
    bank: Sequence[Movement],
    ours_elsewhere: Sequence[Movement],
    bank_elsewhere: Sequence[Movement],
) -> None:
    sides = Sides(ours=ours, bank=bank, ours_elsewhere=ours_elsewhere, bank_elsewhere=bank_elsewhere)
    sheet = compared(TILL, sides, known="told", untold=lambda one: one.amount == -1, is_ours_alone=True, aside=Rials(0))

    assert sheet.bank_in is not None
    assert sheet.bank_out is not None
    assert sheet.difference is not None
    between = (sheet.bank_in - sheet.bank_out) - (sheet.ours_in - sheet.ours_out)
    untold = sum(one.amount for one in sheet.untold)
    assert between == sheet.difference + sum(one.amount for one in sheet.on_other_days) - untold


def test_a_long_day_takes_no_longer_a_movement() -> None:
    ours = [moved(number + 1, f"R{number}") for number in range(4000)]
    started = time.process_time()
    assert pair(ours, ours[::-1]).ours == ()
    assert time.process_time() - started < 10, "it was a minute when each was held against each"


def test_of_one_reference_twice_each_finds_its_own_amount() -> None:
    paired = pair([moved(100, "7"), moved(90, "7")], [moved(90, "7"), moved(100, "7")])
    assert (paired.unequal, [(one.amount, other.amount) for one, other in paired.both]) == ((), [(100, 100), (90, 90)])
