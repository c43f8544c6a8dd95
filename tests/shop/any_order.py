"""Any order, whatever is done to it: carts, prices that fall, lines closed or replaced, payments and refunds of any size."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from hypothesis import strategies as st

from shop.errors import TransitionRefused
from shop.ledger import Entry, entries
from shop.lifecycle import IN_THE_SHOP, EventKind, next_state
from shop.money import Rials
from shop.order import ChargeLine, Order, OrderLine
from shop.order_chain import happened
from shop.order_lines import lines_now
from shop.rules.lines import closing, difference, offering
from shop.rules.refund import Refund, refund_of
from shop.rules.returned import arrived
from shop.terms import Deduction, Shop
from tests.builders import PLACED_AT, a_chosen_delivery, a_draft, a_shop, an_offer, an_order_line

Facts = dict[str, str]
Step = tuple[str, int, int]
"""What is tried, and two numbers that say of what and how much."""

_TRIED = (
    "pay",
    "pay_due",
    "close",
    "fall",
    "replace",
    "cancel",
    "give_up",
    "refund",
    "refund_part",
    "send",
    "door",
    "back",
    "return",
    "expire",
)
AMOUNTS = st.integers(1, 10**12)

carts = st.lists(st.tuples(AMOUNTS, st.integers(1, 50)), min_size=1, max_size=5)
deliveries = st.tuples(st.just(0) | AMOUNTS, st.lists(AMOUNTS, max_size=3))
deductions = st.lists(
    st.builds(lambda p: Deduction(name="", percent=p), st.decimals("0.001", "99.999", places=3))
    | st.builds(lambda a: Deduction(name="", amount=Rials(a)), AMOUNTS),
    max_size=3,
)
steps = st.lists(st.tuples(st.sampled_from(_TRIED), st.integers(0, 10**6), st.integers(1, 10**12)), max_size=14)


def shop_with(fees: Sequence[Deduction]) -> Shop:
    """Return a shop that keeps these fees, each with a name of its own."""
    shop = a_shop("atrebeheshti")
    named = tuple(replace(fee, name=f"کسر {number}") for number, fee in enumerate(fees))
    return replace(shop, refund=replace(shop.refund, deduction=named))


def placed(cart: Sequence[tuple[int, int]], delivery: tuple[int, Sequence[int]]) -> Order:
    """Return a registered order of (price, quantity) lines, with its carriage and charges."""
    carriage, extra = delivery
    lines = tuple(
        an_order_line(f"SKU-{number}", price=price, quantity=quantity) for number, (price, quantity) in enumerate(cart)
    )
    charges = tuple(ChargeLine(name=f"هزینه {number % 2}", amount=Rials(amount)) for number, amount in enumerate(extra))
    draft = a_draft(lines=lines, delivery=replace(a_chosen_delivery(carriage=carriage), charges=charges))
    draft = replace(draft, payable=Rials(draft.payable + sum(extra)))
    return happened(draft, "registered", at=PLACED_AT, by="buyer")


def refund_facts(due: Refund) -> Facts:
    """Return the facts of a whole refund, as the desk's move leaves them."""
    kept = {f"deducted:{name}": str(amount) for name, amount in due.deductions}
    return {"refunded": str(due.amount), **({"deducted": str(due.deducted)} if kept else {}), **kept}


def fall(line: OrderLine, price: int) -> Facts:
    """Return the facts of a price that fell, as the job leaves them."""
    change = (price - line.price) * line.quantity
    return {"sku": line.sku, "was": str(line.price), "price": str(price), "change": str(change)}


