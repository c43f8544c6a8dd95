from __future__ import annotations

import pytest

from scripts.lib.load.answers import Answer, BadAnswer, take_answer

REDIRECT = b"HTTP/1.1 303 See Other\r\nLocation: /orders/abc/pay\r\nContent-Length: 0\r\n\r\n"
PAGE = "HTTP/1.1 200 OK\r\nset-cookie: cart=x; Path=/\r\nset-cookie: b=2\r\ncontent-length: 9\r\n\r\nسلام!".encode()
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nab\r\n\r\n2;x=1\r\ncd\r\n0\r\n\r\n"


def test_an_answer_is_taken_only_when_it_has_come_whole() -> None:
    for whole in (REDIRECT, PAGE, CHUNKED):
        for cut in range(len(whole)):
            received = bytearray(whole[:cut])
            assert take_answer(received) is None
            assert received == whole[:cut]


def test_a_redirect_tells_where_it_leads() -> None:
    received = bytearray(REDIRECT)

    assert take_answer(received) == Answer(303, {"location": "/orders/abc/pay", "content-length": "0"}, (), b"")
    assert received == b""


def test_a_page_has_its_text_and_its_cookies() -> None:
    answer = take_answer(bytearray(PAGE))

    assert answer is not None
    assert (answer.text, answer.cookies, answer.location) == ("سلام!", ("cart=x", "b=2"), "")


def test_chunks_are_joined() -> None:
    answer = take_answer(bytearray(CHUNKED))

    assert answer is not None
    assert answer.body == b"ab\r\ncd"


def test_an_answer_without_a_body_needs_no_length() -> None:
    answer = take_answer(bytearray(b"HTTP/1.1 304 Not Modified\r\n\r\n"))

    assert answer is not None
    assert (answer.status, answer.body) == (304, b"")


def test_two_answers_in_one_piece_are_taken_one_by_one() -> None:
    received = bytearray(PAGE + REDIRECT)

    first, second = take_answer(received), take_answer(received)

    assert first is not None
    assert second is not None
    assert (first.status, second.status, bytes(received)) == (200, 303, b"")


@pytest.mark.parametrize(
    "bytes_",
    [
        b"SSH-2.0-OpenSSH\r\n\r\n",
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nxyz\r\n",
    ],
)
def test_what_is_no_answer_is_refused(bytes_: bytes) -> None:
    with pytest.raises(BadAnswer):
        take_answer(bytearray(bytes_))
