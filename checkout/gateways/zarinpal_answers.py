"""Reads what Zarinpal answers, trusting none of it: a clear yes, a clear no with its code, or nothing usable."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from checkout.gateways.fields import integer, masked_card, message, read_object
from shop.errors import GatewayRefused, GatewayUnavailable

AUTHORITY = re.compile("[AS][0-9A-Za-z]{35}")

NOT_AN_ANSWER = frozenset({-12, -52})
"""Too many attempts, and the bank's own "unexpected error": they say nothing about the payment."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One readable answer: the bank's code and the fields that came with it."""

    code: int
    message: str
    fields: Mapping[str, object]

    def text(self, name: str) -> str:
        """Return a field that must be text.

        Raises:
            GatewayUnavailable: the field is missing or something else.
        """
        value = self.fields.get(name)
        if not isinstance(value, str):
            raise GatewayUnavailable(f"no usable {name}")
        return value

    def card(self) -> str:
        """Return the masked card where there is one; anything else, a whole card number above all, is left out."""
        return masked_card(self.fields.get("card_pan"))

    def number(self, name: str) -> int:
        """Return a field that must be a positive integer, written as a number or as text.

        Raises:
            GatewayUnavailable: the field is missing or something else.
        """
        value = integer(self.fields.get(name))
        if value is None or value <= 0:
            raise GatewayUnavailable(f"no usable {name}")
        return value

    def expect(self, *codes: int) -> None:
        """Go on only with one of these codes.

        Raises:
            GatewayUnavailable: the code says nothing about the payment.
            GatewayRefused: the bank said no.
        """
        if self.code in codes:
            return
        if self.code in NOT_AN_ANSWER or self.code >= 0:
            raise GatewayUnavailable(f"the bank answered with code {self.code}")
        raise GatewayRefused(str(self.code), self.message)


def read_answer(status: int, body: bytes) -> Answer:
    """Return the answer in a response; below 500 the HTTP status means nothing, the body alone counts.

    Raises:
        GatewayUnavailable: a server error, or a body that is not one clear answer.
    """
    envelope = read_object(status, body)
    parts = [_part(envelope, name) for name in ("data", "errors")]
    answers = [part for part in parts if part]
    if len(answers) != 1:
        raise GatewayUnavailable("the bank answered neither data nor errors, or both")
    return _answer(answers[0], succeeded=bool(parts[0]))


def _part(envelope: Mapping[str, object], name: str) -> Mapping[str, object]:
    part = envelope.get(name)
    return part if isinstance(part, dict) else {}


def _answer(fields: Mapping[str, object], *, succeeded: bool) -> Answer:
    code = integer(fields.get("code"))
    if code is None or (code > 0 and not succeeded):
        raise GatewayUnavailable("the bank's code cannot be read")
    return Answer(code, message(fields.get("message")), fields)
