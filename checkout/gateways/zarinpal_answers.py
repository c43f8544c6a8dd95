"""Reads what Zarinpal answers, trusting none of it: a clear yes, a clear no with its code, or nothing usable."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from shop.errors import GatewayRefused, GatewayUnavailable

AUTHORITY = re.compile("[AS][0-9A-Za-z]{35}")
_INTEGER = re.compile("-?[0-9]{1,18}")
_MASKED_CARD = re.compile("[0-9]{6}[*xX]{4,12}[0-9]{4}")
_UNSTORABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
_LONGEST_MESSAGE = 200

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
        value = self.fields.get("card_pan")
        return value if isinstance(value, str) and _MASKED_CARD.fullmatch(value) else ""

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


def integer(value: object) -> int | None:
    """Return a JSON value as an integer where it is one, or text that spells one."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    return int(value) if _INTEGER.fullmatch(str(value)) else None


def read_answer(status: int, body: bytes) -> Answer:
    """Return the answer in a response; below 500 the HTTP status means nothing, the body alone counts.

    Raises:
        GatewayUnavailable: a server error, or a body that is not one clear answer.
    """
    if status >= 500:  # noqa: PLR2004  a failing server may say anything
        raise GatewayUnavailable(f"the bank answered HTTP {status}")
    try:
        envelope = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise GatewayUnavailable(f"the bank answered HTTP {status} without JSON") from error
    parts = [_part(envelope, name) for name in ("data", "errors")]
    answers = [part for part in parts if part]
    if len(answers) != 1:
        raise GatewayUnavailable("the bank answered neither data nor errors, or both")
    return _answer(answers[0], succeeded=bool(parts[0]))


def _part(envelope: object, name: str) -> Mapping[str, object]:
    part = envelope.get(name) if isinstance(envelope, dict) else None
    return part if isinstance(part, dict) else {}


def _answer(fields: Mapping[str, object], *, succeeded: bool) -> Answer:
    code = integer(fields.get("code"))
    if code is None or (code > 0 and not succeeded):
        raise GatewayUnavailable("the bank's code cannot be read")
    message = fields.get("message")
    return Answer(code, _storable(message) if isinstance(message, str) else "", fields)


def _storable(message: str) -> str:
    return _UNSTORABLE.sub("\ufffd", message[:_LONGEST_MESSAGE])
