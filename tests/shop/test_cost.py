"""What an order costs by its parts: every rial of the total stands in one of them."""

from __future__ import annotations

from dataclasses import replace

from shop.cost import charge_name, charge_part, cost_parts
from shop.money import Rials
from shop.order import ChargeLine, Order
from shop.order_chain import happened
from shop.order_lines import goods_now, lines_as_sold, lines_now
from tests.builders import HONEY, PLACED_AT, SAFFRON, a_chosen_delivery, a_draft, an_order, an_order_line, then


def two_lines() -> Order:
    """Two jars at 2,400,000 and saffron at 3,600,000, carriage 950,000, packing and insurance."""
    delivery = replace(
        a_chosen_delivery(carriage=950_000),
        charges=(
            ChargeLine(name="بسته‌بندی", amount=Rials(50_000)),
            ChargeLine(name="بیمه‌ی حمل", amount=Rials(20_000)),
        ),
    )
    draft = a_draft(
        lines=(an_order_line(HONEY, quantity=2), an_order_line(SAFFRON, price=3_600_000)), delivery=delivery
    )
    draft = replace(draft, payable=Rials(draft.payable + 70_000))
    return happened(draft, "registered", at=PLACED_AT, by="buyer")


def fell(order: Order, sku: str, price: int) -> Order:
    line = next(one for one in lines_now(order) if one.sku == sku)
    change = (price - line.price) * line.quantity
    facts = {"sku": sku, "was": str(line.price), "price": str(price), "change": str(change)}
    return happened(order, "repriced", at=PLACED_AT, by="clock", facts=facts)


def closed(order: Order, sku: str, quantity: int) -> Order:
    line = next(one for one in lines_now(order) if one.sku == sku)
    facts = {"sku": sku, "quantity": str(quantity), "why": "stock", "change": str(-line.price * quantity)}
    return happened(order, "line_closed", at=PLACED_AT, by="staff:sara", facts=facts)


def test_BAK_120_carriage_each_charge_and_goods_stand_apart() -> None:
    assert cost_parts(two_lines()) == {
        "carriage": 950_000,
        "charge:بسته‌بندی": 50_000,
        "charge:بیمه‌ی حمل": 20_000,
        "goods": 8_400_000,
    }


def test_a_part_of_nothing_is_left_out() -> None:
    assert cost_parts(an_order()) == {"goods": 2_400_000}


def test_BAK_119_a_fallen_price_is_a_discount_on_goods_as_they_were_sold() -> None:
    order = fell(two_lines(), HONEY, 2_000_000)

    assert cost_parts(order)["goods"] == 8_400_000
    assert cost_parts(order)["discount"] == -800_000
    assert (goods_now(order), lines_as_sold(order)[0].price) == (7_600_000, 2_400_000)


def test_the_discount_goes_with_its_line() -> None:
    one_left = closed(fell(two_lines(), HONEY, 2_000_000), HONEY, 1)
    assert (cost_parts(one_left)["goods"], cost_parts(one_left)["discount"]) == (6_000_000, -400_000)

    none_left = closed(one_left, HONEY, 1)
    assert (cost_parts(none_left)["goods"], "discount" in cost_parts(none_left)) == (3_600_000, False)
    assert sum(cost_parts(none_left).values()) == none_left.total == 4_620_000


def test_ATR_016_sending_it_again_costs_on_its_own() -> None:
    order = happened(two_lines(), "paid", at=PLACED_AT, by="bank", facts={"paid": "9420000"})
    for event in ("dispatched", "sent_back", "came_back"):
        order = happened(order, event, at=PLACED_AT, by="staff:sara")
    order = happened(order, "resend_agreed", at=PLACED_AT, by="staff:sara", facts={"change": "800000"})

    assert cost_parts(order)["resending"] == 800_000
    assert sum(cost_parts(order).values()) == order.total == 10_220_000


def test_sending_it_again_for_nothing_costs_nothing() -> None:
    order = happened(two_lines(), "paid", at=PLACED_AT, by="bank", facts={"paid": "9420000"})
    order = then(order, "dispatched", "sent_back", "came_back", "resend_agreed")
    assert sum(cost_parts(order).values()) == order.total == 9_420_000
    assert "resending" not in cost_parts(order)


def test_what_no_part_explains_is_shown_and_not_hidden() -> None:
    order = two_lines()

    assert cost_parts(replace(order, payable=Rials(order.payable + 1)))["unexplained"] == 1
    assert cost_parts(replace(order, payable=Rials(order.payable - 7)))["unexplained"] == -7


def test_the_name_of_a_charge_comes_back() -> None:
    assert charge_name(charge_part("بیمه‌ی حمل")) == "بیمه‌ی حمل"
    assert charge_name("carriage") == ""