@dataclass
class Clerk:
    """Does to an order what is tried, by the shop's own rules; a planted fault takes the place of one of them."""

    shop: Shop
    order: Order
    close: Callable[[OrderLine, int], Facts] = lambda line, quantity: closing(line, quantity, "stock")
    fall: Callable[[OrderLine, int], Facts] = fall
    difference: Callable[[Order, Facts], int] = difference
    refund: Callable[[Refund], Facts] = refund_facts
    books: Callable[[Order], Sequence[Entry]] = entries
    seen: Callable[[Order, Sequence[Entry]], None] = lambda _, __: None
    replaced: int = field(default=0)

    def do(self, tried: Sequence[Step]) -> None:
        """Try each step; what the order's state refuses is left out. The books are looked at after every event."""
        for what, which, amount in tried:
            getattr(self, f"_{what}")(which, amount)

    def _happens(self, kind: EventKind, **facts: str) -> None:
        try:
            next_state(self.order.state, kind)
        except TransitionRefused:
            return
        self.order = happened(self.order, kind, at=PLACED_AT, by="test", facts=facts)
        self.seen(self.order, self.books(self.order))

    def _pay(self, _: int, amount: int) -> None:
        self._happens("paid", paid=str(amount), reference="R", till="gateway:zarinpal")

    def _pay_due(self, _: int, __: int) -> None:
        if self.order.due:
            self._happens("paid", paid=str(self.order.due), reference="R", till="gateway:zibal")

    def _line(self, which: int) -> OrderLine | None:
        lines = lines_now(self.order)
        return lines[which % len(lines)] if lines else None

    def _close(self, which: int, amount: int) -> None:
        line = self._line(which)
        quantity = 1 + amount % line.quantity if line else 0
        if line and quantity < sum(one.quantity for one in lines_now(self.order)):
            self._happens("line_closed", **self.close(line, quantity))

    def _fall(self, which: int, amount: int) -> None:
        line = self._line(which)
        if line and line.price > 1:
            self._happens("repriced", **self.fall(line, amount % line.price))

    def _replace(self, which: int, amount: int) -> None:
        self.replaced += 1
        line = self._line(which)
        if line and self.order.state in IN_THE_SHOP:
            offered = offering(line, an_offer(f"NEW-{self.replaced}", price=amount))
            self._happens("substitute_accepted", **offered, change=str(self.difference(self.order, offered)))

    def _cancel(self, which: int, _: int) -> None:
        self._happens("cancelled", why="buyer" if which % 2 else "stock")

    def _give_up(self, _: int, __: int) -> None:
        """Go the whole way of a buyer who paid, cancels and gets back what is left after the fees."""
        self._pay_due(0, 0)
        self._cancel(1, 0)
        self._refund(0, 0)

    def _refund(self, _: int, __: int) -> None:
        if self.order.owed_back:
            self._happens("refunded", **self.refund(refund_of(self.shop, self.order)), till="account:IR1")

    def _refund_part(self, _: int, amount: int) -> None:
        """Pay a part of what is owed, without a fee, of an order that lives on."""
        if self.order.owed_back and self.order.state in {*IN_THE_SHOP, "delivered"}:
            part = 1 + amount % self.order.owed_back
            self._happens("refunded", refunded=str(part), till="account:IR1")

    def _send(self, _: int, __: int) -> None:
        self._happens("dispatched")

    def _door(self, _: int, amount: int) -> None:
        if self.order.due:
            self._happens("door_payment_taken", paid=str(1 + amount % self.order.due), taken="cash")

    def _back(self, _: int, amount: int) -> None:
        self._happens("sent_back")
        self._happens("came_back")
        self._happens("resend_agreed", change=str(amount))

    def _return(self, which: int, amount: int) -> None:
        """Goods come back after delivery, on one of the shop's grounds; by law the carriage may go with the last."""
        if self.order.state not in {"dispatched", "delivered"}:
            self._pay_due(0, 0)
            self._happens("dispatched")
        self._happens("delivered")
        line, ground = self._line(which), self.shop.claim[which % len(self.shop.claim)].id
        if line and self.order.state == "delivered":
            quantity = line.quantity if which % 2 else 1 + amount % line.quantity
            self._happens("return_agreed", sku=line.sku, quantity=str(quantity), claim=ground)
            self._happens("goods_arrived", **arrived(self.shop, self.order, self.order.events[-1], "intact"))

    def _expire(self, _: int, __: int) -> None:
        self._happens("expired")
