"""Find an order by its secret link, and send a buyer the links of their own orders."""

from __future__ import annotations

from checkout.kinds import ATTEMPTS, LINKS, ORDERS, OUTBOX
from checkout.messages import links_sms
from checkout.ports import Ports
from checkout.records import Attempt
from checkout.secrets import fingerprint
from checkout.store import retried
from checkout.use_cases.advance_order import order_in
from checkout.use_cases.in_pages import Page, page_in
from checkout.use_cases.sessions import session_in, signed_in_mobile
from checkout.use_cases.sign_in import spend_code
from shop.errors import CodeRefused, OrderNotFound
from shop.order import Mobile, Order
from shop.order_chain import check_chain

_MOST_LINKS = 5


@retried
def track(ports: Ports, link: str) -> tuple[Order, list[Attempt]]:
    """Return the order behind a secret link, its history checked, with its attempts to pay, oldest first.

    Raises:
        OrderNotFound: no order has this link; an order code or a phone number is none.
        ChainBroken: its history was changed after the fact.
    """
    with ports.store.transaction() as tx:
        found = tx.get(LINKS, fingerprint(link))
        if found is None:
            raise OrderNotFound
        order = order_in(tx, found.order)
        attempts = tx.find(ATTEMPTS, "order", order.code)
    check_chain(order)
    return order, attempts


@retried
def own_orders(ports: Ports, session_id: str, before: str = "") -> Page[Order]:
    """BAQ-105: return the orders of whoever is signed in, in pages, the newest first.

    Raises:
        SessionExpired: nobody is signed in.
    """
    with ports.store.transaction() as tx:
        member = signed_in_mobile(session_in(tx, ports, session_id))
        return page_in(tx, ORDERS, "member", member, before)


@retried
def send_links(ports: Ports, mobile: Mobile, code: str) -> None:
    """Send the newest orders' links to a mobile that proved itself by its code.

    Whoever has no order gets no message and the same answer.

    Raises:
        CodeRefused: the code is wrong, late or used.
    """
    _, release = ports.releases.current()
    with ports.store.transaction() as tx:
        tries_left = spend_code(tx, ports, mobile, "links", code)
        if tries_left is None:
            newest = tx.newest(ORDERS, "member", mobile, _MOST_LINKS)
            if newest:
                tx.insert(OUTBOX, links_sms(release.shop, mobile, newest, ports.checkout_url, ports.clock()))
    if tries_left is not None:
        raise CodeRefused(tries_left)
