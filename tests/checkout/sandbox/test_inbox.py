"""The sandbox inbox: each message once, newest first, readable."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from checkout.sandbox.app import sandbox_app

MESSAGE = {
    "id": "m-1",
    "channel": "sms",
    "to": "09120000000",
    "subject": "",
    "body": "سفارش ۱۰۰۱ پرداخت شد.\nhttps://pay.shop.example/o/abc?x=1&y=2",
    "sender": "30000000000110",
}
AS_KEPT = MESSAGE | {"received_at": "2026-11-22T08:00:00+00:00"}


@pytest.fixture
def inbox(tmp_path: Path) -> Iterator[TestClient]:
    with TestClient(sandbox_app(tmp_path, lambda: datetime(2026, 11, 22, 8, 0, tzinfo=UTC))) as inbox:
        yield inbox


def test_a_message_is_kept_once_per_id(inbox: TestClient) -> None:
    first = inbox.post("/inbox/messages", json=MESSAGE)
    again = inbox.post("/inbox/messages", json=MESSAGE | {"body": "دیگر"})
    assert (first.status_code, first.json()) == (201, {"id": "m-1", "new": True})
    assert (again.status_code, again.json()) == (200, {"id": "m-1", "new": False})
    assert inbox.get("/inbox.json").json() == {"messages": [AS_KEPT]}


def test_messages_are_listed_newest_first_and_by_recipient(inbox: TestClient) -> None:
    for number, to in enumerate(["09120000000", "maryam@example.com", "09120000000"]):
        inbox.post("/inbox/messages", json=MESSAGE | {"id": f"m-{number}", "to": to})

    def ids(query: str) -> list[str]:
        return [message["id"] for message in inbox.get(f"/inbox.json{query}").json()["messages"]]

    assert ids("") == ["m-2", "m-1", "m-0"]
    assert ids("?to=09120000000") == ["m-2", "m-0"]
    assert ids("?to=۰۹۱۲۰۰۰۰۰۰۰") == ["m-2", "m-0"]
    assert ids("?to=maryam@example.com") == ["m-1"]
    assert ids("?to=0912") == []


def test_the_page_shows_words_as_text_and_addresses_as_links(inbox: TestClient) -> None:
    inbox.post("/inbox/messages", json=MESSAGE | {"body": "<script>سلام</script> " + MESSAGE["body"]})
    shown = inbox.get("/inbox").text
    assert "&lt;script&gt;سلام&lt;/script&gt;" in shown
    assert '<a href="https://pay.shop.example/o/abc?x=1&amp;y=2" rel="noreferrer">' in shown
    assert "۰۹۱۲۰۰۰۰۰۰۰" in shown
    assert "یک‌شنبه ۱ آذر ۱۴۰۵، ساعت ۱۱:۳۰" in shown


def test_an_empty_inbox_says_so(inbox: TestClient) -> None:
    assert "هنوز پیامی نرسیده است" in inbox.get("/inbox").text
    assert "برای این گیرنده پیامی نرسیده است" in inbox.get("/inbox?to=0912").text


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b"{",
        b'{"id": "m"}',
        b'{"id": "", "channel": "sms", "to": "0912", "body": "x"}',
        b'{"id": "m", "channel": "pigeon", "to": "0912", "body": "x"}',
        b'{"id": 5, "channel": "sms", "to": "0912", "body": "x"}',
        b'{"id": "m", "channel": "sms", "to": "0912", "body": "\\ud800"}',
    ],
)
def test_what_is_no_message_is_refused_and_not_kept(inbox: TestClient, raw: bytes) -> None:
    assert inbox.post("/inbox/messages", content=raw).status_code == 422
    assert inbox.get("/inbox.json").json() == {"messages": []}


def test_messages_survive_a_restart(inbox: TestClient, tmp_path: Path) -> None:
    inbox.post("/inbox/messages", json=MESSAGE)
    with TestClient(sandbox_app(tmp_path)) as restarted:
        assert restarted.get("/inbox.json").json() == {"messages": [AS_KEPT]}
