"""``scripts/settle``: a day's sheet at a terminal, while the shop sells; what differs, and the entries that are missing."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from checkout.kinds import CHORES, LEDGER
from checkout.storage.embedded import open_embedded
from checkout.storage.postgres.store import open_postgres
from checkout.stores import open_content
from checkout.upkeep.books import read_books
from checkout.use_cases.book_old_orders import book_old_orders
from scripts.lib.doctor.books import look_at_books
from scripts.lib.settle.run import main
from shop.release import encode, release_id
from tests.builders import ROOT, a_release
from tests.checkout.books import booked, forget_books
from tests.checkout.days import an_order, mixed_day, transferred
from tests.checkout.life import pay
from tests.fakes import World
from tests.postgres import Databases
from tests.scripts.stores import sums

Said = pytest.CaptureFixture[str]
DAY = "1405/09/11"


@pytest.fixture(params=["embedded", "postgres"])
def where(
    request: pytest.FixtureRequest, tmp_path: Path, databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The address of an empty store, which the environment names beside a release."""
    release = encode(a_release())
    (tmp_path / f"{release_id(release)}.json").write_bytes(release)
    (tmp_path / "current").write_text(release_id(release))
    monkeypatch.setenv("HOJREH_RELEASES", str(tmp_path))
    with databases.fresh() as url:
        place = str(tmp_path / "store") if request.param == "embedded" else url
        monkeypatch.setenv("HOJREH_STORE", place)
        yield place


def world_in(where: str) -> World:
    return World(open_postgres(where) if "://" in where else open_embedded(Path(where)))


def test_a_mixed_day_is_told_while_the_shop_sells_and_nothing_is_written(where: str, capsys: Said) -> None:
    world = world_in(where)
    mixed_day(world)
    before = sums(where)

    assert main(["۱۴۰۵/۹/۱۱"]) == 0

    told = capsys.readouterr().out
    assert told.startswith("دفتر چهارشنبه ۱۱ آذر ۱۴۰۵، باقیات (تومان)\n")
    assert "درگاه زرین‌پال\n  بانک: آمد ۱٬۲۰۰٬۰۰۰، رفت ۰\n  دفتر: آمد ۱٬۲۰۰٬۰۰۰، رفت ۰\n  اختلاف: ۰\n" in told
    assert "حساب فروشگاه\n  بانک: آمد ۴۸۰٬۰۰۰، رفت ۲۴۰٬۰۰۰\n  دفتر: آمد ۴۸۰٬۰۰۰، رفت ۲۴۰٬۰۰۰\n  اختلاف: ۰\n" in told
    assert "نقد هنگام تحویل (فقط آنچه همکاران ثبت کرده‌اند)\n  دفتر: آمد ۲۴۰٬۰۰۰، رفت ۰\n" in told
    assert "بیش از مبلغ سفارش پرداخت شده؛ هنوز برنگشته" in told
    assert told.endswith(
        "دریافت: ۲٬۱۶۰٬۰۰۰\n    کالا: ۱٬۶۸۰٬۰۰۰\n  ماند نزد فروشگاه: ۱٬۶۸۰٬۰۰۰\n"
        "  به خریداران برگشت: ۲۴۰٬۰۰۰\n  بدهی به خریداران: ۲۴۰٬۰۰۰\n"
    )
    assert sums(where) == before
    world.store.close()


def test_a_bank_that_has_not_told_is_unknown(where: str, capsys: Said) -> None:
    world = world_in(where)
    transferred(world, "770011")
    world.store.close()

    assert main([DAY]) == 0
    told = capsys.readouterr().out
    assert "حساب فروشگاه (صورت‌حساب بانک وارد نشده)\n  بانک: آمد دانسته نیست، رفت دانسته نیست" in told
    assert "  اختلاف: دانسته نیست\n" in told


