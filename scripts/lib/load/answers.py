"""Read HTTP/1.1 answers off a connection's bytes, as they come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

_HEAD_END = b"\r\n\r\n"
_WITHOUT_BODY = {204, 304}


class BadAnswer(Exception):
    """The bytes are no HTTP/1.1 answer with a known end."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. Header names are in lower case; ``cookies`` are the ``name=value`` parts it sets."""

    status: int
    headers: Mapping[str, str]
    cookies: tuple[str, ...]
    body: bytes

    @property
    def location(self) -> str:
        """Where it leads to, '' if nowhere."""
        return self.headers.get("location", "")

    @property
    def text(self) -> str:
        """The body as UTF-8."""
        return self.body.decode("utf-8", "replace")


def take_answer(received: bytearray) -> Answer | None:
    """Take the first answer off the bytes; None, and nothing taken, while it has not come whole.

    Raises:
        BadAnswer: it is none, or nothing says where it ends.
    """
    end = received.find(_HEAD_END)
    if end < 0:
        return None
    status, headers, cookies = _head(bytes(received[:end]))
    start = end + len(_HEAD_END)
    if status in _WITHOUT_BODY:
        body, after = b"", start
    elif "content-length" in headers:
        after = start + int(headers["content-length"])
        if len(received) < after:
            return None
        body = bytes(received[start:after])
    elif headers.get("transfer-encoding", "").lower() == "chunked":
        chunked = _chunks(received, start)
        if chunked is None:
            return None
        body, after = chunked
    else:
        raise BadAnswer("nothing says where the answer ends")
    del received[:after]
    return Answer(status, headers, cookies, body)


def _head(head: bytes) -> tuple[int, dict[str, str], tuple[str, ...]]:
    first, *lines = head.decode("latin-1").split("\r\n")
    version, _, rest = first.partition(" ")
    if not version.startswith("HTTP/1.") or not rest[:3].isdecimal():
        raise BadAnswer(first[:80])
    headers: dict[str, str] = {}
    cookies = []
    for line in lines:
        name, _, value = line.partition(":")
        known, told = name.strip().lower(), value.strip()
        if known == "set-cookie":
            cookies.append(told.partition(";")[0])
        headers[known] = told
    return int(rest[:3]), headers, tuple(cookies)


def _chunks(received: bytearray, at: int) -> tuple[bytes, int] | None:
    """Return the joined chunks and where they end, None while they have not all come."""
    parts: list[bytes] = []
    while (line := received.find(b"\r\n", at)) >= 0:
        try:
            size = int(bytes(received[at:line]).partition(b";")[0], 16)
        except ValueError as error:
            raise BadAnswer("a chunk without its size") from error
        start, at = line + 2, line + 2 + size + 2
        if len(received) < at:
            return None
        if size == 0:
            return b"".join(parts), at
        parts.append(bytes(received[start : start + size]))
    return None
