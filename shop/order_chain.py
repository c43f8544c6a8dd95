"""The chain of an order's events: each is hashed with the one before, and the first with the frozen quote."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from pydantic import TypeAdapter

from shop.errors import ChainBroken
from shop.lifecycle import EventKind, next_state
from shop.order import Event, Order


def happened(
    order: Order,
    kind: EventKind,
    *,
    at: datetime,
    by: str,
    note: str = "",
    facts: dict[str, str] | None = None,
    deadlines: dict[str, datetime] | None = None,
) -> Order:
    """Return the order with one more event, chained to the one before.

    Raises:
        TransitionRefused: the order's state does not allow it.
    """
    next_state(order.state, kind)
    previous = order.events[-1].hash if order.events else _root(order)
    facts, deadlines = facts or {}, deadlines or {}
    event = Event(
        kind=kind,
        at=at,
        by=by,
        note=note,
        facts=facts,
        deadlines=deadlines,
        previous=previous,
        hash=_hash((kind, at, by, note, facts, previous), deadlines),
    )
    return replace(order, events=(*order.events, event))


def check_chain(order: Order) -> None:
    """Check that no event, and nothing of the frozen quote, was changed after the fact.

    Raises:
        ChainBroken: a hash does not fit.
    """
    previous = ""
    for event in order.events:
        follows = event.previous == previous if previous else event.previous in (_root(order), _sorted_root(order))
        told = (event.kind, event.at, event.by, event.note, event.facts, event.previous)
        if not follows or event.hash != _hash(told, event.deadlines):
            raise ChainBroken(f"{order.code}: {event.kind} at {event.at.isoformat()}")
        previous = event.hash


def _hash(told: tuple[str, datetime, str, str, Mapping[str, str], str], deadlines: Mapping[str, datetime]) -> str:
    kind, at, by, note, facts, previous = told
    said: list[object] = [kind, at.isoformat(), by, note, sorted(facts.items()), previous]
    if deadlines:
        said.append(sorted((name, until.isoformat()) for name, until in deadlines.items()))
    return hashlib.sha256(_AS_JSON.encode(said).encode()).hexdigest()


def _root(order: Order) -> str:
    """Return the hash of the frozen quote, its fields in the order they stand in here.

    Defaults are left out, so that a field added later does not break the chains of older orders.
    """
    frozen = _ORDER.serializer.to_json(order, exclude={"events"}, exclude_defaults=True)
    return hashlib.sha256(frozen).hexdigest()


def _sorted_root(order: Order) -> str:
    """Return the hash as it was until orders were hashed as they are written: of sorted fields, which takes four times as long."""
    frozen = _ORDER.dump_python(order, mode="json", exclude={"events"}, exclude_defaults=True)
    return hashlib.sha256(json.dumps(frozen, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


_AS_JSON = json.JSONEncoder(ensure_ascii=False)
_ORDER = TypeAdapter(Order)
