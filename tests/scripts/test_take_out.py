"""``scripts/take-out``: all of it handed out; and once erased, no byte left in the store's own files."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from checkout.kinds import ORDERS
from checkout.storage.schema import FILE_NAME
from checkout.stores import open_content
from checkout.upkeep.belongings import of_person
from checkout.upkeep.erasing import erase_rows
from checkout.upkeep.levels import wrong_levels
from scripts.lib.postgres_programs import tool
from scripts.lib.take_out import main
from shop.order_chain import check_chain
from tests.checkout.upkeep.lives import ALI, LATER, ZAHRA
from tests.postgres import Databases, ask
from tests.scripts.stores import filled, opened, sums

Said = pytest.CaptureFixture[str]
TRACES = (ZAHRA, "زهرا", "zahra@example.ir", "صفائیه", "3713100001", "502229******1234")


@pytest.fixture(params=["embedded", "postgres"])
def where(request: pytest.FixtureRequest, tmp_path: Path, databases: Databases) -> Iterator[str]:
    if request.param == "embedded":
        yield filled(str(tmp_path / "store"))
    else:
        with databases.fresh() as url:
            yield filled(url)


def test_an_order_is_handed_out_in_persian_and_as_it_is_stored_while_the_shop_sells(where: str, capsys: Said) -> None:
    with opened(where):
        assert main([where, "--order", "BQ-1"]) == 0
    told = json.loads(capsys.readouterr().out)
    (order,) = told["سفارش‌ها"]
    assert (order["کد سفارش"], order["وضعیت"], order["گیرنده"]["نام"]) == ("BQ-1", "تحویل شد", "زهرا احمدی")
    assert [event["چه"] for event in order["سرگذشت"]][:3] == ["سفارش ثبت شد", "روش پرداخت انتخاب شد", "پرداخت شد"]
    assert {record["kind"] for record in told["records"]} >= {"orders", "attempts", "outbox", "tickets", "movements"}
    assert "BQ-2" not in json.dumps(told)


def test_an_order_is_found_by_its_code_in_any_spelling(where: str, capsys: Said) -> None:
    assert main([where, "--order", " bq-۱ "]) == 0
    assert [order["کد سفارش"] for order in json.loads(capsys.readouterr().out)["سفارش‌ها"]] == ["BQ-1"]


def test_a_person_is_found_by_a_mobile_in_any_spelling(where: str, capsys: Said) -> None:
    assert main([where, "--person", "+98 ۹۱۲ ۱۲۳ ۴۵۶۷"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [order["کد سفارش"] for order in told["سفارش‌ها"]] == ["BQ-1"]
    assert len(told["پیام‌هایی که فرستادیم"]) == 2
    assert (len(told["بازدیدها"]), len(told["اجازه‌های خرید بیشتر"])) == (1, 1)
    assert ALI not in json.dumps(told)


def test_an_erased_person_is_in_no_file_of_the_store_and_the_books_stay(
    where: str, tmp_path: Path, capsys: Said
) -> None:
    before = sums(where)
    assert any(trace.encode() in written(where, tmp_path) for trace in TRACES)

    assert main([where, "--person", ZAHRA, "--erase"]) == 0
    assert "۳ سند بی نام و نشان ماند و ۱۰ سند حذف شد" in capsys.readouterr().out
    for trace in TRACES[:-1]:
        assert trace.encode() not in written(where, tmp_path)
    assert written(where, tmp_path).count(TRACES[-1].encode()) == 1  # Ali's own card
    assert ALI.encode() in written(where, tmp_path)
    with opened(where) as store, store.transaction() as tx:
        order = tx.get(ORDERS, "BQ-1")
    assert order is not None
    check_chain(order)
    assert (order.paid, order.state) == (2_400_000, "delivered")
    assert sums(where)["movements"] == before["movements"]
    with open_content(where) as content:
        assert wrong_levels(content) == []


def test_without_the_file_written_anew_the_person_would_still_stand_in_it(tmp_path: Path) -> None:
    """The control of the test above: deleting alone leaves them in the log beside the file."""
    where = filled(str(tmp_path / "store"))
    with open_content(where) as content:
        rows = of_person(content, ZAHRA)
    with opened(where) as store:
        erase_rows(store, rows, at=LATER, by="staff:sara")
        assert ZAHRA.encode() in written(where, tmp_path)


SOUGHT = {"--person": (ZAHRA, 1), "--order": ("BQ-1", 0)}
"""Whom a second run looks for, and its exit status: an erased person is not found any more, an order is."""


def erased_and_killed(where: str) -> None:
    """Erase somebody as a run does that is killed before it makes room."""
    with open_content(where) as content:
        rows = of_person(content, ZAHRA)
    with opened(where) as store:
        erase_rows(store, rows, at=LATER, by="staff:sara")


@pytest.mark.parametrize("by", SOUGHT)
def test_a_run_that_was_killed_is_gone_on_with_by_the_next(by: str, tmp_path: Path, capsys: Said) -> None:
    where = filled(str(tmp_path / "store"))
    erased_and_killed(where)
    assert freed_pages(where) > 0

    assert main([where, by, SOUGHT[by][0], "--erase"]) == SOUGHT[by][1]
    capsys.readouterr()
    assert freed_pages(where) == 0
    assert not [trace for trace in TRACES[:-1] if trace.encode() in written(where, tmp_path)]


def freed_pages(where: str) -> int:
    with closing(sqlite3.connect(Path(where) / FILE_NAME, isolation_level=None)) as file:
        return int(file.execute("PRAGMA freelist_count").fetchone()[0])


@pytest.mark.parametrize("by", SOUGHT)
def test_in_a_database_too_room_is_made_by_the_next_run(by: str, databases: Databases) -> None:
    def rounds(url: str) -> int:
        return ask(
            url, "SELECT vacuum_count FROM pg_stat_user_tables WHERE schemaname || '.' || relname = 'hojreh.records'"
        )

    with databases.fresh() as url:
        filled(url)
        before = rounds(url)
        erased_and_killed(url)
        assert rounds(url) == before
        assert main([url, by, SOUGHT[by][0], "--erase"]) == SOUGHT[by][1]
        assert rounds(url) == before + 1


def test_an_order_that_is_not_over_is_not_erased_and_why_is_said(where: str, capsys: Said) -> None:
    before = sums(where)
    assert main([where, "--person", ALI, "--erase"]) == 1
    assert "سفارش BQ-2 هنوز تمام نشده است" in capsys.readouterr().err
    assert sums(where) == before


def test_erasing_twice_is_harmless(where: str, capsys: Said) -> None:
    assert main([where, "--order", "BQ-1", "--erase"]) == 0
    once = sums(where)
    assert main([where, "--order", "BQ-1", "--erase"]) == 0
    assert "۰ سند بی نام و نشان ماند و ۰ سند حذف شد" in capsys.readouterr().out
    assert sums(where) == once


def test_records_that_still_tell_of_the_person_are_named(where: str, capsys: Said) -> None:
    assert main([where, "--order", "BQ-1", "--erase"]) == 0
    assert f"grants {ZAHRA}:honey" in capsys.readouterr().out


def test_a_file_of_an_older_release_that_still_tells_of_the_person_is_named(tmp_path: Path, capsys: Said) -> None:
    where = filled(str(tmp_path / "store"))
    (tmp_path / "store" / "journal.moved").write_text(f"… {ZAHRA} …")
    (tmp_path / "store" / "records.sqlite.damaged").write_text(f"… {ZAHRA} …")
    (tmp_path / "store" / "notes").write_text("nobody")
    assert main([where, "--person", ZAHRA, "--erase"]) == 0
    said = capsys.readouterr().out
    assert "journal.moved" in said
    assert "records.sqlite.damaged" in said
    assert "notes" not in said


def test_a_checkout_that_runs_on_a_folder_is_stopped_first_and_one_on_postgres_is_not(where: str, capsys: Said) -> None:
    with opened(where) as store:
        assert store.leads()
        status = main([where, "--person", ZAHRA, "--erase"])
    said = capsys.readouterr()
    if where.startswith("postgresql"):
        assert status == 0
    else:
        assert (status, "stop that first" in said.err) == (1, True)


def test_nothing_is_said_of_who_is_not_there(where: str, capsys: Said) -> None:
    assert main([where, "--order", "BQ-9"]) == 1
    assert main([where, "--person", "09120000000", "--erase"]) == 1
    assert "چیزی پیدا نشد" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main([where, "--person", "123"])


def test_no_store_is_made_where_there_is_none(tmp_path: Path) -> None:
    assert main([str(tmp_path / "store"), "--order", "BQ-1", "--erase"]) == 1
    assert list(tmp_path.iterdir()) == []


def written(where: str, tmp_path: Path) -> bytes:
    """Return every byte of an embedded store's files, or a dump of a database."""
    if where.startswith("postgresql"):
        return tool("pg_dump", where).encode()
    return b"".join(file.read_bytes() for file in (tmp_path / "store").iterdir() if file.is_file())
