"""The delivery step: who receives and where, then how it is sent."""

from __future__ import annotations

from dataclasses import dataclass, replace

from checkout.ports import Ports
from checkout.use_cases.sessions import keep, session_in, signed_in_mobile
from shop.errors import OptionRefused, SessionExpired
from shop.order import InvoiceChoice, Recipient
from shop.quote import choose_delivery, delivery_options
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
    options = delivery_options(release.shop, filled.recipient.place, ports.clock())
    allowed = [option.delivery.id for option in options if option.verdict.allowed]
    with ports.store.transaction() as tx:
        session = session_in(tx, ports, session_id)
        signed_in_mobile(session)
        kept = session.delivery if session.delivery in allowed else ""
        filled_in = replace(
            session, recipient=filled.recipient, email=filled.email, invoice=filled.invoice, delivery=kept
        )
        keep(tx, ports, filled_in)


def fill_delivery(ports: Ports, session_id: str, delivery: str) -> None:
    """BAQ-003, BAQ-004: keep how the order is sent.

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
        choose_delivery(release.shop, session.recipient.place, delivery, ports.clock())
        keep(tx, ports, replace(session, delivery=delivery))
