"""``scripts/doctor``: each trouble is made in earnest, found, and told with what to do; a sound store has none."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from checkout.kinds import ORDERS
from checkout.storage.salvage import salvage
from checkout.storage.schema import FILE_NAME
from checkout.stores import note_backup
from checkout.upkeep.backup_note import this_instant, write_note
from scripts.lib.backup import main as back_up
from scripts.lib.doctor.disk import look_at_disk
from scripts.lib.doctor.folder import CEILING_ORDERS, look_at_size
from scripts.lib.doctor.run import main
from shop.money import Rials
from tests.builders import ROOT, an_order
from tests.scripts.stores import opened, put_stranger

Said = pytest.CaptureFixture[str]
DAY_AGO = datetime.now(UTC) - timedelta(days=1)


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("HOJREH_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def folder(tmp_path: Path) -> str:
    """A sound store: an order of yesterday, and a backup of it."""
    return sound(str(tmp_path / "store"), tmp_path)


def sound(where: str, tmp_path: Path) -> str:
    with opened(where) as store, store.transaction() as tx:
        tx.put(ORDERS, an_order(placed_at=DAY_AGO))
    assert back_up([where, str(tmp_path / "backup")]) == 0
    return where


class Doctor:
    """Runs the doctor, and reads what it said."""

    def __init__(self, capsys: Said) -> None:
        self._capsys = capsys

    def __call__(self, where: str) -> tuple[int, set[str]]:
        self._capsys.readouterr()
        status = main(["--store", where])
        self.said = self._capsys.readouterr().out
        return status, bad_ones(self.said)


@pytest.fixture
def doctor(capsys: Said) -> Doctor:
    return Doctor(capsys)


def bad_ones(said: str) -> set[str]:
    """Return the names of the warnings and of what is unsafe; each comes with what to do."""
    found = [part for part in said.split("\n\n") if not part.startswith("خوب")]
    assert all("\n  چاره: " in part for part in found)
    return {part.partition("[")[2].partition("]")[0] for part in found}


def test_a_sound_store_has_no_trouble_whether_it_sells_or_not(folder: str, doctor: Doctor) -> None:
    assert doctor(folder) == (0, set())
    assert "همه‌ی ۱ سفارش خوانده شد" in doctor.said
    with opened(folder):
        assert doctor(folder) == (0, set())
    with opened(folder):  # what it left beside the file stops nobody
        pass


def test_it_names_the_process_that_owns_the_store(folder: str, doctor: Doctor) -> None:
    with opened(folder):
        doctor(folder)
    assert "[owner]" in doctor.said
    doctor(folder)
    assert "[owner]" not in doctor.said


def test_a_second_writer_is_found_beside_the_owner(folder: str, doctor: Doctor) -> None:
    hold = "import sqlite3, sys; file = sqlite3.connect(sys.argv[1]); file.execute('SELECT * FROM stock'); print('open', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", hold, str(Path(folder, FILE_NAME))]
    with opened(folder), subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        assert doctor(folder) == (2, {"second-writer"})
        assert f"kill {other.pid}" in doctor.said
        other.communicate("")


def test_a_store_without_a_backup_or_with_an_old_one(folder: str, doctor: Doctor) -> None:
    Path(folder, "last-backup").unlink()
    assert doctor(folder) == (1, {"no-backup"})

    begun = this_instant()
    old = replace(begun, at=begun.at - timedelta(days=3), boot="another")
    note_backup(folder, write_note(old))
    assert doctor(folder) == (1, {"old-backup"})
    Path(folder, "last-backup").write_text("garbage")
    assert doctor(folder) == (1, {"no-backup"})


def test_a_clock_that_went_back_behind_the_newest_order(folder: str, doctor: Doctor) -> None:
    tomorrow = datetime.now(UTC) + timedelta(hours=1)
    with opened(folder) as store, store.transaction() as tx:
        tx.put(ORDERS, an_order(code="BQ-9", placed_at=tomorrow))
    assert doctor(folder) == (2, {"clock-behind"})


@pytest.mark.parametrize(("jump", "way"), [(-3600, "عقب"), (7200, "جلو")])
def test_a_clock_that_was_moved_since_the_last_backup(jump: int, way: str, folder: str, doctor: Doctor) -> None:
    begun = this_instant()
    note_backup(folder, write_note(replace(begun, at=begun.at - timedelta(seconds=jump))))
    assert doctor(folder) == (2, {"clock-jumped"})
    assert f"{way} کشیده شده" in doctor.said


def test_a_bit_that_flipped_in_an_order(folder: str, doctor: Doctor) -> None:
    file = Path(folder, FILE_NAME)
    content = file.read_bytes()
    assert "زهرا".encode() in content
    file.write_bytes(content.replace("زهرا".encode(), "زهره".encode()))
    assert doctor(folder) == (2, {"damage"})
    assert "orders BQ-1405001: the checksum does not fit" in doctor.said


def test_an_order_changed_after_the_fact_with_a_checksum_that_fits(folder: str, doctor: Doctor) -> None:
    with opened(folder) as store, store.transaction() as tx:
        tx.put(ORDERS, replace(an_order(placed_at=DAY_AGO), payable=Rials(1)))
    assert doctor(folder) == (2, {"damage"})


def test_a_stock_level_that_is_not_the_sum_of_its_movements(folder: str, doctor: Doctor) -> None:
    with closing(sqlite3.connect(Path(folder, FILE_NAME), isolation_level=None)) as file:
        file.execute("INSERT INTO stock VALUES ('honey', 3)")
    assert doctor(folder) == (2, {"damage"})
    assert "stock honey: 3 ≠ 0" in doctor.said


@pytest.mark.parametrize(
    "spoil",
    [
        "DELETE FROM found_by WHERE idx = 'state'",
        "INSERT INTO found_by VALUES ('orders', 'owed', 'yes', 'x BQ-1405001', 'BQ-1405001')",
        "UPDATE found_by SET mark = 'x BQ-1405001' WHERE idx = 'member'",
    ],
)
def test_a_list_that_does_not_find_what_is_there(spoil: str, folder: str, doctor: Doctor) -> None:
    """A file of more than 32 MB is not checked when it is opened, so that a selling shop may not know."""
    with closing(sqlite3.connect(Path(folder, FILE_NAME), isolation_level=None)) as file:
        assert file.execute(spoil).rowcount > 0
    assert doctor(folder) == (2, {"misfound"})
    assert "سفارش‌ها خودشان سالم‌اند" in doctor.said

    assert salvage(Path(folder)).lost == ()  # what the doctor says to do
    assert doctor(folder) == (1, {"set-aside"})


def test_every_damaged_record_is_named_once(folder: str, doctor: Doctor) -> None:
    with opened(folder) as store, store.transaction() as tx:
        tx.put(ORDERS, an_order(code="BQ-2", placed_at=DAY_AGO))
    with closing(sqlite3.connect(Path(folder, FILE_NAME), isolation_level=None)) as file:
        file.execute("UPDATE records SET crc = crc + 1 WHERE kind = 'orders'")
    assert doctor(folder) == (2, {"damage"})
    told = [doctor.said.count(f"orders {code}: the checksum does not fit") for code in ("BQ-1405001", "BQ-2")]
    assert told == [1, 1]


def test_files_that_a_salvage_set_aside(folder: str, doctor: Doctor) -> None:
    for name in ("records.sqlite.damaged-20260701T083000", "records.sqlite.damaged-20260701T083000-wal"):
        Path(folder, name).write_bytes(b"x")
    assert doctor(folder) == (1, {"set-aside"})
    assert doctor.said.count("records.sqlite.damaged-20260701T083000") == 1


def test_a_file_that_is_no_store_or_not_there(folder: str, doctor: Doctor, tmp_path: Path) -> None:
    Path(folder, FILE_NAME).write_bytes(b"garbage" * 1000)
    assert doctor(folder) == (2, {"damage"})
    assert doctor(str(tmp_path / "nowhere")) == (2, {"unreachable"})
    assert not (tmp_path / "nowhere").exists()


def test_records_of_kinds_that_nobody_knows(folder: str, doctor: Doctor) -> None:
    put_stranger(folder)
    assert doctor(folder) == (1, {"unknown-kinds"})
    assert "wishes" in doctor.said


def test_a_store_past_what_was_measured_is_told_where_to_go() -> None:
    assert list(look_at_size("/srv/store", CEILING_ORDERS)) == []
    (found,) = look_at_size("/srv/store", CEILING_ORDERS + 1)
    assert (found.name, int(found.level)) == ("past-ceiling", 1)
    assert "./scripts/move-store /srv/store postgresql://" in found.do


def test_a_disk_that_is_full_or_will_be(tmp_path: Path) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(total=1000 << 20)

    def found(free_mib: int, mib_a_day: float = 0) -> list[tuple[str, int]]:
        told = look_at_disk(tmp_path, usage._replace(free=free_mib << 20), mib_a_day * (1 << 20))
        return [(one.name, int(one.level)) for one in told]

    assert found(63) == [("disk-full", 2)]
    assert found(64) == found(99) == [("disk-nearly-full", 1)]
    assert found(100) == found(600, 20) == []
    assert found(599, 20) == [("disk-soon-full", 1)]


def test_a_disk_that_is_full_in_earnest(folder: str) -> None:
    """On a disk of 8 MiB that this test mounts for itself alone."""
    run = (
        'mount -t tmpfs -o size=8m tmpfs "$2" && cp -r "$1" "$2/store" && '
        'dd if=/dev/zero of="$2/rest" bs=64k status=none; exec "$3" -m scripts.lib.doctor.run --store "$2/store"'
    )
    place = Path(folder).with_name("disk")
    place.mkdir()
    command = ["unshare", "--map-root-user", "--mount", "sh", "-c", run, "sh", folder, str(place), sys.executable]
    if subprocess.run(["unshare", "--map-root-user", "--mount", "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody mount a disk of their own")
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, bad_ones(done.stdout.strip())) == (2, {"disk-full"}), done.stderr
