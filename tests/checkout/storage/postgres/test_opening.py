"""What keeps a database from being opened is told with what to do; its tables are brought up to date, whole or not."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from checkout.app import open_store
from checkout.kinds import UNIQUE_USES
from checkout.storage.postgres.address import read_address
from checkout.storage.postgres.migrate import FOLDER, migrate
from checkout.storage.postgres.store import PostgresStore, open_postgres
from checkout.store import StoreDamaged, StoreUnavailable
from scripts.lib.migrate import main as migrate_command
from scripts.lib.postgres import PASSWORD, USER, free_port
from tests.contracts.samples import a_use
from tests.postgres import Databases, ask


@pytest.fixture
def bare(databases: Databases) -> Iterator[str]:
    with databases.bare() as url:
        yield url


def said(url: str) -> str:
    """Return why a database cannot be opened; never with its password."""
    with pytest.raises((StoreUnavailable, StoreDamaged)) as refused:
        open_postgres(url)
    told = str(refused.value)
    error: BaseException | None = refused.value
    while error is not None:
        assert PASSWORD not in str(error)
        error = error.__cause__ or error.__context__
    assert "\n" not in told
    return told


def test_the_address_of_a_database_opens_it(bare: str) -> None:
    store = open_store(bare)
    store.close()
    assert isinstance(store, PostgresStore)


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://{USER}:{PASSWORD}@[127.0.0.1/shop",
        f"postgresql://{USER}:{PASSWORD}%zz@127.0.0.1/shop",
        f"postgresql://{USER}:x@{PASSWORD}@127.0.0.1/shop",
        f"postgresql://{USER}:x/{PASSWORD}@127.0.0.1/shop",
        f"postgresql://{USER}:1/{PASSWORD}@127.0.0.1/shop",
        f"postgresql://{USER}@127.0.0.1:{PASSWORD}/shop",
        f"postgresql://{USER}:{PASSWORD}@127.0.0.1/shop?no_such_option=1",
    ],
)
def test_an_address_that_cannot_be_read_is_not_repeated(url: str) -> None:
    assert said(url).startswith("the database: its address cannot be read; it should look like postgresql://")


@pytest.mark.parametrize(
    ("wrong", "right", "told"),
    [
        (f"{PASSWORD}@", "wrong-one@", "it refuses the user's password; correct the address"),
        ("/shop", "/no_such", "it has no such database; correct the address, or make one: createdb"),
        ("//hojreh:", "//nobody:", "it refuses the user's password; correct the address"),
        ("127.0.0.1:", "no-such-host.invalid:", "there is no host of that name; correct the address"),
        (":PORT", ":FREE", "no server answers there; start it, or correct the address"),
    ],
)
def test_what_is_wrong_with_an_address_is_told(databases: Databases, wrong: str, right: str, told: str) -> None:
    wrong = wrong.replace("PORT", str(databases.cluster.port))
    right = right.replace("FREE", str(free_port()))
    url = databases.cluster.url("shop").replace(wrong, right)
    name = url.rpartition("@")[2]
    assert said(url) == f"postgresql://{name}: {told}"


def test_the_name_of_a_database_holds_no_user_and_no_password() -> None:
    address = read_address("postgresql://sara:geheim@db1,db2:6432/shop?sslmode=require")
    assert address.name == "postgresql://db1,db2:6432/shop"
    assert "geheim" not in repr(address)
    assert "target_session_attrs=read-write" in address.conninfo


def test_several_hosts_keep_their_ports() -> None:
    assert read_address("postgresql://u@db1:1,db2:2/shop").name == "postgresql://db1:1,db2:2/shop"


def test_a_database_that_cannot_hold_every_text_is_refused(databases: Databases) -> None:
    with psycopg.connect(databases.cluster.url(), autocommit=True) as connection:
        connection.execute("CREATE DATABASE ascii TEMPLATE template0 ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'")
    assert said(databases.cluster.url("ascii")).endswith(
        "it cannot hold every text; make one with: createdb --encoding UTF8"
    )
    databases.cluster.drop("ascii")


def test_the_tables_are_made_once_however_many_start_at_once(bare: str) -> None:
    def start(_: int) -> list[str]:
        return migrate(read_address(bare))

    with ThreadPoolExecutor(8) as threads:
        applied = [names for names in threads.map(start, range(8)) if names]
    assert applied == [[file.stem for file in sorted(FOLDER.glob("*.sql"))]]
    assert migrate(read_address(bare)) == []


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Migrations of a version that will come."""
    shutil.copytree(FOLDER, tmp_path / "migrations")
    return tmp_path / "migrations"


