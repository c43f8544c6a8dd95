"""Banks on a wire that does as a test says: what they are asked, and every way to give no usable answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import httpx2

Answering = Callable[[httpx2.Request], httpx2.Response]


class Recorder:
    """A bank that answers each path as it is told, and remembers what it was asked."""

    def __init__(self, **answers: object) -> None:
        self.answers = answers
        self.asked: list[tuple[str, object]] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        assert request.method == "POST"
        assert request.headers["Content-Type"] == "application/json"
        self.asked.append((str(request.url), json.loads(request.content)))
        return httpx2.Response(200, json=self.answers[request.url.path.rsplit("/", 1)[1]])


def says(answer: object, status: int = 200) -> Answering:
    return lambda _: httpx2.Response(status, json=answer)


def body(content: bytes, status: int = 200) -> Answering:
    return lambda _: httpx2.Response(status, content=content)


def failing(error: type[httpx2.TransportError]) -> Answering:
    def fail(_: httpx2.Request) -> httpx2.Response:
        raise error("no answer")

    return fail


def endless(_: httpx2.Request) -> httpx2.Response:
    def chunks() -> Iterator[bytes]:
        while True:
            yield b" " * 65_536

    return httpx2.Response(200, content=chunks())


NO_USABLE_ANSWER: dict[str, Answering] = {
    "read timeout": failing(httpx2.ReadTimeout),
    "connect timeout": failing(httpx2.ConnectTimeout),
    "connection reset": failing(httpx2.ReadError),
    "connection refused": failing(httpx2.ConnectError),
    "broken protocol": failing(httpx2.RemoteProtocolError),
    "500": body(b"Internal Server Error", 500),
    "503 that claims a yes": says({"result": 100, "ResultCode": 0, "status": 1}, 503),
    "429": body(b"Too Many Requests", 429),
    "HTML for JSON": body(b"<!doctype html><title>Bad gateway</title>"),
    "a redirect": lambda _: httpx2.Response(302, headers={"Location": "https://elsewhere.test/"}),
    "empty body": body(b""),
    "half a body": body(b'{"result":100,"ResultCode":0,"Success":tr'),
    "endless body": endless,
    "not UTF-8": body(b'{"result":100,"message":"\xff"}'),
    "deeply nested": body(b"[" * 100_000),
    "a list": body(b"[]"),
    "a number": body(b"100"),
    "null": body(b"null"),
    "empty object": body(b"{}"),
    "codes of lists": says({"result": [], "ResultCode": [], "status": [], "token": []}),
    "codes true": says({"result": True, "ResultCode": True, "status": True}),
    "codes in words": says({"result": "success", "ResultCode": "OK", "status": "OK"}),
    "codes of fractions": says({"result": 100.5, "ResultCode": 0.5, "status": 1.5}),
    "codes that are none": says({"result": 9_999, "ResultCode": 9_999, "status": 9_999}),
}
"""Whatever the protocol, none of these says anything about a payment."""
