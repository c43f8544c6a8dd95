"""Which documents of a store are about one order, or about one person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from checkout.kinds import (
    ATTEMPTS,
    CAPTURES,
    CODES,
    GRANTS,
    LEDGER,
    LINKS,
    MOVEMENTS,
    ORDERS,
    OUTBOX,
    PICTURES,
    SESSIONS,
    STATEMENT_LINES,
    SUBMISSIONS,
    TALLIES,
    TICKETS,
    UNIQUE_USES,
    Document,
)
from checkout.upkeep.content import Content, Row


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for: orders by their codes, and what people are reached by (mobiles, e-mails)."""

    orders: frozenset[str] = frozenset()
    reaches: frozenset[str] = frozenset()


def of_order(content: Content, code: str) -> list[Row]:
    """Return what is about one order, by ``place``; nothing when there is none of that code."""
    return _belonging(content, Sought(orders=frozenset({code})))


def of_person(content: Content, mobile: str) -> list[Row]:
    """Return what is about whoever has a mobile: their orders and all that belongs to these, and what else names them.

    An order of another buyer that is only delivered to them is not theirs; see ``mentions``.
    """
    own = [row for row in content.rows() if row.kind == ORDERS.name and row.document["member"] == mobile]
    emails = {row.document["email"] for row in own} - {""}
    sought = Sought(orders=frozenset(row.key for row in own), reaches=frozenset({mobile, *emails}))
    return _belonging(content, sought)


def mentions(content: Content, *words: str) -> list[Row]:
    """Return the documents in which any of these words still stands, by ``place``."""
    return [row for row in content.rows() if any(word in text for word in words if word for text in _texts(row))]


def _belonging(content: Content, sought: Sought) -> list[Row]:
    rows = [row for row in content.rows() if row.kind in _TESTS and _TESTS[row.kind](row, sought)]
    attempts = {row.key for row in rows if row.kind == ATTEMPTS.name}
    used = [row for row in content.rows() if row.kind == UNIQUE_USES.name and _used(row.document, attempts, sought)]
    return sorted([*rows, *used], key=lambda row: row.place)


def _used(document: Document, attempts: Iterable[str], sought: Sought) -> bool:
    """A bank reference names the attempt that it paid, or where staff confirmed a transfer, the order."""
    return document["attempt"] in attempts or document["attempt"] in sought.orders


def _about_order(row: Row, sought: Sought) -> bool:
    return row.document.get("order") in sought.orders


def _session(row: Row, sought: Sought) -> bool:
    recipient = row.document.get("recipient") or {}
    named = {row.document.get("mobile"), row.document.get("claimed_mobile"), row.document.get("email")}
    return not sought.reaches.isdisjoint({*named, recipient.get("mobile")})


_TESTS: Mapping[str, Callable[[Row, Sought], bool]] = {
    ORDERS.name: lambda row, sought: row.key in sought.orders,
    ATTEMPTS.name: _about_order,
    LINKS.name: _about_order,
    SUBMISSIONS.name: _about_order,
    MOVEMENTS.name: _about_order,
    STATEMENT_LINES.name: _about_order,
    LEDGER.name: _about_order,
    CAPTURES.name: _about_order,
    PICTURES.name: _about_order,
    OUTBOX.name: lambda row, sought: _about_order(row, sought) or row.document["to"] in sought.reaches,
    TICKETS.name: lambda row, sought: _about_order(row, sought) or row.document["reach"] in sought.reaches,
    SESSIONS.name: _session,
    GRANTS.name: lambda row, sought: row.document["member"] in sought.reaches,
    CODES.name: lambda row, sought: row.document["mobile"] in sought.reaches,
    TALLIES.name: lambda row, sought: row.key.partition(":")[2] in sought.reaches,
}


def _texts(row: Row) -> list[str]:
    return [row.key, *_strings(row.document)]


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for one in value.values() for text in _strings(one)]
    return [text for one in value for text in _strings(one)] if isinstance(value, list) else []