def test_a_migration_that_fails_leaves_nothing_and_is_made_up_for(bare: str, folder: Path) -> None:
    last = len(list(FOLDER.glob("*.sql")))
    new = folder / f"{last + 1:04}_more.sql"
    new.write_text("CREATE TABLE hojreh.more (n integer); SELECT 1/0;", encoding="utf-8")
    with pytest.raises(StoreUnavailable) as refused:
        migrate(read_address(bare), folder)
    assert refused.value.detail == f"migration {new.stem} failed, and nothing of it is kept: division by zero"
    assert ask(bare, "SELECT count(*) FROM hojreh.migrations") == last
    open_postgres(bare).close()

    new.write_text("CREATE TABLE hojreh.more (n integer);", encoding="utf-8")
    assert migrate(read_address(bare), folder) == [new.stem]
    assert said(bare).endswith(
        f"its tables are of a newer version of this program (migration {last + 1}; this one knows {last}); "
        "start that version"
    )


def test_migrations_with_a_gap_are_damage(bare: str) -> None:
    migrate(read_address(bare))
    with psycopg.connect(bare) as connection:
        connection.execute("DELETE FROM hojreh.migrations WHERE number = 1")
    assert "its migrations are not whole: [2, 3, 4]; restore a backup" in said(bare)


@pytest.mark.parametrize(
    "loss", ["DROP TABLE hojreh.stock", "DROP FUNCTION hojreh.settle", "ALTER TABLE hojreh.records DROP COLUMN doc"]
)
def test_tables_that_are_not_whole_are_damage(bare: str, loss: str) -> None:
    migrate(read_address(bare))
    with psycopg.connect(bare) as connection:
        connection.execute(loss.encode())
    with pytest.raises(StoreDamaged, match=r"a part of it is missing: .*; restore a backup"):
        open_postgres(bare)


def test_a_user_who_may_not_make_tables_uses_those_that_are_there(bare: str) -> None:
    migrate(read_address(bare))
    grants = "GRANT USAGE ON SCHEMA hojreh TO clerk; GRANT ALL ON ALL TABLES IN SCHEMA hojreh TO clerk"
    with psycopg.connect(bare) as connection:
        connection.execute(f"CREATE ROLE clerk LOGIN PASSWORD '{PASSWORD}'".encode())
        connection.execute(f"{grants}; GRANT ALL ON ALL SEQUENCES IN SCHEMA hojreh TO clerk".encode())
    try:
        with closing(open_postgres(bare.replace(f"//{USER}:", "//clerk:"))) as store:
            with store.transaction() as transaction:
                transaction.put(UNIQUE_USES, a_use())
            with store.transaction() as transaction:
                assert transaction.every(UNIQUE_USES) == [a_use()]
    finally:
        with psycopg.connect(bare) as connection:
            connection.execute("DROP OWNED BY clerk; DROP ROLE clerk")


def test_the_command_says_what_it_applied(
    bare: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["scripts/migrate", bare])
    name = read_address(bare).name
    assert migrate_command() == 0
    applied = "".join(f"applied {file.stem}\n" for file in sorted(FOLDER.glob("*.sql")))
    assert capsys.readouterr().out == f"{applied}{name} is up to date\n"
    assert migrate_command() == 0
    assert capsys.readouterr().out == f"{name} is up to date\n"


@pytest.mark.parametrize(("url", "status"), [("var/store", 2), ("postgresql://127.0.0.1:9/shop", 1)])
def test_the_command_says_in_one_line_why_it_cannot(
    url: str, status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["scripts/migrate", url])
    try:
        answered = migrate_command()
    except SystemExit as ended:
        answered = int(ended.code or 0)
    assert answered == status
    assert capsys.readouterr().err.count("\n") == 1


def test_a_server_that_goes_down_makes_the_store_unavailable(databases: Databases, bare: str) -> None:
    with closing(open_postgres(bare)) as store:
        databases.cluster.stop()
        try:
            for _ in range(3):
                with (
                    pytest.raises(Exception, match=r"lost|no server|starting or stopping"),
                    store.transaction() as transaction,
                ):
                    transaction.put(UNIQUE_USES, a_use())
            assert not store.leads()
        finally:
            databases.cluster.run()
        with store.transaction() as transaction:
            assert transaction.every(UNIQUE_USES) == []
        assert store.leads()
