"""The sandbox bank as a real server, and a buyer's browser at it that knows pages and forms but no protocol."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import httpx2

from checkout.ports import Gateway, Started
from checkout.records import Attempt
from checkout.sandbox.app import sandbox_app
from checkout.sandbox.faults import Call
from checkout.sandbox.ledger import FaceName, Ledger, Payment
from checkout.sandbox.server import ResettableProtocol
from scripts.lib.load.served import served
from tests.contracts.gateway.registry import Half

START = datetime(2026, 12, 2, 6, 30, tzinfo=UTC)


@dataclass
class RunningBank:
    """The bank, the clock it goes by, and its book to look into."""

    url: str
    ledger: Ledger
    http: httpx2.Client
    now: datetime = START
    adapters: dict[tuple[str, float], Gateway] = field(default_factory=dict)

    def adapter(self, half: Half, timeout: float) -> Gateway:
        """Return the gateway that talks to this bank, opened once: a client is costly to make."""
        key = (half.name, timeout)
        if key not in self.adapters:
            self.adapters[key] = half.open(self.url, timeout=timeout)
        return self.adapters[key]

    def arm(self, fault: str, call: Call, face: FaceName, times: int = 1) -> None:
        """Let the bank misbehave, as its own page does."""
        form = {"fault": fault, "call": call, "face": face, "times": str(times)}
        assert self.http.post("/faults", data=form).status_code == 303

    def behave(self) -> None:
        assert self.http.post("/faults/clear").status_code == 303

    def arrive(self, started: Started | Attempt) -> Form:
        """Let a buyer come to the counter; return the form on its page."""
        if started.pay_form:
            shown = self.http.post(started.pay_url, data=dict(started.pay_form))
        else:
            shown = self.http.get(started.pay_url)
        assert shown.status_code == 200, shown.text
        return form_in(shown.text)

    def choose(self, started: Started | Attempt, choice: str) -> Back | None:
        """Let a buyer press a button; return what the browser then brings to the shop, None where it stays."""
        form = self.arrive(started)
        return self.press(form, choice)

    def press(self, form: Form, choice: str) -> Back | None:
        answer = self.http.post(form.action, data={**form.fields, "choice": choice})
        if answer.status_code == 303:
            address = urlsplit(str(answer.headers["Location"]))
            here = not address.netloc
            return None if here else Back("GET", address.path, dict(parse_qsl(address.query, keep_blank_values=True)))
        if answer.status_code == 200 and (way := form_in(answer.text)).action.startswith("http"):
            return Back("POST", urlsplit(way.action).path, way.fields)
        return None

    def payment(self, face: FaceName, authority: str) -> Payment:
        found = self.ledger.find(face, authority)
        assert found is not None
        return found


@dataclass(frozen=True)
class Back:
    """A buyer on the way back: by GET or by POST, to which path of the shop, with what."""

    method: str
    path: str
    fields: Mapping[str, str]


@dataclass
class Form:
    """A page's one form, with what it sends untouched."""

    action: str
    fields: dict[str, str]


def form_in(html: str) -> Form:
    reader = _FormReader()
    reader.feed(html)
    return reader.form


class _FormReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.form = Form("", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form.action = given.get("action", "")
        elif tag == "input" and given.get("type") == "hidden":
            self.form.fields[given["name"]] = given.get("value", "")


@contextmanager
def running_bank(folder: Path) -> Iterator[RunningBank]:
    """Run the bank on a free port of this machine."""
    app = sandbox_app(folder, lambda: bank.now)
    with (
        served(app, "bank", protocol=ResettableProtocol) as url,
        httpx2.Client(base_url=url, trust_env=False, timeout=30) as http,
    ):
        bank = RunningBank(url, Ledger(folder / "ledger.sqlite3"), http)
        try:
            yield bank
        finally:
            for gateway in bank.adapters.values():
                gateway.close()
