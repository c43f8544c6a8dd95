"""Reads the JSON bodies that shops send to the sandbox bank, and refuses them as Zarinpal does."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from checkout.sandbox.faces import is_web_address
from checkout.sandbox.ledger import Currency
from checkout.sandbox.zarinpal.envelope import Refusal

LEAST_RIALS = 1_000
MOST_RIALS = 1_000_000_000

_MERCHANT_LENGTH = 36
_UUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_REFUSING_MERCHANT = re.compile("00000000-0000-4000-8000-0000000000(?P<code>1[0-9]|6[02])")
_LONGEST_DESCRIPTION = 500
_SHORTEST_LIFE, _LONGEST_LIFE = 30 * 60, 45 * 24 * 60 * 60
_DIGITS = re.compile("[0-9]{1,15}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A readable payment request; ``expires_in`` is in seconds, None where the shop left it open."""

    merchant_id: str
    amount: int
    currency: Currency
    description: str
    callback_url: str
    metadata: Mapping[str, object]
    expires_in: int | None


class Body:
    """One call's JSON body; what is wrong with it is gathered, and told at once by ``check``."""

    def __init__(self, raw: bytes) -> None:
        try:
            parsed = json.loads(raw)
        except (ValueError, RecursionError):
            parsed = None
        self._fields: dict[str, object] = parsed if isinstance(parsed, dict) else {}
        self._problems: dict[str, str] = {}

    def text(self, name: str, longest: int) -> str:
        """Return a text that must be there."""
        value = self._fields.get(name)
        if not isinstance(value, str) or not value.strip():
            return self._wrong(name, "is required")
        if len(value) > longest:
            return self._wrong(name, f"may not be greater than {longest} characters")
        if any("\ud800" <= letter <= "\udfff" for letter in value):
            return self._wrong(name, "must be a string")
        return value

    def number(self, name: str) -> int:
        """Return a whole number, which may be spelled as text."""
        value = self._fields.get(name)
        if isinstance(value, str) and _DIGITS.fullmatch(value):
            return int(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        self._wrong(name, "is required" if value is None else "must be an integer")
        return 0

    def currency(self) -> Currency:
        """Return the currency; rials when the shop names none."""
        value = self._fields.get("currency")
        if value not in {None, "IRR", "IRT"}:
            self._wrong("currency", "is invalid")
        return "IRT" if value == "IRT" else "IRR"

    def address(self, name: str) -> str:
        """Return a web address."""
        value = self.text(name, 2083)
        if value and not is_web_address(value):
            return self._wrong(name, "format is invalid")
        return value

    def metadata(self) -> Mapping[str, object]:
        """Return the shop's own notes; an empty PHP array counts as none."""
        value = self._fields.get("metadata")
        if not value:
            return {}
        if not isinstance(value, dict):
            self._wrong("metadata", "must be an object")
            return {}
        return value

    def least(self, name: str, number: int, least: int) -> None:
        """Note a number that is too small."""
        if name not in self._problems and number < least:
            self._wrong(name, f"must be at least {least}")

    def lifetime(self) -> int | None:
        """Return how long the payment may stay open."""
        if self._fields.get("expire_in") is None:
            return None
        value = self._fields["expire_in"]
        if isinstance(value, bool) or not isinstance(value, int):
            raise Refusal(-40)
        if not _SHORTEST_LIFE <= value <= _LONGEST_LIFE:
            raise Refusal(-42)
        return value

    def check(self) -> None:
        """Go on only with a sound body.

        Raises:
            Refusal: -9 with everything that is wrong.
        """
        if self._problems:
            raise Refusal(-9, self._problems)

    def _wrong(self, name: str, problem: str) -> str:
        self._problems[name] = f"The {name} {problem}."
        return ""


def read_merchant(body: Body, *, reversing: bool = False) -> str:
    """Return the merchant of a sound body.

    Any UUID may ask. Those ending in ``-8000-0000000000NN`` are for rehearsing refusals: NN of 10 to 19 is
    refused with that code everywhere, 60 and 62 when reversing.

    Raises:
        Refusal: -9, or the merchant's own code.
    """
    merchant_id = body.text("merchant_id", _MERCHANT_LENGTH)
    body.least("merchant_id", len(merchant_id), _MERCHANT_LENGTH)
    body.check()
    if not _UUID.fullmatch(merchant_id):
        raise Refusal(-10)
    refusing = _REFUSING_MERCHANT.fullmatch(merchant_id)
    if refusing and (reversing or refusing["code"] < "60"):
        raise Refusal(-int(refusing["code"]))
    return merchant_id


def read_request(raw: bytes) -> Asked:
    """Return what a payment request asks for.

    Raises:
        Refusal: -9 with every field that is wrong, -10 to -19 for the merchant, -40 to -42.
    """
    body = Body(raw)
    amount, currency = body.number("amount"), body.currency()
    per_unit = 10 if currency == "IRT" else 1
    body.least("amount", amount, LEAST_RIALS // per_unit)
    description = body.text("description", _LONGEST_DESCRIPTION)
    callback_url = body.address("callback_url")
    metadata = body.metadata()
    merchant_id = read_merchant(body)
    if amount * per_unit > MOST_RIALS:
        raise Refusal(-41)
    return Asked(
        merchant_id=merchant_id,
        amount=amount,
        currency=currency,
        description=description,
        callback_url=callback_url,
        metadata=metadata,
        expires_in=body.lifetime(),
    )
