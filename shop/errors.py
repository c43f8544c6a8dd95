"""Every way the shop says no. Errors carry facts and a stable code; their words live at the edge.

ShopError
├── BadInput                 a value that cannot be read (field, code, facts)
├── NotFound                 nothing by that name
├── OrderNotFound            no order behind this link
├── SessionExpired           the visitor's session is gone
├── Forbidden                the request is not the visitor's own doing
├── TooManyRequests          a limit of tries or messages is used up
├── CodeRefused              a one-time code is wrong, used or late
├── SignInRefused            staff name or password is wrong
├── OptionRefused            a delivery or payment option this buyer may not choose
├── CartEmpty                nothing to order
├── CartChanged              what was reviewed is no longer what would be ordered
├── TooManyUnpaid            the buyer holds stock in too many unpaid orders
├── SalesStopped             the shop takes no orders at the moment
├── OutOfStock               fewer are left than asked
├── TransitionRefused        the order's state does not allow this event
├── DeadlinePassed           the window to finalise the order is over
├── ChainBroken              an order's history does not match its hashes
├── GatewayUnavailable       the bank gave no usable answer; the result is unknown
│   └── GatewayBusy          too many calls wait for the bank already; it was not asked
├── GatewayRefused           the bank said no, with its code
└── Conflict                 a unique key is taken
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shop.lifecycle import State
    from shop.verdict import Clause, Refused


class ShopError(Exception):
    """The base of every refusal; ``code`` is stable and public."""

    code = "shop_error"


class BadInput(ShopError):
    """A value that cannot be read: which field, what is wrong with it, and what was typed."""

    code = "bad_input"

    def __init__(self, field: str, problem: str, value: str = "", **facts: object) -> None:
        super().__init__(f"{field}: {problem}: {value!r}")
        self.field = field
        self.problem = problem
        self.value = value
        self.facts = facts


class NotFound(ShopError):
    """Nothing by that name."""

    code = "not_found"


class OrderNotFound(NotFound):
    """No order behind this link."""

    code = "order_not_found"


class SessionExpired(ShopError):
    """The visitor's session is gone; what was typed should be offered again."""

    code = "session_expired"


class Forbidden(ShopError):
    """The request did not come from a page of ours, or its token does not fit."""

    code = "forbidden"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TooManyRequests(ShopError):
    """A limit is used up; ``retry_after`` is in seconds."""

    code = "too_many_requests"

    def __init__(self, limit: str, retry_after: int) -> None:
        super().__init__(f"{limit}: retry after {retry_after} s")
        self.limit = limit
        self.retry_after = retry_after


class CodeRefused(ShopError):
    """A one-time code is wrong, used, or late; ``tries_left`` says how many more may be typed."""

    code = "code_refused"

    def __init__(self, tries_left: int) -> None:
        super().__init__(f"{tries_left} tries left")
        self.tries_left = tries_left


class SignInRefused(ShopError):
    """Staff name or password is wrong; it does not say which."""

    code = "sign_in_refused"


class OptionRefused(ShopError):
    """A delivery or payment option was posted that the rules refuse for this buyer."""

    code = "option_refused"

    def __init__(self, option: str, verdict: Refused) -> None:
        super().__init__(f"{option}: {verdict.reason.code}")
        self.option = option
        self.verdict = verdict


class CartEmpty(ShopError):
    """There is nothing to order."""

    code = "cart_empty"


class CartChanged(ShopError):
    """What the buyer reviewed is no longer what would be ordered."""

    code = "cart_changed"


class TooManyUnpaid(ShopError):
    """The buyer holds stock in ``most`` unpaid orders already."""

    code = "too_many_unpaid"

    def __init__(self, most: int) -> None:
        super().__init__(f"{most} orders wait to be paid")
        self.most = most


class SalesStopped(ShopError):
    """BAQ-060, BAK-017, PAY-007: staff stopped all sales; carts are kept. ``clause`` states the shop's right to, if it has one."""

    code = "sales_stopped"

    def __init__(self, clause: Clause | None) -> None:
        super().__init__(clause or "")
        self.clause = clause


class OutOfStock(ShopError):
    """Fewer are left than asked."""

    code = "out_of_stock"

    def __init__(self, sku: str, wanted: int, available: int) -> None:
        super().__init__(f"{sku}: wanted {wanted}, available {available}")
        self.sku = sku
        self.wanted = wanted
        self.available = available


class TransitionRefused(ShopError):
    """The order's state does not allow this event."""

    code = "transition_refused"

    def __init__(self, state: State, event: str) -> None:
        super().__init__(f"{event} is not allowed in {state}")
        self.state = state
        self.event = event


class DeadlinePassed(ShopError):
    """The window to finalise the order ended at ``ended_at`` (UTC)."""

    code = "deadline_passed"

    def __init__(self, ended_at: datetime) -> None:
        super().__init__(f"ended at {ended_at.isoformat()}")
        self.ended_at = ended_at


class ChainBroken(ShopError):
    """An order's history does not match its hashes."""

    code = "chain_broken"


class GatewayUnavailable(ShopError):
    """The bank gave no usable answer: what happened there is unknown, never failed."""

    code = "gateway_unavailable"


class GatewayBusy(GatewayUnavailable):
    """So many calls wait for the bank already that it was not asked; ask again in a while."""

    code = "gateway_busy"


class GatewayRefused(ShopError):
    """The bank said no; ``bank_code`` is its own code, as text."""

    code = "gateway_refused"

    def __init__(self, bank_code: str, bank_message: str = "") -> None:
        super().__init__(f"{bank_code} {bank_message}".strip())
        self.bank_code = bank_code
        self.bank_message = bank_message


class Conflict(ShopError):
    """A unique key is already taken. The key may be somebody's mobile number, so the message leaves it out."""

    code = "conflict"

    def __init__(self, kind: str, key: str) -> None:
        super().__init__(f"{kind}: there is a record of that key")
        self.kind = kind
        self.key = key
