"""No statement of an order's life reads a whole table: what it costs must not grow with what is kept."""

from __future__ import annotations

import re
from pathlib import Path

from checkout.storage.embedded import EmbeddedStore, open_embedded
from tests.builders import HONEY, SAFFRON
from tests.checkout.shopper import Shopper
from tests.fakes import World

_WALK = re.compile(r"SCAN (records|r|found_by|f|stock)\b")


def walks(store: EmbeddedStore, statements: list[str]) -> list[str]:
    """Return the plans of those statements that walk through a table of ours from its beginning."""
    asked = (sql for sql in dict.fromkeys(statements) if re.match("SELECT|INSERT|DELETE|UPDATE", sql))
    plans = (store.database.connection.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall() for sql in asked)
    return [plan[3] for steps in list(plans) for plan in steps if _WALK.match(plan[3])]


def test_an_order_reads_no_table_whole(tmp_path: Path) -> None:
    store = open_embedded(tmp_path / "store")
    world = World(store)
    statements: list[str] = []
    store.database.connection.set_trace_callback(statements.append)

    Shopper(world).ready(HONEY).add(SAFFRON, 2).order()

    store.database.connection.set_trace_callback(None)
    assert len(statements) > 10
    assert walks(store, statements) == []
    assert walks(store, ["SELECT * FROM records r WHERE r.doc = x''"]) == ["SCAN r"]
    store.close()
