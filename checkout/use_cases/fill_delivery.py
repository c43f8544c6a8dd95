"""The delivery step: who receives, where, how it is sent, and whose name the invoice bears."""

from __future__ import annotations

from dataclasses import dataclass, replace

from checkout.ports import Ports
from checkout.use_cases.sessions import keep, session_in, signed_in_mobile
from shop.order import InvoiceChoice, Recipient
from shop.quote import choose_delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryForm:
    """The delivery step as filled in and read."""

    recipient: Recipient
    email: str
    delivery: str
    invoice: InvoiceChoice


def fill_delivery(ports: Ports, session_id: str, form: DeliveryForm) -> None:
    """BAQ-025, BAQ-080: keep the delivery step; options follow the recipient's city.

    Raises:
        SessionExpired: nobody is signed in.
        NotFound, OptionRefused: the delivery is not this place's to choose.
    """
    _, release = ports.releases.current()
    choose_delivery(release.shop, form.recipient.place, form.delivery, ports.clock())
    with ports.store.transaction() as tx:
        session = session_in(tx, ports, session_id)
        signed_in_mobile(session)
        filled = replace(
            session, recipient=form.recipient, email=form.email, delivery=form.delivery, invoice=form.invoice
        )
        keep(tx, ports, filled)
