"""The delivery step: who receives and where, then how it is sent."""

from __future__ import annotations

from dataclasses import dataclass, replace

from checkout.ports import Ports
from checkout.records import Session
from checkout.store import retried
from checkout.use_cases.change_cart import checked
from checkout.use_cases.sessions import keep, session_in, signed_in_mobile
from shop.cart import CheckedLine
from shop.errors import BadInput, OptionRefused, SessionExpired
from shop.goods import Parcel
from shop.order import Climb, InvoiceChoice, Recipient
from shop.places import Place
from shop.promises import delays_at
from shop.quote import DeliveryOption, choose_delivery, delivery_options, goods_of
from shop.rules.delivery import TooHigh, may_deliver_to_kind
from shop.rules.order_form import invoice_as_offered, missing_fields
from shop.terms import Shop
from shop.verdict import Refused
from shop.week import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """The first half of the delivery step as filled in and read."""

    recipient: Recipient
    place_kind: str
    email: str
    invoice: InvoiceChoice


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """The second half of the delivery step: the ways of delivery for this cart and address, the allowed ones first.

    ``chosen`` is '' before a choice. ``from_seller``: a seller prepares some of the goods before they are sent.
    """

    place: Place
    options: tuple[DeliveryOption, ...]
    chosen: str
    climb: Climb
    delays: tuple[Period, ...]
    from_seller: bool


@retried
def fill_addressee(ports: Ports, session_id: str, filled: Addressee) -> None:
    """BAQ-025, BAQ-080, BAQ-082: keep recipient, address and invoice; a delivery this place may not have is dropped.

    Raises:
        SessionExpired: nobody is signed in.
        BadInput: ``missing``, for the first field that this shop asks for and that is empty.
        OptionRefused: the shop does not deliver to such a kind of place.
    """
    _, release = ports.releases.current()
    check_filled(release.shop, filled.recipient, filled.email)
    verdict = may_deliver_to_kind(release.shop, filled.place_kind)
    if isinstance(verdict, Refused):
        raise OptionRefused("place_kind", verdict)
    with ports.store.transaction() as tx:
        session = session_in(tx, ports, session_id)
        signed_in_mobile(session)
        filled_in = replace(
            session,
            recipient=_still_known(session.recipient, filled.recipient),
            email=filled.email,
            invoice=invoice_as_offered(release.shop, filled.invoice),
        )
        lines = checked(tx, release, filled_in)
        parcel = parcel_of(release.shop, lines, filled_in, filled.recipient)
        options = delivery_options(release.shop, parcel, ports.clock())
        allowed = [option.delivery.id for option in options if option.verdict.allowed]
        keep(tx, ports, filled_in if session.delivery in allowed else replace(filled_in, delivery="", climb=Climb()))


def check_filled(shop: Shop, recipient: Recipient, email: str) -> None:
    """BAQ-078, BAK-045, PAY-012: check that the order form holds all that this shop asks for.

    Raises:
        BadInput: ``missing``, for the first field that is empty.
    """
    missing = missing_fields(shop, recipient, email)
    if missing:
        raise BadInput(missing[0], "missing")


def parcel_of(shop: Shop, lines: tuple[CheckedLine, ...], session: Session, recipient: Recipient) -> Parcel:
    """Return what a visitor's checked cart is as a parcel to the recipient."""
    return Parcel(goods=goods_of(shop, lines), place=recipient.place, climb=session.climb)


@retried
def offered_deliveries(ports: Ports, session_id: str) -> Offered:
    """BAQ-003, BAK-013, CHI-012, ATR-022: return the ways of delivery for this visitor's cart and address, with what delays them.

    Raises:
        SessionExpired: there is no address yet.
    """
    _, release = ports.releases.current()
    at = ports.clock()
    with ports.store.transaction() as tx:
        session = session_in(tx, ports, session_id)
        if session.recipient is None:
            raise SessionExpired
        parcel = parcel_of(release.shop, checked(tx, release, session), session, session.recipient)
    options = delivery_options(release.shop, parcel, at)
    if any(isinstance(option.verdict, Refused) and isinstance(option.verdict.reason, TooHigh) for option in options):
        # A floor typed before is no reason to take the choice away: it can be typed anew.
        options = delivery_options(release.shop, replace(parcel, climb=Climb()), at)
    return Offered(
        place=session.recipient.place,
        options=options,
        chosen=session.delivery,
        climb=session.climb,
        delays=delays_at(release.shop, at),
        from_seller=parcel.goods.lead_days > 0,
    )


@retried
def fill_delivery(ports: Ports, session_id: str, delivery: str, climb: Climb | None = None) -> None:
    """BAQ-003, BAQ-004, CHI-021: keep how the order is sent, and how high it is carried.

    Raises:
        SessionExpired: nobody is signed in, or there is no address yet.
        NotFound, OptionRefused: the delivery is not this place's to choose.
    """
    _, release = ports.releases.current()
    with ports.store.transaction() as tx:
        session = session_in(tx, ports, session_id)
        signed_in_mobile(session)
        if session.recipient is None:
            raise SessionExpired
        sent = replace(session, delivery=delivery, climb=climb or Climb())
        parcel = parcel_of(release.shop, checked(tx, release, sent), sent, session.recipient)
        choose_delivery(release.shop, parcel, delivery, ports.clock())
        keep(tx, ports, sent)


def _still_known(before: Recipient | None, now: Recipient) -> Recipient:
    """CHI-008: a national code stands for one person, so another name or phone asks for it anew."""
    same = before is not None and (before.name, before.mobile) == (now.name, now.mobile)
    return replace(now, national_code=before.national_code) if before and same else now
