"""What buyers do until an order is placed."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import ClassVar

from checkout.secrets import fingerprint
from checkout.use_cases.change_cart import add_to_cart, change_quantity
from checkout.use_cases.fill_delivery import Addressee, fill_addressee, fill_delivery
from checkout.use_cases.place_order import place_order
from checkout.use_cases.review_order import review
from checkout.use_cases.sessions import find_session
from checkout.use_cases.sign_in import claim_mobile, send_code, sign_in
from shop.errors import TooManyRequests
from shop.order import Climb, InvoiceChoice, Mobile
from shop.release import Sku
from tests.builders import a_recipient
from tests.life.book import Book, Reviewed, Saved
from tests.life.house import House
from tests.life.papers import Cart

_MOST_UNPAID = 5


@dataclass(frozen=True)
class Fill:
    """Put some of a SKU in the cart."""

    repeats: ClassVar[bool] = False
    buyer: str
    sku: str
    units: int

    def do(self, house: House) -> object:
        return add_to_cart(house.ports, house.visitors[self.buyer].session, Sku(self.sku), self.units)

    def foretell(self, book: Book, saved: Saved) -> str:
        if not book.is_sold(self.sku):
            return "OutOfStock" if self.sku not in book.off else "refused"
        cart = _cart(book, self.buyer)
        cart.lines[self.sku] = cart.lines.get(self.sku, 0) + self.units
        saved()
        return "done"


@dataclass(frozen=True)
class Change:
    """Set how many of a SKU the cart asks for."""

    repeats: ClassVar[bool] = False
    buyer: str
    sku: str
    units: int

    def do(self, house: House) -> object:
        return change_quantity(house.ports, house.visitors[self.buyer].session, Sku(self.sku), self.units)

    def foretell(self, book: Book, saved: Saved) -> str:
        cart = _cart(book, self.buyer)
        if self.sku in cart.lines:
            cart.lines[self.sku] = self.units
        cart.lines = {sku: units for sku, units in cart.lines.items() if units}
        saved()
        return "done"


@dataclass(frozen=True)
class Prepare:
    """Sign in if need be, and say where it goes."""

    repeats: ClassVar[bool] = True
    buyer: str

    def do(self, house: House) -> object:
        visitor, ports, facts = house.visitors[self.buyer], house.ports, house.book.facts
        number = Mobile(self.buyer)
        if find_session(ports, visitor.session).mobile is None:
            with suppress(TooManyRequests):  # a code is on its way already
                send_code(ports, number, "sign_in", f"client of {number}")
            claim_mobile(ports, visitor.session, number)
            code = house.world.last_code(number)
            visitor.session = fingerprint(sign_in(ports, visitor.session, code))
        recipient = a_recipient(facts.place, mobile=number)
        email = "zahra@example.ir" if facts.letter else ""
        fill_addressee(
            ports,
            visitor.session,
            Addressee(recipient=recipient, place_kind="", email=email, invoice=InvoiceChoice()),
        )
        fill_delivery(ports, visitor.session, facts.delivery, Climb(floor=1, stairs=0))
        return None

    def foretell(self, book: Book, saved: Saved) -> str:
        _cart(book, self.buyer).ready = True
        saved()
        return "done"


@dataclass(frozen=True)
class Look:
    """Look at the review; what is on the screen is what a later press means."""

    repeats: ClassVar[bool] = True
    buyer: str

    def do(self, house: House) -> object:
        visitor = house.visitors[self.buyer]
        visitor.seen = review(house.ports, visitor.session).fingerprint
        visitor.meant = house.book.reviewed(house.book.carts[self.buyer])
        return None

    def foretell(self, book: Book, saved: Saved) -> str:
        cart = book.carts.get(self.buyer, Cart())
        if not cart.ready:
            return "SessionExpired"
        saved()
        return "done" if cart.lines else "CartEmpty"


@dataclass(frozen=True)
class Place:
    """Finish what was reviewed, with the key of a form. ``session`` and ``meant`` are as on the screen."""

    repeats: ClassVar[bool] = False
    buyer: str
    key: str
    session: str
    seen: str
    meant: Reviewed

    def do(self, house: House) -> object:
        return place_order(house.ports, self.session, self.key, self.seen).code

    def foretell(self, book: Book, saved: Saved) -> str:
        before = book.submitted.get((self.session, self.key))
        if before is not None:
            return f"order {before[1]}" if before[0] == self.meant else "Conflict"
        cart = book.carts.get(self.buyer, Cart())
        if refusal := self._refusal(book, cart):
            return refusal
        book.place(self.buyer, cart)
        number = len(book.papers) - 1
        book.submitted[self.session, self.key] = (self.meant, number)
        cart.lines, cart.touched_at = {}, book.now
        saved()
        return f"order {number}"

    def _refusal(self, book: Book, cart: Cart) -> str:
        if not cart.ready:
            return "SessionExpired"
        if not cart.lines:
            return "CartEmpty"
        if book.stopped:
            return "SalesStopped"
        if book.reviewed(cart) != self.meant or book.is_blocked(cart):
            return "CartChanged"
        return "TooManyUnpaid" if book.unpaid_of(self.buyer) >= _MOST_UNPAID else ""


def _cart(book: Book, buyer: str) -> Cart:
    cart = book.carts.setdefault(buyer, Cart())
    cart.touched_at = book.now
    return cart
