"""The review step: the cart priced now for what was filled in, and what finishing it would need."""

from __future__ import annotations

from dataclasses import dataclass, replace

from checkout.kinds import SESSIONS, SWITCHES
from checkout.ports import Ports
from checkout.records import EVERYTHING, Session
from checkout.secrets import fingerprint
from checkout.store import Transaction, retried
from checkout.use_cases.change_cart import checked
from checkout.use_cases.fill_delivery import check_filled, parcel_of
from checkout.use_cases.sessions import session_in, signed_in_mobile
from shop.cart import CheckedLine
from shop.errors import CartEmpty, SessionExpired
from shop.goods import Goods, Parcel
from shop.money import Rials
from shop.order import Recipient
from shop.promises import delays_at
from shop.quote import DeliveryOption, PaymentOption, Quote, choose_delivery, payment_options, price, withdrawn
from shop.release import Release
from shop.rules.identity import documents_asked
from shop.rules.order_form import invoice_as_offered
from shop.rules.payment import Bill
from shop.terms import DocumentTerms, ProductClass, Shop
from shop.week import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What the review step shows, and the fingerprint that finishing it must name.

    ``documents`` are the terms of an order so large that it needs the recipient's national code, else None.
    ``payments`` are the ways of payment it will have; ``withdrawn`` those that today's prices have taken away.
    ``noted`` are the classes of its goods with a note to read before buying.
    """

    session: Session
    recipient: Recipient
    goods: Goods
    quote: Quote
    sending: DeliveryOption
    delays: tuple[Period, ...]
    documents: DocumentTerms | None
    payments: tuple[PaymentOption, ...]
    withdrawn: tuple[PaymentOption, ...]
    noted: tuple[ProductClass, ...]
    stopped: bool
    fingerprint: str

    @property
    def lacks_national_code(self) -> bool:
        """CHI-008: whether the recipient's national code must still be given."""
        return self.documents is not None and not self.recipient.national_code


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
        return review_in(tx, ports, release, session_in(tx, ports, session_id))


def review_in(tx: Transaction, ports: Ports, release: Release, kept: Session) -> Review:
    """Return the review as ``review`` does, in a transaction of the caller's."""
    shop, at = release.shop, ports.clock()
    invoice = invoice_as_offered(shop, kept.invoice)
    session = kept if invoice == kept.invoice else replace(kept, invoice=invoice)
    signed_in_mobile(session)
    if not session.cart:
        raise CartEmpty
    if session.recipient is None:
        raise SessionExpired
    check_filled(shop, session.recipient, session.email)
    lines = checked(tx, release, session)
    parcel = parcel_of(shop, lines, session, session.recipient)
    sending = choose_delivery(shop, parcel, session.delivery, at)
    quote = price(lines, sending)
    bill = _bill(parcel, sending, quote.payable)
    payments = payment_options(shop, bill)
    return Review(
        session=session,
        recipient=session.recipient,
        goods=parcel.goods,
        quote=quote,
        sending=sending,
        delays=delays_at(shop, at),
        documents=shop.identity.documents if documents_asked(shop, quote.payable) else None,
        payments=payments,
        withdrawn=withdrawn(shop, _bill(parcel, sending, Rials(_seen(lines) + sending.cost)), payments),
        noted=_noted(shop, lines),
        stopped=tx.get(SWITCHES, EVERYTHING) is not None,
        fingerprint=fingerprint(repr((_told(session, quote, sending), _accepted(release, payments)))),
    )


def _bill(parcel: Parcel, sending: DeliveryOption, payable: Rials) -> Bill:
    return Bill(
        place=parcel.place,
        by_freight=sending.delivery.by_freight,
        payable=payable,
        classes=parcel.goods.classes,
    )


def _seen(lines: tuple[CheckedLine, ...]) -> int:
    """PAY-031: what the goods cost at the prices that the buyer saw in the shop, in rials."""
    return sum(line.line.seen_price * line.line.quantity for line in lines if line.total)


def _noted(shop: Shop, lines: tuple[CheckedLine, ...]) -> tuple[ProductClass, ...]:
    """ATR-010, ATR-036: return each class of these goods that has a note, once."""
    held = {line.offer.product_class for line in lines if line.offer}
    return tuple(one for one in shop.classes if one.id in held and one.note)


def _accepted(release: Release, payments: tuple[PaymentOption, ...]) -> tuple[object, ...]:
    """BAQ-058, BAQ-065, BAK-005, BAK-054: return what finishing accepts beside the quote: the terms as they read, and how one pays.

    The release's id is not part of it: a new build that leaves prices and terms alone disturbs nobody.
    """
    pages = sorted((slug, policy.text_hash) for slug, policy in release.policies.items())
    return pages, [one.payment.kind for one in payments if one.verdict.allowed]


def _told(session: Session, quote: Quote, sending: DeliveryOption) -> tuple[object, ...]:
    lines = [(line.line.sku, line.line.quantity, line.total) for line in quote.lines]
    return (
        lines,
        quote.payable,
        sending.delivery.id,
        session.climb,
        session.recipient,
        session.invoice,
        session.email,
    )
