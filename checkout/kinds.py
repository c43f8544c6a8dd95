"""The kinds of record a store holds."""

from __future__ import annotations

from typing import Any

from checkout.kind import Document, Kind, moment
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

__all__ = ["Document", "Kind", "moment"]  # and every kind by its name, below

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
OUTBOX = Kind(
    "outbox",
    Message,
    lambda m: m.id,
    {"sent": lambda m: "no" if m.sent == "no" else ""},
    lambda m: f"{m.tries:010d} {moment(m.written_at)}",  # those tried least go next, of them the oldest
    edition=2,
)
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
