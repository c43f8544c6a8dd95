"""A quote frozen, and a chain of events from which its state follows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import TypeAdapter

from shop.errors import ChainBroken, TransitionRefused
from shop.money import Rials
from shop.order import AcceptedTerms, Erasure, Event, InvoiceChoice, Mobile, Order, OrderCode
from shop.order_chain import check_chain, happened
from shop.release import ReleaseId, Sku
from tests.builders import (
    ISFAHAN,
    PLACED_AT,
    SAFFRON,
    TEHRAN,
    a_chosen_delivery,
    a_draft,
    a_legal_entity,
    a_recipient,
    a_shop,
    an_order,
    an_order_line,
    chosen,
    dated,
    freight,
    paid,
    then,
)

LATER = PLACED_AT + timedelta(seconds=1)
_ORDER = TypeAdapter(Order)


def a_full_order() -> Order:
    """Return an order of two lines, to a firm and by freight, through its whole life."""
    order = an_order(
        place=ISFAHAN,
        lines=(an_order_line(quantity=2), an_order_line(SAFFRON, price=3_600_000)),
        delivery=freight(),
        invoice=InvoiceChoice(legal=a_legal_entity(), in_parcel=False),
    )
    order = then(paid(chosen(order, "gateway")), "prepared")
    return happened(order, "dispatched", at=LATER, by="staff:sara", note="باربری", facts={"tracking": "۱۲۳"})


def test_an_order_begins_with_its_registration() -> None:
    assert a_draft().state == "new"
    assert an_order().state == "registered"
    assert an_order().events[0] == Event(
        kind="registered",
        at=PLACED_AT,
        by="buyer",
        previous=an_order().events[0].previous,
        hash=an_order().events[0].hash,
    )


def test_each_event_carries_the_hash_of_the_one_before() -> None:
    order = a_full_order()

    assert [event.kind for event in order.events] == ["registered", "method_chosen", "paid", "prepared", "dispatched"]
    assert [event.previous for event in order.events[1:]] == [event.hash for event in order.events[:-1]]
    assert len({event.hash for event in order.events}) == 5
    assert {len(event.hash) for event in order.events} == {64}
    assert order.state == "dispatched"


def test_an_event_the_state_does_not_allow_is_refused_and_leaves_the_order_alone() -> None:
    order = an_order()

    with pytest.raises(TransitionRefused) as refused:
        happened(order, "delivered", at=LATER, by="staff:sara")

    assert (refused.value.state, refused.value.event) == ("registered", "delivered")
    assert order == an_order()


def test_a_whole_history_fits_its_hashes() -> None:
    check_chain(a_draft())
    check_chain(an_order())
    check_chain(a_full_order())


def test_a_history_read_again_from_json_fits_its_hashes() -> None:
    order = a_full_order()
    again = _ORDER.validate_json(_ORDER.dump_json(order))

    assert again == order
    check_chain(again)


CHANGES: list[tuple[str, Callable[[Event], Event]]] = [
    ("kind", lambda event: replace(event, kind="expired")),
    ("at", lambda event: replace(event, at=event.at + timedelta(microseconds=1))),
    ("by", lambda event: replace(event, by="staff:mallory")),
    ("note", lambda event: replace(event, note="!")),
    ("facts", lambda event: replace(event, facts={**event.facts, "paid": "1"})),
    ("deadlines", lambda event: replace(event, deadlines={**event.deadlines, "refund": LATER})),
    ("previous", lambda event: replace(event, previous="0" * 64)),
    ("hash", lambda event: replace(event, hash="0" * 64)),
]


def test_every_field_of_an_event_is_among_the_changes() -> None:
    assert {field.name for field in fields(Event)} == {name for name, _ in CHANGES}


@pytest.mark.parametrize(("name", "changed"), CHANGES, ids=[name for name, _ in CHANGES])
@pytest.mark.parametrize("turn", range(5))
def test_any_change_of_any_event_is_found(turn: int, name: str, changed: Callable[[Event], Event]) -> None:
    order = a_full_order()
    events = list(order.events)
    events[turn] = changed(events[turn])

    with pytest.raises(ChainBroken, match=order.code):
        check_chain(replace(order, events=tuple(events)))
    assert name


@pytest.mark.parametrize("turn", range(4))
def test_an_event_left_out_or_moved_is_found(turn: int) -> None:
    order = a_full_order()
    without = order.events[:turn] + order.events[turn + 1 :]
    moved = (*order.events[:turn], order.events[turn + 1], order.events[turn], *order.events[turn + 2 :])

    for events in (without, moved, (*order.events, order.events[turn])):
        with pytest.raises(ChainBroken):
            check_chain(replace(order, events=events))


FORGERIES: dict[str, Callable[[Order], Order]] = {
    "code": lambda order: replace(order, code=OrderCode("BQ-2")),
    "link": lambda order: replace(order, link="k" * 43),
    "member": lambda order: replace(order, member=Mobile("09120000000")),
    "email": lambda order: replace(order, email=""),
    "release": lambda order: replace(order, release=ReleaseId("b" * 64)),
    "commit": lambda order: replace(order, commit=""),
    "terms": lambda order: replace(order, terms=AcceptedTerms(pages={}, accepted_at=order.terms.accepted_at)),
    "lines": lambda order: replace(order, lines=order.lines[:1]),
    "recipient": lambda order: replace(order, recipient=a_recipient(TEHRAN)),
    "invoice": lambda order: replace(order, invoice=InvoiceChoice()),
    "delivery": lambda order: replace(order, delivery=a_chosen_delivery(carriage=1)),
    "goods": lambda order: replace(order, goods=Rials(order.goods - 1)),
    "payable": lambda order: replace(order, payable=Rials(0)),
    "placed_at": lambda order: replace(order, placed_at=LATER),
    "finalise_by": lambda order: replace(order, finalise_by=LATER),
    "erased": lambda order: replace(order, erased=Erasure(at=LATER, by="staff:sara", chain_before="")),
}
DEEPER: dict[str, Callable[[Order], Order]] = {
    "a price": lambda order: replace(order, lines=(replace(order.lines[0], price=Rials(1)), *order.lines[1:])),
    "a quantity": lambda order: replace(order, lines=(replace(order.lines[0], quantity=3), *order.lines[1:])),
    "a SKU": lambda order: replace(order, lines=(replace(order.lines[0], sku=Sku("X")), *order.lines[1:])),
    "a seller": lambda order: replace(order, lines=(replace(order.lines[0], seller=""), *order.lines[1:])),
    "the order of lines": lambda order: replace(order, lines=order.lines[::-1]),
    "the plate": lambda order: replace(order, recipient=replace(order.recipient, plate="۱۳")),
    "the note": lambda order: replace(order, recipient=replace(order.recipient, note="x")),
    "the legal entity": lambda order: replace(order, invoice=InvoiceChoice(legal=a_legal_entity("14007650912"))),
    "the parcel's invoice": lambda order: replace(order, invoice=replace(order.invoice, in_parcel=True)),
    "the terms' time": lambda order: replace(order, terms=replace(order.terms, accepted_at=LATER)),
    "a page's hash": lambda order: replace(order, terms=replace(order.terms, pages={"delivery": "f" * 64})),
    "carriage": lambda order: replace(order, delivery=replace(order.delivery, carriage=Rials(1))),
    "the promised day": lambda order: replace(order, delivery=replace(order.delivery, latest=LATER)),
}


def test_every_field_of_an_order_is_among_the_forgeries() -> None:
    assert {field.name for field in fields(Order)} == {*FORGERIES, "events"}


@pytest.mark.parametrize("name", [*FORGERIES, *DEEPER])
def test_any_change_of_what_was_frozen_is_found(name: str) -> None:
    """BAQ-068, BAQ-115, CHI-006."""
    forged = (FORGERIES | DEEPER)[name](a_full_order())

    assert forged != a_full_order()
    with pytest.raises(ChainBroken):
        check_chain(forged)


def test_BAQ_094_an_address_or_invoice_changed_after_registration_breaks_the_chain() -> None:
    """BAQ-090, BAQ-091, BAQ-093, BAQ-094, BAK-049, BAK-051..052, PAY-016, PAY-018..019: neither customer nor staff can change what the invoice will say."""
    order = an_order()
    forgeries = [
        replace(order, recipient=a_recipient(TEHRAN)),
        replace(order, invoice=InvoiceChoice(legal=a_legal_entity())),
    ]

    for forged in forgeries:
        with pytest.raises(ChainBroken):
            check_chain(forged)


@dataclass(frozen=True, slots=True, kw_only=True)
class TomorrowsOrder(Order):
    """An order with one more field that has a default."""

    gift_note: str = ""


def test_a_field_added_later_leaves_older_chains_whole() -> None:
    order = a_full_order()
    read_tomorrow = TypeAdapter(TomorrowsOrder).validate_json(_ORDER.dump_json(order))

    assert read_tomorrow.gift_note == ""
    assert TypeAdapter(TomorrowsOrder).dump_python(read_tomorrow, mode="json", exclude_defaults=True) == (
        _ORDER.dump_python(order, mode="json", exclude_defaults=True)
    )
    check_chain(read_tomorrow)


def test_a_hash_is_the_same_in_every_process() -> None:
    """Hashes are kept for years: these were taken on the day that orders began to be hashed as they are written."""
    first = an_order(delivery=a_chosen_delivery(tracking=True)).events[0]

    assert first.previous == "19c1edbd9b60730e7457531c59eaa7dd40cc5a5cf474c20171374a182347f113"
    assert a_full_order().events[-1].hash == "9e6ade12329accf11ad6ad06302336667ea9021fdd38f4ad283acac6f380482c"


def of_before(order: Order) -> Order:
    """Return the order with its first event as it was hashed on the day the first order was."""
    root = "43e91a30b7f58525c8ba929e4acbd669cca32008d59120a2dfeb8614f255b908"
    event_hash = "4983502f531db480ac3c5a36bc3700a4f3aebe668e5b069d20c0f745fc387ac1"
    return replace(order, events=(replace(order.events[0], previous=root, hash=event_hash),))


def test_an_order_of_before_fits_the_hashes_of_its_day_and_goes_on_from_them() -> None:
    order = of_before(an_order(delivery=a_chosen_delivery(tracking=True)))

    check_chain(happened(order, "paid", at=LATER, by="bank"))
    with pytest.raises(ChainBroken):
        check_chain(replace(order, payable=Rials(order.payable + 1)))
    with pytest.raises(ChainBroken):
        check_chain(replace(order, events=(replace(order.events[0], previous="0" * 64),)))


def test_a_history_with_deadlines_read_again_from_json_fits_its_hashes() -> None:
    order = dated(a_shop(), paid(an_order()), "cancelled", LATER)
    again = _ORDER.validate_json(_ORDER.dump_json(order))

    assert order.events[-1].deadlines == {"refund": LATER + timedelta(days=3)}
    assert again == order
    check_chain(again)


def test_a_deadline_moved_or_taken_out_is_found() -> None:
    order = dated(a_shop(), paid(an_order()), "cancelled", LATER)

    for deadlines in ({}, {"refund": LATER}, {"depot": LATER + timedelta(days=3)}):
        forged = replace(order.events[-1], deadlines=deadlines)
        with pytest.raises(ChainBroken):
            check_chain(replace(order, events=(*order.events[:-1], forged)))


def test_facts_hash_alike_in_any_order() -> None:
    one = happened(an_order(), "paid", at=LATER, by="bank", facts={"paid": "5", "reference": "42"})
    two = happened(an_order(), "paid", at=LATER, by="bank", facts={"reference": "42", "paid": "5"})

    assert one.events[-1].hash == two.events[-1].hash


def test_a_moment_hashes_alike_in_the_form_json_brings_back() -> None:
    at = datetime(2026, 12, 2, 6, 30, tzinfo=UTC)
    order = TypeAdapter(Order).validate_json(_ORDER.dump_json(an_order(placed_at=at)))

    assert happened(order, "paid", at=at, by="bank").events[-1].hash == (
        happened(an_order(placed_at=at), "paid", at=at, by="bank").events[-1].hash
    )


def test_how_a_buyer_pays_is_what_they_chose_last() -> None:
    order = an_order()
    assert order.payment is None

    assert chosen(order, "transfer").payment == "transfer"
    order = chosen(order, "card_to_card")
    assert (order.payment, order.state) == ("card_to_card", "awaiting_transfer")
    order = chosen(order, "gateway")
    assert (order.payment, order.state) == ("gateway", "registered")
    order = chosen(order, "cash_on_delivery")
    assert (order.payment, order.state) == ("cash_on_delivery", "queued")
    assert then(order, "prepared").payment == "cash_on_delivery"


def test_BAQ_017_what_was_taken_at_the_door_is_counted_together() -> None:
    """BAQ-016, BAQ-017: 3,000,000 due; 2,900,000 leaves 100,000."""
    order = then(
        chosen(an_order(lines=(an_order_line(price=3_000_000),)), "cash_on_delivery"), "prepared", "dispatched"
    )
    assert (order.payable, order.paid, order.due) == (3_000_000, 0, 3_000_000)

    order = happened(order, "door_payment_taken", at=LATER, by="staff:ali", facts={"paid": "2900000", "taken": "cash"})
    assert (order.paid, order.due) == (2_900_000, 100_000)

    order = happened(order, "door_payment_taken", at=LATER, by="staff:ali", facts={"paid": "100000", "taken": "card"})
    assert (order.paid, order.due, order.owed_back) == (3_000_000, 0, 0)


@pytest.mark.parametrize(
    ("order", "owed"),
    [
        pytest.param(an_order(), 0, id="unpaid"),
        pytest.param(paid(an_order()), 0, id="paid"),
        pytest.param(paid(paid(an_order()), 2_400_000), 2_400_000, id="paid twice"),
        pytest.param(paid(paid(an_order()), 1), 1, id="one rial too much"),
        pytest.param(then(an_order(), "cancelled"), 0, id="cancelled unpaid"),
        pytest.param(then(paid(an_order()), "cancelled"), 2_400_000, id="cancelled paid"),
        pytest.param(paid(then(an_order(), "expired")), 2_400_000, id="paid after its window"),
        pytest.param(paid(then(paid(an_order()), "cancelled"), 100), 2_400_100, id="paid again after its end"),
    ],
)
def test_BAQ_075_the_shop_owes_back_a_dead_orders_money_and_any_excess(order: Order, owed: int) -> None:
    """BAQ-075, BAQ-077."""
    assert order.owed_back == owed


def test_BAQ_076_a_voided_order_is_owed_back_exactly_what_was_paid_until_it_is_refunded() -> None:
    """BAQ-076: paid 100,000 at a mistaken price; exactly 100,000 goes back."""
    order = then(paid(an_order(lines=(an_order_line(price=100_000),))), "prepared", "dispatched", "cancelled")
    assert (order.state, order.owed_back) == ("cancelled", 100_000)

    short = happened(order, "refunded", at=LATER, by="staff:sara", facts={"refunded": "99999"})
    assert (short.state, short.owed_back) == ("refunded", 1)

    order = happened(order, "refunded", at=LATER, by="staff:sara", facts={"refunded": "100000"})
    assert (order.state, order.owed_back, order.due) == ("refunded", 0, 0)

    order = paid(order, 7)
    assert (order.state, order.owed_back) == ("needs_refund", 7)


def test_no_money_of_an_expired_order_is_kept() -> None:
    order = happened(an_order(), "method_chosen", at=LATER, by="test", facts={"paid": "5"})

    assert (order.owed_back, then(order, "expired").owed_back) == (0, 5)


def test_a_revived_orders_money_is_kept() -> None:
    order = happened(then(an_order(), "expired"), "revived", at=LATER, by="bank", facts={"paid": "2400000"})

    assert (order.state, order.due, order.owed_back) == ("queued", 0, 0)


def test_what_is_due_is_never_below_nothing() -> None:
    assert paid(an_order(), 9_000_000).due == 0
    assert paid(an_order(), 2_399_999).due == 1


def test_a_line_costs_its_price_times_its_quantity() -> None:
    assert an_order_line(price=2_400_000, quantity=3).total == 7_200_000
