"""The rules in force: every part of a shop's terms that names a clause, by the name under which pages state it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from shop.terms import Shop
from shop.verdict import Clause


def rules_in_force(shop: Shop) -> dict[str, Clause]:
    """Return each rule with its clause: ``quantity``, ``identity.documents``, ``delivery.courier``, ``payment.gateway``.

    One of several is named by its ``id``, else by its ``kind``, else by its table alone.
    """
    return dict(_walk(shop, ""))


def _walk(part: object, name: str) -> Iterator[tuple[str, Clause]]:
    if isinstance(part, tuple):
        for one in part:
            own = getattr(one, "id", None) or getattr(one, "kind", None)
            yield from _walk(one, f"{name}.{own}" if own else name)
    elif is_dataclass(part):
        clause = getattr(part, "clause", None)
        if clause and name:
            yield name, clause
        for field in fields(part):
            yield from _walk(getattr(part, field.name), f"{name}.{field.name}".removeprefix("."))
