"""The review step: the cart priced now for what was filled in, and what finishing it would need."""

from __future__ import annotations

from dataclasses import dataclass, replace

from checkout.kinds import SESSIONS, SWITCHES
from checkout.ports import Ports
from checkout.records import EVERYTHING, Session
from checkout.secrets import fingerprint
from checkout.store import Transaction, retried
from checkout.use_cases.change_cart import read_lines_ahead, standing
from checkout.use_cases.fill_delivery import check_filled
from checkout.use_cases.priced_cart import PricedCart, price_cart
from checkout.use_cases.sessions import session_in, signed_in_mobile
from shop.errors import CartEmpty, SessionExpired
from shop.order import Recipient
from shop.release import Release
from shop.rules.order_form import invoice_as_offered


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What the review step shows, and the fingerprint that finishing it must name."""

    session: Session
    recipient: Recipient
    cart: PricedCart
    stopped: bool
    fingerprint: str

    @property
    def lacks_national_code(self) -> bool:
        """CHI-008: whether the recipient's national code must still be given."""
        return self.cart.documents is not None and not self.recipient.national_code


@retried
def review(ports: Ports, session_id: str) -> Review:
    """BAQ-026: price the cart for the delivery filled in.

    Raises:
        SessionExpired: nobody is signed in, or the delivery step is not filled in.
        CartEmpty: there is nothing to order.
        BadInput: the shop asks for a field that was not filled in.
        OptionRefused, NotFound: the delivery chosen is no longer on offer.
    """
    _, release = ports.releases.current()
    with ports.store.transaction() as tx:
        tx.read_ahead(records=[(SESSIONS, session_id), (SWITCHES, EVERYTHING)])
        session = session_in(tx, ports, session_id)
        read_lines_ahead(tx, session)
        return review_in(tx, ports, release, session)


def review_in(tx: Transaction, ports: Ports, release: Release, kept: Session) -> Review:
    """Return the review as ``review`` does, in a transaction of the caller's, who has read ahead what the cart asks."""
    shop, at = release.shop, ports.clock()
    invoice = invoice_as_offered(shop, kept.invoice)
    session = kept if invoice == kept.invoice else replace(kept, invoice=invoice)
    signed_in_mobile(session)
    if not session.cart:
        raise CartEmpty
    if session.recipient is None:
        raise SessionExpired
    check_filled(shop, session.recipient, session.email)
    cart = price_cart(release, session, session.recipient, standing(tx, session), at)
    return Review(
        session=session,
        recipient=session.recipient,
        cart=cart,
        stopped=tx.get(SWITCHES, EVERYTHING) is not None,
        fingerprint=fingerprint(f"{cart.told} {(session.recipient, session.invoice, session.email)!r}"),
    )
