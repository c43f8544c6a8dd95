"""Reads fields of a bank's JSON, trusting none of them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from shop.errors import GatewayUnavailable

_INTEGER = re.compile("-?[0-9]{1,18}")
_REFERENCE = re.compile("[0-9A-Za-z+/=_.-]{1,100}")
_MASKED_CARD = re.compile("[0-9]{4,6}[*xX]{4,12}[0-9]{2,4}")
_UNSTORABLE = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
_LONGEST_MESSAGE = 200

Fields = Mapping[str, object]


def read_object(status: int, body: bytes) -> Fields:
    """Return the JSON object in a response. Below 500 the HTTP status means nothing, the body alone counts.

    Raises:
        GatewayUnavailable: a server error, or a body that is no JSON object.
    """
    if status >= 500:  # noqa: PLR2004  a failing server may say anything
        raise GatewayUnavailable(f"the bank answered HTTP {status}")
    try:
        read = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise GatewayUnavailable(f"the bank answered HTTP {status} without JSON") from error
    if not isinstance(read, dict):
        raise GatewayUnavailable(f"the bank answered HTTP {status} without a JSON object")
    return read


def integer(value: object) -> int | None:
    """Return a JSON value as an integer where it is one, or text that spells one."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    return int(value) if _INTEGER.fullmatch(str(value)) else None


def needed_integer(fields: Fields, name: str) -> int:
    """Return a field that must be an integer.

    Raises:
        GatewayUnavailable: the field is missing or something else.
    """
    value = integer(fields.get(name))
    if value is None:
        raise GatewayUnavailable(f"no usable {name}")
    return value


def needed_reference(fields: Fields, name: str) -> str:
    """Return a bank's reference as text: a positive number, or letters and digits.

    Raises:
        GatewayUnavailable: the field is missing or something else.
    """
    value = fields.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not _REFERENCE.fullmatch(value) or not value.strip("0-"):
        raise GatewayUnavailable(f"no usable {name}")
    return value


def masked_card(value: object) -> str:
    """Return a masked card; '' for anything else, a whole card number above all."""
    return value if isinstance(value, str) and _MASKED_CARD.fullmatch(value) else ""


def message(value: object) -> str:
    """Return a bank's words as a store can keep them."""
    return _UNSTORABLE.sub("\ufffd", value[:_LONGEST_MESSAGE]) if isinstance(value, str) else ""
