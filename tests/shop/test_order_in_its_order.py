"""Orders are hashed as they are written, so their fields stand in one order for ever: here each of them has a say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import date

from shop.money import Rials
from shop.order import ChargeLine, Climb, Erasure, InvoiceChoice, Order
from shop.order_chain import check_chain, happened
from tests.builders import PLACED_AT, a_draft, a_legal_entity, freight


def a_fullest_order() -> Order:
    """Return an order of which no field of any part has its default, with its first event."""
    draft = a_draft()
    order = replace(
        draft,
        email="z@example.ir",
        lines=tuple(replace(line, product_class="heavy", bulk=True) for line in draft.lines),
        recipient=replace(draft.recipient, note="زنگ سوم", national_code="0012345679"),
        invoice=InvoiceChoice(legal=a_legal_entity(), in_parcel=False),
        delivery=replace(
            freight(),
            tracking=False,
            by_shop=True,
            climb=Climb(floor=3, stairs=12),
            charges=(ChargeLine(name="بسته‌بندی", amount=Rials(50_000)),),
            insured=True,
            from_seller=True,
            not_before=date(2026, 12, 10),
            certain=False,
            working_days=(2, 5),
            lead_days=4,
        ),
        erased=Erasure(at=PLACED_AT, by="sara", chain_before="0" * 64),
    )
    return happened(order, "registered", at=PLACED_AT, by="buyer")


def at_their_defaults(part: object, path: str) -> Iterator[str]:
    """Yield the fields of a part, and of all in it, that have their defaults and so are not hashed."""
    if isinstance(part, tuple):
        for one in part:
            yield from at_their_defaults(one, path)
    if is_dataclass(part):
        for one in fields(part):
            value = getattr(part, one.name)
            if one.default is not MISSING and value == one.default:
                yield f"{path}.{one.name}"
            yield from at_their_defaults(value, f"{path}.{one.name}")


def test_every_field_of_an_order_has_a_say_in_its_hash() -> None:
    """A field that is added belongs in the fullest order too, away from its default."""
    assert list(at_their_defaults(replace(a_fullest_order(), events=()), "order")) == ["order.events"]


def test_the_fields_of_an_order_stand_where_they_stood_when_orders_were_hashed_so() -> None:
    """Taken when orders began to be hashed as they are written; it changes only with a field added to the order above.

    A field that moved, or took another name, would break the chain of every order that has it.
    """
    order = a_fullest_order()
    check_chain(order)
    assert order.events[0].previous == "8a92b034ef3c66223083b6fdb144c4a8970ff691bb30410664cdde0c616458a6"
