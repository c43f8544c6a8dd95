"""No rial appears and none disappears: any cart, any fall in price, any line closed or replaced, any payment or refund.

After every event an entry comes to zero, paid = kept + refunded + owed, and what the order costs is the sum of its parts.
Each planted fault, of a rial or more, is found by the same test.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import Phase, given, settings

from shop.cost import DISCOUNT, GOODS, UNEXPLAINED, cost_parts
from shop.ledger import Entry, entries
from shop.money import Rials
from shop.order import Order, OrderLine
from shop.order_lines import goods_now
from shop.rules.lines import closing, difference
from shop.rules.refund import Refund
from shop.terms import Deduction
from tests.life.accounts import BooksDisagree, check_books, same
from tests.shop import any_order
from tests.shop.any_order import Clerk, Facts, Step, carts, deductions, deliveries, placed, shop_with, steps


def look(order: Order, booked: Sequence[Entry]) -> None:
    """Check what must hold of an order and its books, whatever happened."""
    parts = cost_parts(order)
    same(order, sum(parts.values()), order.total, "what it costs is the sum of its parts")
    same(order, parts.get(UNEXPLAINED, 0), 0, "and of nothing else")
    same(order, parts.get(GOODS, 0) + parts.get(DISCOUNT, 0), goods_now(order), "goods are its lines")
    same(order, order.paid, order.held + gone(order), "what came is held, or went")
    check_books(order, booked)


def gone(order: Order) -> int:
    return sum(int(event.facts.get(name, 0)) for event in order.events for name in ("refunded", "deducted"))


def live(
    cart: Sequence[tuple[int, int]],
    delivery: tuple[int, Sequence[int]],
    fees: Sequence[Deduction],
    tried: Sequence[Step],
    planted: Callable[[Clerk], Clerk] = lambda clerk: clerk,
) -> None:
    """Let an order live, and look at its books after every event."""
    clerk = planted(Clerk(shop_with(fees), placed(cart, delivery), seen=look))
    clerk.do(tried)


@settings(max_examples=200)
@given(carts, deliveries, deductions, steps)
def test_no_rial_appears_and_none_disappears(
    cart: Sequence[tuple[int, int]],
    delivery: tuple[int, Sequence[int]],
    fees: Sequence[Deduction],
    tried: Sequence[Step],
) -> None:
    live(cart, delivery, fees, tried)


def takes_a_rial_too_many(line: OrderLine, quantity: int) -> Facts:
    facts = closing(line, quantity, "stock")
    return {**facts, "change": str(int(facts["change"]) - 1)}


def forgets_the_quantity(line: OrderLine, price: int) -> Facts:
    return {**any_order.fall(line, price), "change": str(price - line.price)}


def costs_one_unit(order: Order, offered: Facts) -> int:
    return difference(order, {**offered, "quantity": "1"})


def rounds_up(due: Refund) -> Facts:
    facts = any_order.refund_facts(due)
    return {**facts, "refunded": str(int(facts["refunded"]) + 1)}


def keeps_more_than_was_owed(due: Refund) -> Facts:
    return {**any_order.refund_facts(due), "deducted": str(due.owed + 1)}


def forgets_falls(order: Order) -> Sequence[Entry]:
    return [entry for entry in entries(order) if entry.kind != "repriced"]


def loses_a_rial(order: Order) -> Sequence[Entry]:
    found = list(entries(order))
    if found:
        first, *rest = found[-1].postings
        found[-1] = replace(found[-1], postings=(replace(first, amount=Rials(first.amount - 1)), *rest))
    return found


def moves_between_parts(order: Order) -> Sequence[Entry]:
    """A rial stands with fees in place of goods: every sum is right, and it is not what happened."""
    found = list(entries(order))
    if found and len(found[-1].postings) > 1:
        *most, before, last = found[-1].postings
        changed = (replace(before, amount=Rials(before.amount - 1)), replace(last, amount=Rials(last.amount + 1)))
        found[-1] = replace(found[-1], postings=(*most, *changed))
    return found


PAID: Step = ("pay_due", 0, 1)
FALLEN: Step = ("fall", 0, 7)


@pytest.mark.parametrize(
    ("fault", "first"),
    [
        pytest.param(
            {"close": takes_a_rial_too_many}, [PAID, ("close", 0, 1)], id="a closed line takes a rial too many off"
        ),
        pytest.param({"fall": forgets_the_quantity}, [PAID, FALLEN], id="a fallen price counts for one unit only"),
        pytest.param(
            {"difference": costs_one_unit}, [PAID, ("replace", 0, 9)], id="a substitute counts for one unit only"
        ),
        pytest.param({"refund": rounds_up}, [("give_up", 0, 1)], id="a refund pays a rial more than is owed"),
        pytest.param({"refund": keeps_more_than_was_owed}, [("give_up", 0, 1)], id="fees keep more than was owed"),
        pytest.param({"books": forgets_falls}, [PAID, FALLEN], id="the ledger forgets fallen prices"),
        pytest.param({"books": loses_a_rial}, [PAID], id="an entry loses a rial"),
        pytest.param({"books": moves_between_parts}, [PAID], id="an entry puts a rial elsewhere"),
    ],
)
def test_a_planted_fault_is_found(fault: dict[str, object], first: list[Step]) -> None:
    """An order begins with what the fault is about, and goes on as any other."""

    @settings(max_examples=1000, deadline=None, phases=[Phase.generate], database=None, print_blob=False)
    @given(carts, deliveries, deductions, steps)
    def lives(
        cart: Sequence[tuple[int, int]],
        delivery: tuple[int, Sequence[int]],
        fees: Sequence[Deduction],
        tried: Sequence[Step],
    ) -> None:
        live(cart, delivery, fees, [*first, *tried], lambda clerk: replace(clerk, **fault))  # type: ignore[arg-type]

    with pytest.raises(BooksDisagree):
        lives()
