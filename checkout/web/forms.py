"""Read form posts: UTF-8 only, a bounded number of fields, each through the one normaliser."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncGenerator, Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Message, Receive

from shop.errors import BadInput
from shop.text import clean

T = TypeVar("T")

MOST_BYTES = 64 * 1024
"""How large a request body may be; no form of ours comes near."""
_LENGTH_DIGITS = 20
_MOST_FIELDS = 150
MULTIPART = "multipart/form-data"
_FORM_TYPES = {"application/x-www-form-urlencoded", MULTIPART}


@dataclass
class Form:
    """A posted form. Reading a field that is wrong notes the error and goes on, so that all are told at once."""

    typed: Mapping[str, str]
    errors: list[BadInput] = field(default_factory=list)

    def raw(self, name: str) -> str:
        """Return what was typed, '' if the field is not there; for showing it again and for tokens."""
        return self.typed.get(name, "")

    def text(self, name: str, longest: int, *, needed: bool = False) -> str:
        """Return the normal form of a field."""
        return self.read(name, lambda typed: _text(name, typed, longest, needed=needed), "")

    def read(self, name: str, reader: Callable[[str], T], otherwise: T) -> T:
        """Return what ``reader`` makes of a field, or ``otherwise`` when it is wrong."""
        try:
            return reader(self.raw(name))
        except BadInput as error:
            self.errors.append(error)
            return otherwise

    def shown(self) -> Mapping[str, str]:
        """Return what was typed, to be shown again; a field that did not come is ''."""
        return defaultdict(str, self.typed)

    def checked(self, name: str) -> bool:
        """Whether a box is ticked."""
        return self.raw(name) == "yes"


def beside_fields(mistakes: list[tuple[str, str]]) -> Mapping[str, str]:
    """Return the first mistake of each field, '' for a field without one."""
    return defaultdict(str, reversed(mistakes))


def _text(name: str, typed: str, longest: int, *, needed: bool) -> str:
    tidy = clean(name, typed, longest)
    if needed and not tidy:
        raise BadInput(name, "missing")
    return tidy


async def read_form(request: Request) -> Form:
    """Return the posted form; the last value stands where a field comes twice, and files are left out.

    Raises:
        HTTPException: 400 for a body that is no form, 413 for one too large, 415 for another type or charset.
    """
    kind = type_of(request)
    body = await read_body(request)
    return Form(await _multipart(request, body) if kind == MULTIPART else _urlencoded(body))


def check_length(request: Request, most: int) -> None:
    """Refuse a body that says itself that it is too large, before it is read.

    Raises:
        HTTPException: 413.
    """
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared[:_LENGTH_DIGITS]) > most:
        raise HTTPException(413)


async def parts_of(receive: Receive) -> AsyncGenerator[bytes, None]:
    """Yield a body as it comes.

    Raises:
        HTTPException: 400 when its sender has gone.
    """
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise HTTPException(400)
        yield message.get("body", b"")
        if not message.get("more_body", False):
            return


async def read_body(request: Request) -> bytes:
    """Return a body, and stop where it grows past the limit, whether it has said so or not.

    Raises:
        HTTPException: 400 when its sender has gone, 413 for one too large.
    """
    check_length(request, MOST_BYTES)
    parts: list[bytes] = []
    left = MOST_BYTES
    async for part in parts_of(request.receive):
        left -= len(part)
        if left < 0:
            raise HTTPException(413)
        parts.append(part)
    return b"".join(parts)


def _urlencoded(body: bytes) -> dict[str, str]:
    """Read what all our own forms send, at a fifth of what Starlette's parser takes for it."""
    try:
        fields = parse_qsl(
            body.decode("utf-8", "replace"), keep_blank_values=True, errors="replace", max_num_fields=_MOST_FIELDS
        )
    except ValueError as error:
        raise HTTPException(400) from error
    return dict(fields)


async def _multipart(request: Request, body: bytes) -> dict[str, str]:
    async def at_once() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async with Request(request.scope, at_once).form(max_files=0, max_fields=_MOST_FIELDS) as posted:
        return {name: value for name, value in posted.multi_items() if isinstance(value, str)}


def type_of(request: Request) -> str:
    """Return which of the two types of form was posted.

    The client must not choose how its bytes are decoded: Python knows charsets that crash or deceive.

    Raises:
        HTTPException: 415 for another type or charset.
    """
    kind, *parameters = (part.strip().lower() for part in request.headers.get("content-type", "").split(";"))
    charsets = [part.partition("=")[2].strip("\"' ") for part in parameters if part.startswith("charset")]
    if kind not in _FORM_TYPES or any(charset not in {"utf-8", "utf8"} for charset in charsets):
        raise HTTPException(415)
    return kind
