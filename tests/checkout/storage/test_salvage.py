"""What can be read of a damaged store is kept, what cannot is named, and the damaged file stays aside."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from checkout.kinds import KINDS, MOVEMENTS, ORDERS, UNIQUE_USES
from checkout.storage.embedded import open_embedded
from checkout.storage.salvage import Salvage, salvage
from checkout.storage.schema import FILE_NAME, PAGE_SIZE
from checkout.store import StoreDamaged, StoreLocked
from scripts.lib.salvage import main
from tests.contracts.samples import HONEY, a_use, an_order, counted, held, paid_and_sent

Records = dict[str, object]
SOLD = 30


@pytest.fixture
def damaged(tmp_path: Path) -> tuple[Path, Records]:
    """A sound store, closed, of small records and of large ones that run over several pages; and what it holds."""
    directory = tmp_path / "store"
    store = open_embedded(directory)
    with store.transaction() as transaction:
        transaction.move(counted(100))
    for number in range(SOLD):
        with store.transaction() as transaction:
            transaction.put(ORDERS, an_order(f"B-{number}", member=f"0912{number:07}"))
            transaction.put(UNIQUE_USES, a_use(f"use-{number}", "x" * 700 * (number % 20)))
            transaction.move(held(1, f"hold-{number}"))
    with store.transaction() as transaction:
        transaction.put(ORDERS, paid_and_sent(an_order("B-3")))
        transaction.delete(UNIQUE_USES, "use-4")
    shutil.copytree(directory, tmp_path / "killed")
    store.close()
    return directory, records_in(directory)


def records_in(directory: Path) -> Records:
    store = open_embedded(directory)
    with store.transaction() as transaction:
        found = {f"{kind.name} {kind.key(record)}": record for kind in KINDS for record in transaction.every(kind)}
        found["stock"] = transaction.stock(HONEY)
        assert transaction.find(ORDERS, "state", "dispatched") in ([], [found.get("orders B-3")])
        booked = sum(movement.quantity for movement in transaction.every(MOVEMENTS))
        assert found["stock"] == max(0, booked)
    store.close()
    return found


def check(came: Salvage, directory: Path, before: Records, sound: bytes) -> None:
    """What is there is as it was; what is not there was named; the damaged file is still what it was."""
    after = records_in(directory)
    assert came.kept == len(after) - 1
    assert {name: before[name] for name in after if name != "stock"} == {
        name: record for name, record in after.items() if name != "stock"
    }
    assert set(before) - set(after) <= set(came.lost)
    assert came.aside.read_bytes() == sound


def test_a_sound_store_is_kept_whole(damaged: tuple[Path, Records]) -> None:
    directory, before = damaged
    content = (directory / FILE_NAME).read_bytes()
    came = salvage(directory)
    check(came, directory, before, content)
    assert (came.lost, came.short, came.bad_log_pages) == ((), (), 0)
    assert records_in(directory) == before


def test_a_killed_store_is_kept_with_what_is_only_in_its_log(damaged: tuple[Path, Records], tmp_path: Path) -> None:
    came = salvage(tmp_path / "killed")
    assert (came.lost, came.bad_log_pages) == ((), 0)
    assert records_in(tmp_path / "killed") == damaged[1]


def test_whichever_page_is_wiped_all_others_are_kept_and_what_is_lost_is_named(damaged: tuple[Path, Records]) -> None:
    directory, before = damaged
    content = (directory / FILE_NAME).read_bytes()
    lost = 0
    for at in range(0, len(content), 3 * PAGE_SIZE):
        wiped = content[:at] + b"\xa5" * PAGE_SIZE + content[at + PAGE_SIZE :]
        (directory / FILE_NAME).write_bytes(wiped)
        came = salvage(directory)
        check(came, directory, before, wiped)
        assert len(came.lost) < 20, at
        lost += bool(came.lost)
        came.aside.unlink()
    assert lost > 5


def test_flipped_bits_cost_no_more_than_the_documents_they_are_in(damaged: tuple[Path, Records]) -> None:
    directory, before = damaged
    content = (directory / FILE_NAME).read_bytes()
    chance = random.Random(7)  # noqa: S311 - to repeat
    for _ in range(30):
        at = chance.randrange(100, len(content))
        flipped = content[:at] + bytes([content[at] ^ 1 << chance.randrange(8)]) + content[at + 1 :]
        (directory / FILE_NAME).write_bytes(flipped)
        came = salvage(directory)
        check(came, directory, before, flipped)
        came.aside.unlink()


def test_a_log_that_does_not_fit_is_read_on_behind_the_bad_page(damaged: tuple[Path, Records], tmp_path: Path) -> None:
    killed, before = tmp_path / "killed", damaged[1]
    log = killed / f"{FILE_NAME}-wal"
    content = log.read_bytes()
    at = len(content) // 2
    log.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
    with pytest.raises(StoreDamaged):
        open_embedded(killed)
    came = salvage(killed)
    assert came.bad_log_pages == 1
    after = records_in(killed)
    assert set(before) - set(after) <= {*came.lost}
    assert len(after) > len(before) - 10


def test_a_salvage_cut_short_stops_the_store_until_it_is_run_again(damaged: tuple[Path, Records]) -> None:
    directory, before = damaged
    came = salvage(directory)
    (directory / f"{FILE_NAME}.salvage").write_text(came.aside.name)
    with pytest.raises(StoreDamaged, match="run scripts/salvage again"):
        open_embedded(directory)
    assert salvage(directory).aside == came.aside
    assert records_in(directory) == before


def test_a_store_in_use_or_missing_is_left_alone(tmp_path: Path) -> None:
    store = open_embedded(tmp_path)
    with pytest.raises(StoreLocked):
        salvage(tmp_path)
    store.close()
    (tmp_path / FILE_NAME).unlink()
    with pytest.raises(StoreDamaged, match="nothing to read"):
        salvage(tmp_path)


def test_pages_that_are_not_there_are_told_though_nobody_can_name_what_they_held(
    damaged: tuple[Path, Records], capsys: pytest.CaptureFixture[str]
) -> None:
    directory, _ = damaged
    with (directory / FILE_NAME).open("r+b") as file:
        file.truncate(4 * PAGE_SIZE)
    came = salvage(directory)
    assert came.missing_pages == _pages_said(came.aside) - 4
    assert salvage(directory).missing_pages == 0
    (directory / FILE_NAME).write_bytes(bytes(PAGE_SIZE))
    assert main([str(directory)]) == 1
    assert "1 pages of the file are not there, or say nothing" in capsys.readouterr().out


def _pages_said(file: Path) -> int:
    return int.from_bytes(file.read_bytes()[28:32], "big")


def test_the_script_names_what_is_lost(damaged: tuple[Path, Records], capsys: pytest.CaptureFixture[str]) -> None:
    directory, _ = damaged
    content = (directory / FILE_NAME).read_bytes()
    at = content.index(b'"use-7"')
    (directory / FILE_NAME).write_bytes(content[:at] + b'"USE' + content[at + 4 :])
    assert main([str(directory)]) == 1
    told = capsys.readouterr().out.splitlines()
    assert told[-1].startswith(f"Kept {3 * SOLD - 1:,} documents in {directory}; ")
    assert "lost: unique_uses use-7" in told
    assert main([str(directory)]) == 0
