"""Buyers who stand before the final step: signed in, the cart filled, the delivery chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from checkout.kinds import OUTBOX, SESSIONS
from checkout.ports import Ports
from checkout.records import Session
from checkout.secrets import fingerprint, new_token
from checkout.store import Store, retried
from checkout.use_cases.change_cart import add_to_cart
from checkout.use_cases.fill_delivery import Addressee, fill_addressee, fill_delivery
from checkout.use_cases.sessions import find_session
from checkout.use_cases.sign_in import claim_mobile, send_code, sign_in
from shop.order import InvoiceChoice, Mobile, Recipient
from shop.places import Place
from shop.release import Sku

_AT_ONCE = 500
"""Sessions in one transaction."""


@dataclass(frozen=True, slots=True)
class Buyer:
    """One buyer. ``token`` is what their browser's cookie holds."""

    token: str
    mobile: Mobile

    @property
    def cookie(self) -> str:
        """The cookie header's worth."""
        return f"cart={self.token}"


def mobile_of(number: int) -> Mobile:
    """Return a mobile of its own for each number below a thousand million."""
    return Mobile(f"09{number:09d}")


def usual_goods(ports: Ports, count: int = 3) -> tuple[Sku, ...]:
    """Return the SKUs of the usual cart: the first ``count`` of the shop."""
    return tuple(sorted(ports.releases.current()[1].offers))[:count]


def ready_buyers(ports: Ports, count: int, *, first: int, goods: Sequence[Sku] = ()) -> list[Buyer]:
    """Prepare buyers with the mobiles of ``first`` and on, each with one of each of the goods.

    One of them goes through the use cases; the others get the session that this leaves, with names of their own.
    """
    model = _one(ports, mobile_of(first), goods or usual_goods(ports))
    buyers = [Buyer(new_token(), mobile_of(first + n)) for n in range(count)]
    for part in _parts(buyers):
        _keep(ports.store, [_like(model, buyer) for buyer in part])
    return buyers


@retried
def _keep(store: Store, sessions: Sequence[Session]) -> None:
    with store.transaction() as tx:
        for session in sessions:
            tx.put(SESSIONS, session)


def _one(ports: Ports, mobile: Mobile, goods: Sequence[Sku]) -> Session:
    """Lead one buyer as far as the review."""
    session_id = fingerprint(new_token())
    for sku in goods:
        add_to_cart(ports, session_id, sku, 1)
    send_code(ports, mobile, "sign_in", f"client of {mobile}")
    claim_mobile(ports, session_id, mobile)
    session_id = fingerprint(sign_in(ports, session_id, _code(ports, mobile)))
    filled = Addressee(recipient=recipient_of(mobile), place_kind="", email="", invoice=InvoiceChoice())
    fill_addressee(ports, session_id, filled)
    fill_delivery(ports, session_id, "free-courier")
    return find_session(ports, session_id)


def recipient_of(mobile: Mobile) -> Recipient:
    """Return where a buyer lives: in Qom, as most of the shop's."""
    return Recipient(
        name="مریم کاظمی",
        mobile=mobile,
        landline="02531234567",
        place=Place("قم", "قم"),
        address="خیابان معلم، کوچه‌ی ۱۲، واحد ۳",
        plate="۱۲",
        postal_code="3715612349",
    )


@retried
def _code(ports: Ports, mobile: Mobile) -> str:
    """Read the code off its SMS, and forget it: nobody will send it."""
    with ports.store.transaction() as tx:
        sent = next(message for message in tx.find(OUTBOX, "sent", "no") if message.to == mobile and message.passing)
        tx.delete(OUTBOX, sent.id)
    return sent.body.rsplit("#", 1)[1]


def _like(model: Session, buyer: Buyer) -> Session:
    recipient = recipient_of(buyer.mobile)
    return replace(model, id=fingerprint(buyer.token), mobile=buyer.mobile, recipient=recipient)


def _parts(buyers: Sequence[Buyer]) -> Iterator[Sequence[Buyer]]:
    for start in range(0, len(buyers), _AT_ONCE):
        yield buyers[start : start + _AT_ONCE]
