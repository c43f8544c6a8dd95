"""The delivery step: who receives and where, then how it is sent."""

from __future__ import annotations

from dataclasses import dataclass, replace

from checkout.ports import Ports, Transaction
from checkout.records import Session
from checkout.use_cases.change_cart import checked
from checkout.use_cases.sessions import keep, session_in, signed_in_mobile
from shop.errors import OptionRefused, SessionExpired
from shop.goods import Parcel
from shop.order import Climb, InvoiceChoice, Recipient
from shop.quote import DeliveryOption, choose_delivery, delivery_options, goods_of
from shop.release import Release
from shop.rules.delivery import may_deliver_to_kind
from shop.verdict import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """The first half of the delivery step as filled in and read."""

    recipient: Recipient
    place_kind: str
    email: str
    invoice: InvoiceChoice


def fill_addressee(ports: Ports, session_id: str, filled: Addressee) -> None:
    """BAQ-025, BAQ-080, BAQ-082: keep recipient, address and invoice; a delivery this place may not have is dropped.

    Raises:
        SessionExpired: nobody is signed in.
        OptionRefused: the shop does not deliver to such a kind of place.
    """
    _, release = ports.releases.current()
    verdict = may_deliver_to_kind(release.shop, filled.place_kind)
    if isinstance(verdict, Refused):
        raise OptionRefused("place_kind", verdict)
    with ports.store.transaction() as tx:
        session = session_in(tx, ports, session_id)
        signed_in_mobile(session)
        filled_in = replace(session, recipient=filled.recipient, email=filled.email, invoice=filled.invoice)
        options = delivery_options(release.shop, parcel_of(tx, release, filled_in, filled.recipient), ports.clock())
        allowed = [option.delivery.id for option in options if option.verdict.allowed]
        keep(tx, ports, filled_in if session.delivery in allowed else replace(filled_in, delivery=""))


def parcel_of(tx: Transaction, release: Release, session: Session, recipient: Recipient) -> Parcel:
    """Return what this visitor's cart is as a parcel to the recipient."""
    goods = goods_of(release.shop, checked(tx, release, session))
    return Parcel(goods=goods, place=recipient.place, climb=session.climb)


def offered_deliveries(ports: Ports, session_id: str) -> tuple[DeliveryOption, ...]:
    """Return the ways of delivery for this visitor's cart and address, the allowed ones first.

    Raises:
        SessionExpired: there is no address yet.
    """
    _, release = ports.releases.current()
    with ports.store.transaction() as tx:
        session = session_in(tx, ports, session_id)
        if session.recipient is None:
            raise SessionExpired
        return delivery_options(release.shop, parcel_of(tx, release, session, session.recipient), ports.clock())


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
        choose_delivery(release.shop, parcel_of(tx, release, sent, session.recipient), delivery, ports.clock())
        keep(tx, ports, sent)
