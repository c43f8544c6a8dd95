"""The kinds of record a store holds: how each is named, written and found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter

from checkout.records import (
    Attempt,
    Capture,
    Chore,
    CountedStock,
    Grant,
    Link,
    Message,
    Movement,
    OneTimeCode,
    Picture,
    SaleSwitch,
    Session,
    StaffSession,
    Submission,
    Tally,
    Ticket,
    UniqueUse,
)
from shop.calendar import local_day
from shop.identifiers import bank_reference
from shop.ledger import Entry
from shop.lifecycle import UNPAID
from shop.order import Order
from shop.rules.force_majeure import ForceMajeure
from shop.statement import StatementLine
from shop.text import keepable

T = TypeVar("T")
Document = dict[str, Any]
"""A record as an adapter keeps it: JSON types only."""


def _nothing_indexed() -> Mapping[str, Callable[[Any], str]]:
    return {}


def _no_rank(_: object) -> str:
    return ""


@dataclass(frozen=True)
class Kind(Generic[T]):
    """One kind of record: its name in a store, its key, the fields it is found by, and the order it is found in."""

    name: str
    record: type[T]
    key: Callable[[T], str]
    indexes: Mapping[str, Callable[[T], str]] = field(default_factory=_nothing_indexed)
    rank: Callable[[T], str] = _no_rank

    @cached_property
    def _adapter(self) -> TypeAdapter[T]:
        return TypeAdapter(self.record)

    def encode(self, record: T) -> Document:
        """Return the record as JSON types."""
        return dict(self._adapter.dump_python(record, mode="json"))

    def decode(self, document: Document) -> T:
        """Return the record a document holds; raises pydantic's ValidationError when it holds none."""
        return self._adapter.validate_python(document)

    def write(self, record: T) -> bytes:
        """Return the record as the JSON text of its document, in UTF-8; the document itself is not built.

        Raises ValueError when the record holds what no store can keep: NUL, or a lone surrogate.
        """
        return keepable(self._adapter.dump_json(record))

    def read(self, text: bytes) -> T:
        """Return the record that ``write`` gave as text; raises ValueError when it holds none."""
        return self._adapter.validate_json(text)

    def mark(self, record: T) -> str:
        """Return where the record stands among those found with it: by rank, then by key."""
        return f"{self.rank(record)} {self.key(record)}"

    def indexed(self, record: T) -> dict[str, str]:
        """Return what the record is found by; an index that gives '' does not find it."""
        return {name: value for name, of in self.indexes.items() if (value := of(record))}


def moment(at: datetime) -> str:
    """Return a time in UTC as text that sorts as time does."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _first_to_go_last(message: Message) -> str:
    """Return a rank by which the newest are the messages that go next: those tried least, of them the oldest."""
    left = (_END_OF_TIME - message.written_at) // timedelta(microseconds=1)
    return f"{_MOST_TRIES - message.tries:010d} {left:020d}"


_END_OF_TIME = datetime.max.replace(tzinfo=UTC)
_MOST_TRIES = 10**10 - 1

ORDERS = Kind(
    "orders",
    Order,
    lambda o: o.code,
    {
        "state": lambda o: o.state,
        "member": lambda o: o.member,
        "unpaid": lambda o: o.member if o.state in UNPAID else "",  # what nobody looks for is found by nothing
        "owed": lambda o: "yes" if o.owed_back else "",
    },
    lambda o: moment(o.placed_at),
)
LINKS = Kind("links", Link, lambda link: link.token_hash)
SESSIONS = Kind("sessions", Session, lambda s: s.id)
CODES = Kind("codes", OneTimeCode, lambda c: f"{c.purpose}:{c.mobile}")
TALLIES = Kind("tallies", Tally, lambda t: t.key)
SUBMISSIONS = Kind("submissions", Submission, lambda s: s.key)
ATTEMPTS = Kind(
    "attempts",
    Attempt,
    lambda a: a.id,
    {"state": lambda a: a.state, "order": lambda a: a.order},
    lambda a: moment(a.created_at),
)
UNIQUE_USES = Kind("unique_uses", UniqueUse, lambda u: u.key)
OUTBOX = Kind("outbox", Message, lambda m: m.id, {"sent": lambda m: "no" if m.sent == "no" else ""}, _first_to_go_last)
MOVEMENTS = Kind("movements", Movement, lambda m: m.id)
COUNTED = Kind("counted", CountedStock, lambda c: c.sku)
SWITCHES = Kind("switches", SaleSwitch, lambda s: s.sku)
GRANTS = Kind(
    "grants",
    Grant,
    lambda g: f"{g.member}:{g.sku}",
    {"member": lambda g: g.member, "any": lambda _: "yes"},
    lambda g: moment(g.at),
)
TICKETS = Kind("tickets", Ticket, lambda t: t.id, {"order": lambda t: t.order}, lambda t: moment(t.at))
FORCE_MAJEURE = Kind("force_majeure", ForceMajeure, lambda f: f.id, {"ended": lambda f: "yes" if f.ended_at else "no"})
PICTURES = Kind("pictures", Picture, lambda p: p.id)
STATEMENT_LINES = Kind(
    "statement_lines",
    StatementLine,
    lambda line: line.id,
    {
        "account": lambda line: line.account,
        "day": lambda line: f"{line.account}:{line.day}",
        "reference": lambda line: bank_reference(line.reference) if line.amount > 0 else "",
        "waits": lambda line: line.account if line.waits else "",
        "sum": lambda line: str(line.amount) if line.waits else "",
        "aside": lambda line: line.account if line.aside else "",
    },
    lambda line: moment(line.at),
)
LEDGER = Kind(
    "ledger",
    Entry,
    lambda e: f"{e.order}:{e.event:03}",
    {"order": lambda e: e.order, "day": lambda e: local_day(e.at).isoformat()},
    lambda e: moment(e.at),
)
CAPTURES = Kind(
    "captures",
    Capture,
    lambda one: f"{one.gateway}:{one.reference}",
    {"day": lambda one: local_day(one.at).isoformat()},
    lambda one: moment(one.at),
)
CHORES = Kind("chores", Chore, lambda chore: chore.name)
STAFF_SESSIONS = Kind("staff_sessions", StaffSession, lambda s: s.id)

KINDS: tuple[Kind[Any], ...] = (
    ORDERS,
    LINKS,
    SESSIONS,
    CODES,
    TALLIES,
    SUBMISSIONS,
    ATTEMPTS,
    UNIQUE_USES,
    OUTBOX,
    MOVEMENTS,
    COUNTED,
    SWITCHES,
    GRANTS,
    TICKETS,
    STAFF_SESSIONS,
    FORCE_MAJEURE,
    STATEMENT_LINES,
    LEDGER,
    CAPTURES,
    CHORES,
    PICTURES,
)
