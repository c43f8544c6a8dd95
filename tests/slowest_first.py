"""Which tests share a process, and which of them start first: what takes longest must not be what all others wait for.

A file's tests share what they set up. Most journeys share a running shop instead: all that visit it on one store stay
together whatever file they are in, or each file would build and start it anew.
"""

from __future__ import annotations

import re

_JOURNEYS = "tests/journeys/"
_ON_A_STORE = re.compile(r"[\[-](embedded|postgresql)[\]-]")

SLOWEST = (
    f"{_JOURNEYS} embedded",
    f"{_JOURNEYS} postgresql",
    "tests/torture/test_store.py",
    "tests/torture/test_money.py",
    "tests/journeys/test_shown_pages.py",
    "tests/scripts/test_serve.py",
    "tests/life/test_life.py",
    "tests/journeys/test_bakala.py",
    "tests/torture/test_postgres.py",
    "tests/journeys/test_other_banks.py",
    "tests/contracts/test_gateway_matrix.py",
    "tests/scripts/test_venv.py",
    "tests/journeys/test_payatel.py",
    "tests/catalog/desk/test_one_save.py",
    "tests/journeys/test_chistatech.py",
    "tests/journeys/test_atrebeheshti.py",
    "tests/catalog/test_built_again.py",
    "tests/scripts/test_backup.py",
    "tests/catalog/test_ground.py",
    "tests/catalog/test_edited.py",
    "tests/catalog/test_stated_rules.py",
    "tests/shop/test_working_hours.py",
    "tests/checkout/test_pictures.py",
    "tests/journeys/test_shelf.py",
    "tests/catalog/test_last_release.py",
    "tests/checkout/storage/test_model.py",
    "tests/catalog/test_robustness.py",
    "tests/catalog/test_icons.py",
    "tests/checkout/web/test_long_lists.py",
    "tests/journeys/test_search_in_pages.py",
    "tests/scripts/test_doctor_postgres.py",
    "tests/checkout/storage/postgres/test_lost_answers.py",
    "tests/one_price/test_one_price.py",
    "tests/checkout/test_starting.py",
    "tests/scripts/bench/test_our_checkout.py",
    "tests/scripts/test_postgres.py",
    "tests/scripts/test_serve_refusals.py",
    "tests/contracts/test_gateway.py",
    "tests/contracts/test_gateway_controls.py",
)
"""Each takes some seconds at least, the longest first; measured, and worth measuring again when the end drags."""


def shares(nodeid: str) -> str:
    """Return the name of what a test shares a process with: its file, or the journeys on one store."""
    file, _, test = nodeid.partition("::")
    store = _ON_A_STORE.search(test) if file.startswith(_JOURNEYS) else None
    return f"{_JOURNEYS} {store[1]}" if store else file


def place(nodeid: str) -> int:
    """Return how late a test starts: the slow ones in their order, then all others."""
    name = shares(nodeid)
    return SLOWEST.index(name) if name in SLOWEST else len(SLOWEST)
