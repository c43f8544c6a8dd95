"""The contact form: a message to the shop by its subject, and beside the order it is about."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import datetime, timedelta

from checkout.kinds import ORDERS, OUTBOX, TICKETS
from checkout.messages import contact_letter
from checkout.ports import Ports
from checkout.records import Ticket
from checkout.secrets import fingerprint, new_token
from checkout.store import Transaction, retried
from checkout.use_cases.limits import LONGEST_SPAN, Limit, count
from shop.errors import BadInput, TooManyRequests
from shop.order import OrderCode
from shop.text import number_text

_ONCE = Limit("contact_form", 1, LONGEST_SPAN)
_PER_ADDRESS = Limit("contact_address", 5, timedelta(hours=1))
DAILY_LETTERS = Limit("contact_day", 500, timedelta(days=1))
"""How many letters of a day the shop's own mail takes, whoever writes."""
MOST_SHOWN = 50
"""How many letters stand beside an order; all of them went by e-mail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What was written: the subject by its id, who writes and how they are reached, the order's code as typed or ''."""

    subject: str
    name: str
    reach: str
    order: str
    text: str


@retried
def write_to_shop(ports: Ports, letter: Letter, address: str, key: str = "") -> None:
    """BAK-107, BAK-108, BAK-109, BAK-129, BAQ-051: send a letter to its subject's address, and keep it by its order.

    Whether there is such an order is not told: whoever writes need not know. ``key`` is the form's idempotency key: the
    same letter, posted again, is sent once; another one that was written on the same form is sent too.

    Raises:
        BadInput: ``not_listed``: the shop has no such subject.
        TooManyRequests: this client, or everybody today, has written too often.
    """
    _, release = ports.releases.current()
    subject = next((one for one in release.shop.contact.subject if one.id == letter.subject), None)
    if subject is None:
        raise BadInput("subject", "not_listed", letter.subject)
    now = ports.clock()
    with ports.store.transaction() as tx:
        if key and _was_read(tx, letter, key, now):
            return
        count(tx, _PER_ADDRESS, address, now)
        count(tx, DAILY_LETTERS, "all", now)
        ticket = Ticket(
            id=new_token(),
            order=_code_of(letter.order, release.shop.order.code_prefix),
            subject=subject.name,
            name=letter.name,
            reach=letter.reach,
            text=letter.text,
            at=now,
        )
        known = tx.get(ORDERS, ticket.order) is not None
        if known:
            tx.insert(TICKETS, ticket)
        tx.insert(OUTBOX, contact_letter(release.shop, subject, ticket, ports.checkout_url, known=known))


def _was_read(tx: Transaction, letter: Letter, key: str, now: datetime) -> bool:
    """Note that a letter was read from its form; return whether it was before."""
    try:
        count(tx, _ONCE, fingerprint("\0".join((key, *astuple(letter)))), now)
    except TooManyRequests:
        return True
    return False


@retried
def tickets_of(ports: Ports, code: OrderCode) -> list[Ticket]:
    """Return what was written about an order last, the oldest first: anybody may write, so there may be much."""
    with ports.store.transaction() as tx:
        return list(reversed(tx.newest(TICKETS, "order", code, MOST_SHOWN)))


def _code_of(typed: str, prefix: str) -> OrderCode:
    """Return the order code that was meant: typed with or without its prefix, in any digits."""
    code = number_text(typed).upper().removeprefix(prefix)
    return OrderCode(f"{prefix}-{code}" if prefix and code else code)
