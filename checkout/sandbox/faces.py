"""What a protocol of the sandbox bank is: the calls of shops, and the ways of buyers to the counter and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Protocol
from urllib.parse import urlencode, urlsplit, urlunsplit

from starlette.routing import Route

from checkout.sandbox.ledger import FaceName, Ledger, Payment

PAID_STATES = frozenset({"paid", "verified", "reversed"})
"""States of a payment whose buyer paid."""


class Face(Protocol):
    """One protocol before the one ledger."""

    @property
    def name(self) -> FaceName:
        """What the ledger calls it."""

    def calls(self) -> list[Route]:
        """Return the routes that shops call."""

    def page(self, payment: Payment) -> str:
        """Return the address of a payment's page, as a path."""

    def addresses(self) -> tuple[str, ...]:
        """Return the paths at which buyers arrive, with ``{authority}`` in them."""

    def said(self, payment: Payment) -> Mapping[str, str]:
        """Return what a buyer of this payment brings back to the shop."""


def return_address(payment: Payment, said: Mapping[str, str]) -> str:
    """Return the shop's address with the bank's word appended to whatever query it has."""
    parts = urlsplit(payment.callback_url)
    word = urlencode(said)
    return urlunsplit(parts._replace(query=f"{parts.query}&{word}" if parts.query else word))


def is_web_address(value: object) -> bool:
    """Whether a text is an address that a browser can be sent to."""
    if not isinstance(value, str) or not value.isprintable() or " " in value:
        return False
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def json_object(raw: bytes) -> Mapping[str, object]:
    """Return the JSON object in a body, an empty one if there is none."""
    try:
        parsed = json.loads(raw)
    except (ValueError, RecursionError):
        return {}
    return parsed if isinstance(parsed, dict) else {}


def text_in(fields: Mapping[str, object], name: str) -> str:
    """Return a field as text, '' if it is none; a number counts as its digits, a lone surrogate as nothing."""
    value = fields.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) and not any("\ud800" <= letter <= "\udfff" for letter in value) else ""


def whole_number(value: object) -> int | None:
    """Return a whole number, which may be spelled as text."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 15:  # noqa: PLR2004  SQLite's integers
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**15 else None


def named(ledger: Ledger, payment: Payment, *, earlier: bool) -> Payment:
    """Return the payment that the answer to a request names: this one, or by a fault the one before it."""
    if not earlier:
        return payment
    before = [one for one in ledger.newest(50) if one.face == payment.face and one.authority != payment.authority]
    return before[0] if before else payment