def test_missing_entries_are_named_and_written_on_demand_only(where: str, capsys: Said) -> None:
    world = world_in(where)
    order = an_order(world)
    pay(world, order)
    kept = booked(world, order)
    book_old_orders(world.ports)
    forget_books(world)
    world.store.close()

    assert main([DAY]) == 1
    told = capsys.readouterr().out
    assert f"دفتر با سرگذشت این سفارش‌ها نمی‌خواند:\n  {order.code}، رویداد ۳: در دفتر ثبت نشده است\n" in told
    with open_content(where) as content:
        (finding,) = look_at_books(read_books(content))
    assert (finding.name, f"{order.code}، رویداد ۳: در دفتر ثبت نشده است" in finding.what) == ("books", True)

    assert main([DAY, "--book"]) == 0
    assert capsys.readouterr().out.startswith("۱ ثبت که نبود در دفتر نوشته شد.\n")
    world = world_in(where)
    assert booked(world, order) == kept
    world.store.close()


def test_nothing_is_written_beside_a_checkout_that_runs(where: str, capsys: Said) -> None:
    world = world_in(where)
    pay(world, an_order(world))
    forget_books(world)
    assert world.store.leads()

    assert main([DAY, "--book"]) == 1
    assert "stop that first" in capsys.readouterr().err
    with world.store.transaction() as tx:
        assert tx.every(LEDGER) == []
    world.store.close()


def test_changed_and_strange_entries_are_named(where: str) -> None:
    world = world_in(where)
    order = an_order(world)
    pay(world, order)
    (entry,) = booked(world, order)
    with world.store.transaction() as tx:
        tx.put(LEDGER, replace(entry, reference="OTHER"))
        tx.insert(LEDGER, replace(entry, event=7))
    world.store.close()

    with open_content(where) as content:
        books = read_books(content)
    assert [(one.order, one.event, one.what) for one in books.wrong] == [
        (order.code, 2, "changed"),
        (order.code, 7, "strange"),
    ]


def test_orders_older_than_the_ledger_are_no_finding_before_the_checkout_has_booked_them(where: str) -> None:
    world = world_in(where)
    pay(world, an_order(world))
    forget_books(world)
    with open_content(where) as content:
        books = read_books(content)
        assert (books.begun, list(look_at_books(books))) == (False, [])
    book_old_orders(world.ports)
    with world.store.transaction() as tx:
        assert len(tx.every(CHORES)) == 1
    with open_content(where) as content:
        books = read_books(content)
    assert (books.begun, books.wrong) == (True, ())
    world.store.close()


def test_what_cannot_be_understood_is_told_in_a_line(
    tmp_path: Path, capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOJREH_STORE", str(tmp_path))
    monkeypatch.setenv("HOJREH_RELEASES", str(tmp_path))
    for words, told in ((["روزی"], "is no day"), ([DAY], "no release in")):
        with pytest.raises(SystemExit) as ended:
            main(words)
        assert ended.value.code == 2
        assert told in capsys.readouterr().err.splitlines()[-1]
    monkeypatch.delenv("HOJREH_STORE")
    with pytest.raises(SystemExit):
        main([DAY])
    assert "name a shop" in capsys.readouterr().err


def test_a_shop_that_has_no_store_is_told_of(where: str, capsys: Said) -> None:
    del where
    assert main(["no-such-store", DAY]) == 1
    assert "no-such-store cannot be used: there is no store" in capsys.readouterr().err


def test_asking_the_gateways_needs_the_services_settings(where: str, capsys: Said) -> None:
    world = world_in(where)
    pay(world, an_order(world))
    world.store.close()

    assert main([DAY, "--ask"]) == 1
    assert "HOJREH_CHECKOUT_URL" in capsys.readouterr().err


def test_the_script_runs_from_any_folder(tmp_path: Path) -> None:
    environment = {**os.environ, "HOJREH_STORE": str(tmp_path), "HOJREH_RELEASES": str(tmp_path)}
    run = subprocess.run(
        [ROOT / "scripts" / "settle", "no-day"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, "is no day" in run.stderr) == (2, True)
