"""Which tests share a process, and which of them start first: what takes longest must not be what all others wait for.

A file's tests share what they set up. The journeys share a running shop instead: all that visit it on one store stay
together whatever file they are in, or each file would build and start it anew.
"""

from __future__ import annotations

import re

_JOURNEYS = "tests/journeys/"
_ON_A_STORE = re.compile(r"\[(embedded|postgresql)\b")

SLOWEST = (
    f"{_JOURNEYS} postgresql",
    f"{_JOURNEYS} embedded",
    _JOURNEYS,
    "tests/torture/test_store.py",
    "tests/life/test_life.py",
    "tests/torture/test_postgres.py",
    "tests/torture/test_money.py",
    "tests/scripts/test_serve.py",
    "tests/contracts/test_gateway_matrix.py",
    "tests/scripts/test_backup.py",
    "tests/scripts/test_venv.py",
    "tests/checkout/test_starting.py",
    "tests/contracts/test_gateway.py",
    "tests/checkout/storage/postgres/test_lost_answers.py",
    "tests/scripts/test_doctor_postgres.py",
    "tests/scripts/bench/test_our_checkout.py",
    "tests/scripts/test_postgres.py",
    "tests/scripts/test_serve_refusals.py",
    "tests/contracts/test_gateway_controls.py",
    "tests/shop/test_working_hours.py",
    "tests/one_price/test_one_price.py",
    "tests/catalog/test_robustness.py",
    "tests/checkout/storage/test_crash.py",
    "tests/checkout/storage/test_damage.py",
    "tests/checkout/web/test_long_lists.py",
    "tests/checkout/web/test_bad_input.py",
)
"""Each takes some seconds at least, the longest first; measured, and worth measuring again when the end drags."""


def shares(nodeid: str) -> str:
    """Return the name of what a test shares a process with: its file, or the journeys on one store."""
    file, _, test = nodeid.partition("::")
    if not file.startswith(_JOURNEYS):
        return file
    store = _ON_A_STORE.search(test)
    return f"{_JOURNEYS} {store[1]}" if store else _JOURNEYS


def place(nodeid: str) -> int:
    """Return how late a test starts: the slow ones in their order, then all others."""
    name = shares(nodeid)
    return SLOWEST.index(name) if name in SLOWEST else len(SLOWEST)
