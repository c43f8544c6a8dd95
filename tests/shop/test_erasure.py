"""Taking the buyer out of an order: what goes, what stays, and what the chain still proves."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from pydantic import TypeAdapter

from shop.erasure import StillNeeded, erase
from shop.errors import ChainBroken
from shop.lifecycle import EventKind, State
from shop.money import Rials
from shop.order import InvoiceChoice, Mobile, Order
from shop.order_chain import check_chain, happened
from shop.order_lines import lines_now
from tests.builders import HONEY, PLACED_AT, a_draft, a_legal_entity, an_order, an_order_line, chosen, paid, then
from tests.shop.order_paths import STATES, in_state

LATER = PLACED_AT + timedelta(days=400)
_ORDER = TypeAdapter(Order)


def told() -> Order:
    """An order that is over, with words about its buyer wherever there is room for them."""
    draft = a_draft(invoice=InvoiceChoice(legal=a_legal_entity()))
    somebody = replace(draft.recipient, note="زنگ دوم", national_code="0012345679")
    order = happened(
        replace(draft, recipient=somebody), "registered", at=PLACED_AT, by="buyer", facts={"ip": "192.0.2.7"}
    )
    order = chosen(order, "card_to_card")
    report = {"reported": "2400000", "holder": "زهرا احمدی", "card": "4321", "reference": "778899"}
    order = happened(order, "transfer_reported", at=PLACED_AT, by="buyer", facts=report, note="از کارت زهرا احمدی")
    order = happened(
        order, "transfer_confirmed", at=PLACED_AT, by="staff:sara", facts={"paid": "2400000", "reference": "778899"}
    )
    order = happened(order, "dispatched", at=PLACED_AT, by="staff:sara", facts={"tracking": "TRK-1"})
    return happened(order, "delivered", at=PLACED_AT, by="staff:sara", facts={"documents": "yes", "photo": "PH-9"})


def test_nothing_about_the_buyer_is_left() -> None:
    text = json.dumps(_ORDER.dump_python(erase(told(), at=LATER, by="staff:sara"), mode="json"), ensure_ascii=False)

    for trace in ("09121234567", "زهرا", "zahra", "صفائیه", "3713100001", "0012345679", "زنگ", "02537000000", "l" * 43):
        assert trace not in text
    for trace in ("4321", "TRK-1", "PH-9", "192.0.2.7"):
        assert trace not in text


def test_the_account_of_a_refund_goes_and_what_was_paid_stays() -> None:
    """BAQ-077: the number, its holder and even its last digits tell who it was; amount, parts and reference are books."""
    owed = happened(paid(an_order()), "cancelled", at=PLACED_AT, by="buyer", facts={"why": "buyer"})
    stated = {"account": "IR820540102680020817909002", "account_kind": "sheba", "holder": "زهرا احمدی"}
    order = happened(owed, "account_declared", at=PLACED_AT, by="buyer", facts=stated)
    books = {"refunded": "2400000", "reference": "B-1", "till": "account:shop", "of:goods": "2400000"}
    order = happened(order, "refunded", at=PLACED_AT, by="staff:sara", facts={**books, "to": "IR82******9002"})
    after = erase(order, at=LATER, by="staff:sara")

    assert [event.facts for event in after.events[-2:]] == [{}, books]
    assert "9002" not in json.dumps(_ORDER.dump_python(after, mode="json"))


def test_goods_sums_dates_and_the_invoice_stay() -> None:
    before = told()
    after = erase(before, at=LATER, by="staff:sara")

    assert (after.code, after.placed_at, after.state) == (before.code, before.placed_at, "delivered")
    assert (after.paid, after.total, lines_now(after)) == (Rials(2_400_000), Rials(2_400_000), lines_now(before))
    assert (after.invoice, after.recipient.place) == (before.invoice, before.recipient.place)
    assert [(event.kind, event.at, event.by) for event in after.events] == [
        (event.kind, event.at, event.by) for event in before.events
    ]
    assert after.events[3].facts == {"paid": "2400000", "reference": "778899"}


def test_what_is_left_has_a_chain_of_its_own() -> None:
    after = erase(told(), at=LATER, by="staff:sara")
    check_chain(after)

    for changed in (
        replace(after, payable=Rials(1)),
        replace(after, erased=None),
        replace(after, member=Mobile("09120000000")),
        replace(after, events=after.events[:2] + after.events[3:]),
    ):
        with pytest.raises(ChainBroken):
            check_chain(changed)


def test_a_copy_from_before_can_be_proven_and_tells_nothing_without_its_secret_link() -> None:
    before = told()
    after = erase(before, at=LATER, by="staff:sara")
    assert after.erased is not None
    assert after.erased.chain_before == before.events[-1].hash

    # Who guesses everything but the link, 192 random bits, cannot tell whether the guess is right.
    guess = replace(before, link="", events=())
    for event in before.events:
        guess = happened(guess, event.kind, at=event.at, by=event.by, note=event.note, facts=event.facts)
    assert guess.events[-1].hash != after.erased.chain_before


def test_whatever_happened_to_lines_and_sums_still_counts_afterwards() -> None:
    line = {"slug": "rice", "title": "برنج", "variant": "", "price": "1900000", "seller": "baqiyat", "class": "food"}
    order = paid(chosen(an_order(lines=(an_order_line(quantity=3), an_order_line("RICE"))), "gateway"))
    changes: tuple[tuple[EventKind, dict[str, str]], ...] = (
        ("repriced", {"sku": HONEY, "price": "2300000", "change": "-300000"}),
        ("line_closed", {"sku": HONEY, "quantity": "1", "why": "stock", "change": "-2300000"}),
        ("substitute_accepted", {"sku": "RICE", "new_sku": "RICE-2", "quantity": "1", "change": "-500000", **line}),
        ("refunded", {"refunded": "3000000", "deducted": "100000", "deducted:کارمزد": "100000", "reference": "9"}),
    )
    for kind, facts in changes:
        order = happened(order, kind, at=PLACED_AT, by="staff:sara", facts=facts, note="زهرا احمدی گفت")
    order = then(order, "prepared", "dispatched", "delivered")
    after = erase(order, at=LATER, by="staff:sara")

    assert [line.sku for line in lines_now(after)] == [HONEY, "RICE-2"]
    assert (after.total, after.held, after.owed_back) == (order.total, order.held, 0)
    assert after.events[-4].facts["deducted:کارمزد"] == "100000"
    assert all(not event.note for event in after.events)


@pytest.mark.parametrize("state", STATES)
def test_only_orders_that_are_over_and_settled_are_erased(state: State) -> None:
    order = in_state(state)
    if state in {"delivered", "expired", "refunded"} or (state == "cancelled" and not order.owed_back):
        assert erase(order, at=LATER, by="staff:sara").state == state
    else:
        with pytest.raises(StillNeeded):
            erase(order, at=LATER, by="staff:sara")


def test_erasing_twice_changes_nothing_more() -> None:
    once = erase(told(), at=LATER, by="staff:sara")
    assert erase(once, at=LATER + timedelta(days=1), by="staff:ali") == once


def test_an_order_to_which_something_may_still_happen_keeps_its_buyer() -> None:
    for order in (an_order(), paid(chosen(an_order(), "gateway"))):
        with pytest.raises(StillNeeded) as refused:
            erase(order, at=LATER, by="staff:sara")
        assert refused.value.why == "live"


def test_money_that_is_owed_back_is_returned_first() -> None:
    order = then(paid(chosen(an_order(), "gateway")), "cancelled")
    with pytest.raises(StillNeeded) as refused:
        erase(order, at=LATER, by="staff:sara")
    assert refused.value.why == "money"


def test_a_promise_that_runs_is_kept_first() -> None:
    until = PLACED_AT + timedelta(days=7)
    order = happened(told(), "paid", at=PLACED_AT, by="bank", facts={}, deadlines={"claim:damage": until})
    with pytest.raises(StillNeeded) as refused:
        erase(order, at=until - timedelta(seconds=1), by="staff:sara")
    assert (refused.value.why, refused.value.until) == ("promise", until)
    assert erase(order, at=until, by="staff:sara").erased


def test_an_order_that_was_changed_after_the_fact_gets_no_new_chain() -> None:
    with pytest.raises(ChainBroken):
        erase(replace(told(), payable=Rials(1)), at=LATER, by="staff:sara")
