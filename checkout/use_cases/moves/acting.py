"""A move as staff make it: the order as it stands, and what they typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from checkout.store import Transaction
from shop.errors import BadInput, OptionRefused
from shop.lifecycle import EventKind
from shop.order import Order
from shop.release import Release
from shop.rules.handover import Taker
from shop.terms import Shop
from shop.verdict import Refused, Verdict

Facts = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskForm:
    """What a desk form may carry; each move reads what it needs. ``amount`` and ``market_value`` are in rials, ``paid_at`` in UTC.

    ``taken`` is how money came at the door, ``card`` or ``cash``, and ``collector`` the name of whoever took it there.
    ``line`` is the id of the line of a bank's statement that confirms. ``seen`` is how many events the order had on the page that was pressed, None where nobody looked at one.
    """

    note: str = ""
    reference: str = ""
    line: str = ""
    tracking: str = ""
    insurance: str = ""
    looked_over: bool = False
    way: str = ""
    amount: int = 0
    taken: str = ""
    collector: str = ""
    card: str = ""
    holder: str = ""
    paid_at: datetime | None = None
    identity_checked: bool = False
    taker: Taker = "recipient"
    documents_matched: bool = False
    photo: str = ""
    receipt_signed: bool = False
    why: str = ""
    report: str = ""
    market_value: int = 0
    insists: bool = False
    intact: bool = False
    sku: str = ""
    quantity: int = 0
    new_sku: str = ""
    until: date | None = None
    officer: bool = False
    not_buyers: bool = False
    found: str = ""
    carriage_out: int = 0
    carriage_back: int = 0
    account: str = ""
    out_of: str = ""
    seen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Acting:
    """One move about to be made, in its transaction."""

    tx: Transaction
    release: Release
    order: Order
    form: DeskForm
    event: EventKind
    at: datetime

    @property
    def shop(self) -> Shop:
        """The terms it is made under."""
        return self.release.shop

    def check(self, verdict: Verdict) -> None:
        """Go on only if a rule allows it.

        Raises:
            OptionRefused: it does not.
        """
        if isinstance(verdict, Refused):
            raise OptionRefused(self.event, verdict)


def needed(field: str, value: str) -> str:
    """Return what a move cannot do without.

    Raises:
        BadInput: it was not typed.
    """
    if not value:
        raise BadInput(field, "missing")
    return value


def told(**facts: str) -> Facts:
    """Return the facts that were stated, without those left empty."""
    return {name: value for name, value in facts.items() if value}
