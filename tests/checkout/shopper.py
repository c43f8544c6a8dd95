"""A buyer who goes through the steps at the use cases, without a browser."""

from __future__ import annotations

from checkout.records import Attempt, Session
from checkout.secrets import fingerprint, new_token
from checkout.use_cases.change_cart import add_to_cart
from checkout.use_cases.choose_payment import choose_method
from checkout.use_cases.fill_delivery import Addressee, fill_addressee, fill_delivery
from checkout.use_cases.place_order import place_order
from checkout.use_cases.review_order import review
from checkout.use_cases.sessions import find_session
from checkout.use_cases.sign_in import claim_mobile, send_code, sign_in
from shop.identifiers import read_mobile
from shop.order import Climb, InvoiceChoice, Order
from shop.places import Place
from shop.release import Sku
from tests.builders import HONEY, QOM, a_recipient
from tests.fakes import World

MOBILE = "09121234567"


class Shopper:
    """One visitor. ``id`` is the session's, and changes at sign-in."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.ports = world.ports
        self.id = fingerprint(new_token())

    @property
    def session(self) -> Session:
        return find_session(self.ports, self.id)

    def add(self, sku: Sku = HONEY, quantity: int = 1) -> Shopper:
        add_to_cart(self.ports, self.id, sku, quantity)
        return self

    def sign_in(self, mobile: str = MOBILE) -> Shopper:
        number = read_mobile(mobile)
        send_code(self.ports, number, "sign_in", f"client of {mobile}")
        claim_mobile(self.ports, self.id, number)
        self.id = fingerprint(sign_in(self.ports, self.id, self.world.last_code(number)))
        return self

    def live_at(
        self, place: Place = QOM, email: str = "", invoice: InvoiceChoice | None = None, name: str = "زهرا احمدی"
    ) -> Shopper:
        """Fill in the address; a shop that asks for an e-mail gets one."""
        asked = self.ports.releases.current()[1].shop.form.required
        reach = email or ("zahra@example.ir" if "email" in asked else "")
        recipient = a_recipient(place, name=name)
        filled = Addressee(recipient=recipient, place_kind="", email=reach, invoice=invoice or InvoiceChoice())
        fill_addressee(self.ports, self.id, filled)
        return self

    def send_by(self, delivery: str, floor: int = 1, stairs: int = 0) -> Shopper:
        fill_delivery(self.ports, self.id, delivery, Climb(floor=floor, stairs=stairs))
        return self

    def ready(self, sku: Sku = HONEY, quantity: int = 1, mobile: str = MOBILE) -> Shopper:
        """Go as far as the review, to Qom by the free courier."""
        return self.add(sku, quantity).sign_in(mobile).live_at().send_by("free-courier")

    def reviewed(self) -> str:
        return review(self.ports, self.id).fingerprint

    def order(self, key: str = "key-1") -> Order:
        return self.order_reviewed(self.reviewed(), key)

    def order_reviewed(self, fingerprint_seen: str, key: str = "key-1") -> Order:
        """Finish what was reviewed earlier."""
        return place_order(self.ports, self.id, key, fingerprint_seen)


def an_ordered(
    world: World, quantity: int = 1, place: Place = QOM, delivery: str = "free-courier", mobile: str = MOBILE
) -> Order:
    """Return an order just registered, by a buyer of its own."""
    return Shopper(world).add(quantity=quantity).sign_in(mobile).live_at(place).send_by(delivery).order()


def at_the_bank(world: World, order: Order) -> Attempt:
    """Let the buyer choose the gateway; return the attempt under way."""
    attempt = choose_method(world.ports, order.code, "gateway")
    assert attempt is not None
    return attempt
