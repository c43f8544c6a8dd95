"""A record's name in errors and logs tells which it is, and nothing of a person."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from checkout.kinds import CODES, GRANTS, KINDS
from checkout.naming import named
from checkout.records import Grant, OneTimeCode
from checkout.storage.embedded import open_embedded
from checkout.storage.memory import MemoryStore
from checkout.storage.schema import FILE_NAME
from checkout.store import Store, StoreDamaged
from shop.errors import Conflict
from shop.order import Mobile
from shop.release import Sku
from tests.checkout.upkeep.lives import ALI, ZAHRA, fill
from tests.contracts.samples import NOON

CODE = OneTimeCode(mobile=Mobile(ZAHRA), purpose="links", code_hash="0", sent_at=NOON, tries_left=3)
GRANT = Grant(member=Mobile(ZAHRA), sku=Sku("honey"), most=3, by="sara", at=NOON)


@pytest.mark.parametrize(
    ("kind", "key", "told"),
    [
        ("codes", f"sign_in:{ZAHRA}", "codes sign_in:…"),
        ("grants", f"{ZAHRA}:asal-500", "grants …:asal-500"),
        ("tallies", "staff_name_address:سارا 192.0.2.7", "tallies staff_name_address:…"),
        ("tallies", f"codes_per_mobile:{ZAHRA}:3", "tallies codes_per_mobile:…"),
        ("orders", "BQ-12345678", "orders BQ-12345678"),
        ("movements", "held:BQ-12345678:asal-500", "movements held:BQ-12345678:asal-500"),
        ("movements", f"count:{ZAHRA}:1", "movements count:…:1"),
        ("of a later version", "+989121234567", "of a later version …"),
        ("links", f"5{ZAHRA}", f"links 5{ZAHRA}"),
    ],
)
def test_of_a_key_what_says_nothing_of_a_person_is_told(kind: str, key: str, told: str) -> None:
    assert named(kind, key) == told


def test_no_record_of_any_kind_is_named_by_a_mobile_number() -> None:
    store = MemoryStore()
    fill(store)
    with store.transaction() as tx:
        keys = {(kind.name, kind.key(record)) for kind in KINDS for record in tx.every(kind)}
    with_mobiles = {name for name in keys if ZAHRA[1:] in name[1] or ALI[1:] in name[1]}

    assert {kind for kind, _ in with_mobiles} >= {"codes", "grants", "tallies"}, "the control: such keys are there"
    assert not [name for name in keys if ZAHRA[1:] in named(*name) or ALI[1:] in named(*name)]


@pytest.fixture(params=["memory", "embedded"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return MemoryStore() if request.param == "memory" else open_embedded(tmp_path)


def test_a_key_that_is_taken_is_not_told(store: Store) -> None:
    with closing(store), store.transaction() as tx:
        tx.insert(GRANTS, GRANT)
        with pytest.raises(Conflict) as refused:
            tx.insert(GRANTS, GRANT)
    assert (str(refused.value), refused.value.key) == ("grants: there is a record of that key", f"{ZAHRA}:honey")


def test_a_damaged_code_is_named_without_whose_it_is(tmp_path: Path) -> None:
    with closing(open_embedded(tmp_path)) as store, store.transaction() as tx:
        tx.put(CODES, CODE)
    with closing(sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)) as file:
        file.execute("UPDATE records SET doc = x'7b' WHERE kind = 'codes'")
    with pytest.raises(StoreDamaged) as refused:
        open_embedded(tmp_path)
    assert refused.value.detail == "codes links:…: the checksum does not fit"
