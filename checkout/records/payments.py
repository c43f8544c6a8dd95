"""What the service keeps of payments: each try at a bank, what banks confirmed, and what may be used once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from shop.money import Rials
from shop.order import OrderCode

NO_RETURN = "no_return"
"""The reason of an attempt whose bank tells nothing but by the buyer's return, when all its windows are shut."""
ORDER_LOST = "order_lost"
"""The reason of an attempt that is paid, and whose order is not there any more."""

NOT_PAID = "staff:not_paid"
GIVEN_BACK = "staff:given_back"
"""The reasons of an attempt that staff closed: no money came, or what came has gone back to the payer."""

AttemptState = Literal["requesting", "open", "paid", "failed", "needs_person"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One try to pay an order through a gateway, stored before the buyer leaves for the bank.

    ``amount`` is in rials. ``id`` has 128 random bits and stands in the return URL. Until ``pay_by`` the buyer can pay
    at ``pay_url``; ``pay_form`` holds what a form has to post there, empty where a link is enough. ``claim`` is what the
    buyer's return says was paid, where the bank cannot be asked without it. ``closed_by`` names who of the staff closed
    it without a payment, and ``note`` is theirs; ``reason`` then says how.
    """

    id: str
    order: OrderCode
    gateway: str
    amount: Rials
    state: AttemptState
    created_at: datetime
    checked_at: datetime
    authority: str = ""
    pay_url: str = ""
    pay_form: Mapping[str, str] = field(default_factory=dict)
    pay_by: datetime | None = None
    claim: str = ""
    bank_reference: str = ""
    card: str = ""
    reason: str = ""
    closed_by: str = ""
    note: str = ""

    @property
    def unclear(self) -> bool:
        """Whether the buyer may have paid and should not pay again before it is known."""
        return self.state in {"open", "needs_person"} and not self.never_returned

    @property
    def never_returned(self) -> bool:
        """Whether the buyer came back too late for the bank to keep what may have been paid."""
        return self.state == "needs_person" and self.reason == NO_RETURN


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """So many rials that a gateway confirmed at ``at``, once for each of its references, whatever became of the order.

    ``status`` is what it said when it was last asked again, at ``asked_at``; '' where it was not.
    """

    gateway: str
    reference: str
    amount: Rials
    at: datetime
    order: OrderCode
    attempt: str
    status: str = ""
    asked_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UniqueUse:
    """Something that may be used once ever: an authority or a bank reference at a gateway."""

    key: str
    attempt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture of a bank's receipt that a buyer sent with a report: a JPEG that we drew ourselves, in base64."""

    id: str
    order: OrderCode
    jpeg: str
    at: datetime
