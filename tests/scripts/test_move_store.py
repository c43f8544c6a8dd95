"""``scripts/move-store``: everything arrives, once, or it says what did not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from checkout.kinds import OUTBOX
from checkout.store import StoreDamaged
from checkout.stores import open_content
from checkout.upkeep.content import Row
from checkout.upkeep.keeping import keep_rows
from scripts.lib.move_store import main
from tests.contracts.samples import a_message
from tests.postgres import Databases
from tests.scripts.stores import filled, opened, put_stranger, sums

Said = pytest.CaptureFixture[str]


@pytest.fixture(params=["embedded", "postgres"])
def source(request: pytest.FixtureRequest, tmp_path: Path, databases: Databases) -> Iterator[str]:
    if request.param == "embedded":
        yield filled(str(tmp_path / "source"))
    else:
        with databases.fresh() as url:
            yield filled(url)


@pytest.fixture(params=["embedded", "postgres"])
def target(request: pytest.FixtureRequest, tmp_path: Path, databases: Databases) -> Iterator[str]:
    if request.param == "embedded":
        yield str(tmp_path / "target")
    else:
        with databases.fresh() as url:
            yield url


def test_everything_arrives_and_is_told_by_kind(source: str, target: str, capsys: Said) -> None:
    before = sums(source)
    assert main([source, target]) == 0

    assert sums(target) == before == sums(source)
    told = capsys.readouterr().out.splitlines()
    assert told[0].split() == ["kind", "FROM", "count", "FROM", "checksum", "TO", "count", "TO", "checksum", "same"]
    orders = next(line for line in told if line.startswith("orders "))
    assert orders.split() == [
        "orders",
        "2",
        *[before["orders"].checksum[:16], "2"],
        before["orders"].checksum[:16],
        "yes",
    ]
    assert f"Moved: {sum(one.count for one in before.values())} records" in told[-1]


def test_running_it_again_changes_nothing(source: str, target: str) -> None:
    assert [main([source, target]), main([source, target])] == [0, 0]
    assert sums(target) == sums(source)


def test_one_that_was_cut_short_is_gone_on_with(source: str, target: str) -> None:
    with open_content(source) as content:
        rows = list(content.rows())
    with opened(target) as store:
        keep_rows(store, rows[: len(rows) // 2])
    assert sums(target) != sums(source)

    assert main([source, target]) == 0
    assert sums(target) == sums(source)


def test_a_store_with_other_records_is_left_alone(source: str, target: str, capsys: Said) -> None:
    with opened(target) as store, store.transaction() as tx:
        for n in range(3):
            tx.put(OUTBOX, a_message(f"theirs-{n}"))
    before = sums(target)

    assert main([source, target]) == 1
    assert "holds records that FROM does not: 3 of outbox" in capsys.readouterr().err
    assert sums(target) == before


def test_a_record_of_the_same_key_that_says_something_else_is_left_alone_too(
    source: str, target: str, capsys: Said
) -> None:
    with opened(target) as store, store.transaction() as tx:
        tx.put(OUTBOX, a_message("links:BQ-1", body="این را نفرستاده‌ایم"))
    assert main([source, target]) == 1
    assert "1 of outbox" in capsys.readouterr().err


def test_a_checkout_that_runs_on_either_store_is_stopped_first(source: str, target: str, capsys: Said) -> None:
    for running in (source, target):
        with opened(running) as store:
            assert store.leads()
            assert main([source, target]) == 1
            assert "a checkout runs on it; stop that first" in capsys.readouterr().err
    assert main([source, target]) == 0


def test_records_of_unknown_kinds_are_named_and_nothing_is_moved(source: str, target: str, capsys: Said) -> None:
    put_stranger(source)
    assert main([source, target]) == 1
    assert "wishes" in capsys.readouterr().err
    assert not Path(target).exists() or sums(target) == {}


def test_no_store_is_made_where_none_is_to_be_read(tmp_path: Path, capsys: Said) -> None:
    assert main([str(tmp_path / "nowhere"), str(tmp_path / "target")]) == 1
    assert "there is no store in this folder" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_an_older_release_is_not_taken_for_an_empty_folder(tmp_path: Path, capsys: Said) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "journal").write_text("…")
    assert main([str(tmp_path / "source"), str(tmp_path / "target")]) == 1
    assert "start the checkout once" in capsys.readouterr().err


def test_a_sku_of_which_more_went_out_than_came_in_is_named(target: str) -> None:
    """Which is also why its movements are never parted: the half that goes out cannot be kept alone."""
    out = {"id": "held:1", "sku": "honey", "quantity": -2, "reason": "held", "at": "2026-01-01T00:00:00Z", "order": "1"}
    with opened(target) as store, pytest.raises(StoreDamaged, match="movements of honey: they come to -2"):
        keep_rows(store, [Row("movements", "held:1", out)])
    assert sums(target) == {}


def test_one_store_is_not_moved_onto_itself(source: str, capsys: Said) -> None:
    with pytest.raises(SystemExit) as refused:
        main([source, source])
    assert refused.value.code == 2
    assert "the same store" in capsys.readouterr().err


def test_the_address_of_another_kind_of_database_is_refused_and_not_repeated(tmp_path: Path, capsys: Said) -> None:
    with pytest.raises(SystemExit) as refused:
        main(["mysql://sara:geheim@db/shop", str(tmp_path / "target")])
    said = capsys.readouterr().err
    assert (refused.value.code, "geheim" in said, "postgresql://" in said) == (2, False, True)


def test_a_folder_spelled_in_two_ways_is_one_store(tmp_path: Path, capsys: Said) -> None:
    where = filled(str(tmp_path / "store"))
    with pytest.raises(SystemExit):
        main([where, f"{where}/../store/"])
    assert "the same store" in capsys.readouterr().err


@pytest.mark.parametrize("password", ["of-a-test", "a#b", "a@b", "a/b?c", "%5B[", "a b"])
def test_no_word_of_a_password_is_said(password: str, database: str, tmp_path: Path, capsys: Said) -> None:
    where = filled(str(tmp_path / "source"))
    address = database.replace("of-a-test", password)
    main([where, address])
    main([address, where])
    said = capsys.readouterr()
    assert password not in said.out + said.err
