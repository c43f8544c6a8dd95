"""No rial appears and none disappears in a shop at work: whatever buyers, staff, the bank and prices do, in any order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from checkout.kinds import LEDGER
from checkout.storage.memory import MemoryStore
from checkout.use_cases.expire_orders import expire_orders
from checkout.use_cases.jobs import reprice_orders
from checkout.use_cases.settle_attempt import settle
from checkout.use_cases.settlement import settlement
from shop.calendar import local_day
from shop.errors import ShopError
from shop.money import Rials
from shop.order import Order
from shop.order_lines import lines_now
from shop.release import Offer
from tests.builders import a_shop
from tests.checkout.books import booked
from tests.checkout.days import MOBILES, paid_again
from tests.checkout.life import USUAL, accept_offer, ordered, pay, sent
from tests.checkout.shopper import at_the_bank
from tests.checkout.shops import an_item, opened
from tests.checkout.staff import gives_back, move
from tests.fakes import World
from tests.life.accounts import BooksDisagree, check_books

Done = tuple[str, int, int]

SHOPS = st.sampled_from(["baqiyat", "bakala", "bakala", "payatel", "chistatech", "atrebeheshti"])
"""The one whose prices fall after the order twice."""
CART = st.lists(st.integers(100_000, 9_000_000), min_size=2, max_size=3)
DONE = st.tuples(
    st.sampled_from(
        ["pay", "twice", "transfer", "door", "falls", "close", "replace", "buyer", "stock", "refund", "send", "late"]
    ),
    st.integers(0, 10),
    st.integers(1, 9_000_000),
)
DOINGS = st.lists(DONE, min_size=2, max_size=9)


class Day:
    """One order of several items in a shop, and all that may be done to it; what is refused changes nothing."""

    def __init__(self, name: str, prices: Sequence[int]) -> None:
        self.world = World(MemoryStore())
        self.name, self.prices = name, list(prices)
        self.open()
        place, delivery = USUAL[name]
        mobile = next(MOBILES)
        self.order = ordered(self.world, name, *self._items(), pays="", place=place, delivery=delivery, mobile=mobile)

    def _items(self) -> list[Offer]:
        shop = a_shop(self.name)
        return [an_item(shop, price, sku=f"SKU-{number}") for number, price in enumerate(self.prices)]

    def open(self) -> None:
        shop = a_shop(self.name)
        spare = an_item(shop, 3_333_333, sku="SPARE", stock=100)
        opened(self.world, self.name, *self._items(), spare)

    @property
    def now(self) -> Order:
        return self.world.order(self.order.code)

    def do(self, done: Sequence[Done], look: Callable[[Day], None]) -> None:
        for what, which, amount in done:
            with suppress(ShopError):  # which says that this order may not, now
                _DOINGS[what](self, which, amount)
            look(self)


def _transfer(day: Day, which: int, _: int) -> None:
    kinds = {one.kind for one in a_shop(day.name).payment} & {"card_to_card", "transfer", "deposit"}
    pay(day.world, day.now, min(kinds, default="transfer"))
    move(day.world, day.order, "transfer_confirmed", reference=f"77{which}")


def _door(day: Day, _: int, amount: int) -> None:
    """It is chosen, sent and paid at the door, perhaps in parts."""
    if day.now.state == "registered":
        pay(day.world, day.now, "cash_on_delivery")
        sent(day.world, day.now)
    if day.now.due:
        move(day.world, day.order, "door_payment_taken", amount=min(day.now.due, amount), taken="cash", collector="رضا")


def _falls(day: Day, which: int, amount: int) -> None:
    place = which % len(day.prices)
    day.prices[place] = min(day.prices[place], amount)
    day.open()
    reprice_orders(day.world.ports)


def _line(day: Day, which: int) -> str:
    lines = lines_now(day.now)
    return lines[which % len(lines)].sku


def _replace(day: Day, which: int, _: int) -> None:
    move(day.world, day.order, "substitute_offered", sku=_line(day, which), new_sku="SPARE")
    accept_offer(day.world, day.now)


def _refund(day: Day, which: int, _: int) -> None:
    """What is owed goes back; where nothing is, the buyer gives the order up first."""
    if day.now.paid and not day.now.owed_back:
        move(day.world, day.order, "cancelled", why="buyer")
    gives_back(day.world, day.order, reference=f"88{which}")


def _late(day: Day, which: int, _: int) -> None:
    """Its window passes while its buyer is at the bank."""
    attempt = at_the_bank(day.world, day.now) if which % 2 else None
    day.world.clock.go_on(hours=25)
    expire_orders(day.world.ports)
    if attempt is not None:
        day.world.gateway.pay(attempt.authority)
        settle(day.world.ports, attempt.id)


_DOINGS: dict[str, Callable[[Day, int, int], object]] = {
    "pay": lambda day, _, __: pay(day.world, day.now),
    "twice": lambda day, _, __: paid_again(day.world, day.now),
    "transfer": _transfer,
    "door": _door,
    "falls": _falls,
    "close": lambda day, which, _: move(day.world, day.order, "line_closed", sku=_line(day, which), why="stock"),
    "replace": _replace,
    "buyer": lambda day, _, __: move(day.world, day.order, "cancelled", why="buyer"),
    "stock": lambda day, which, _: move(day.world, day.order, "cancelled", why="stock", sku=_line(day, which)),
    "refund": _refund,
    "send": lambda day, _, __: sent(day.world, day.now),
    "late": _late,
}


def look(day: Day) -> None:
    """Check the stored books of the order against its facts, and the day's sheet against the order's books."""
    check_books(day.now, booked(day.world, day.order))
    sheet = settlement(day.world.store, a_shop(day.name), local_day(day.world.clock()))
    totals = sheet.totals
    if totals.paid != totals.kept_in_all + totals.refunded + totals.owed or sheet.mismatches:
        raise BooksDisagree(f"{totals} {sheet.mismatches}")


@settings(max_examples=60)
@given(SHOPS, CART, DOINGS)
def test_no_rial_appears_and_none_disappears_in_any_of_the_shops(
    name: str, prices: Sequence[int], done: Sequence[Done]
) -> None:
    Day(name, prices).do(done, look)


def test_an_entry_of_a_rial_too_many_is_found() -> None:
    """The control: what the store keeps is what is looked at."""

    def spoil(day: Day) -> None:
        for entry in booked(day.world, day.order):
            first, *rest = entry.postings
            changed = (replace(first, amount=Rials(first.amount + 1)), *rest)
            with day.world.store.transaction() as tx:
                tx.put(LEDGER, replace(entry, postings=changed))
        look(day)

    @settings(max_examples=500, phases=[Phase.generate], database=None, print_blob=False)
    @given(SHOPS, CART, DOINGS)
    def lives(name: str, prices: Sequence[int], done: Sequence[Done]) -> None:
        Day(name, prices).do(done, spoil)

    with pytest.raises(BooksDisagree):
        lives()
