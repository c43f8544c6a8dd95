"""Where the tests' PostgreSQL servers live, and what the tests do with one."""

from __future__ import annotations

import itertools
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from checkout.storage.postgres.address import read_address
from checkout.storage.postgres.migrate import FOLDER, migrate
from scripts.lib.postgres import Cluster

_numbers = itertools.count(1)
_FUNCTION = re.compile(r"CREATE (?:OR REPLACE )?FUNCTION .*?\$\$.*?\$\$;", re.DOTALL)


@contextmanager
def reachable_folder() -> Iterator[Path]:
    """A temporary folder that a server can reach which runs as another user; pytest's own are closed to others."""
    folder = Path(tempfile.mkdtemp(prefix="hojreh-postgres-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


class Databases:
    """Databases of one cluster, each with the store's empty tables. Emptying one is quicker than making one."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        self._free: list[str] = []

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """The address of one that nobody else uses and that holds nothing."""
        url = self._free.pop() if self._free else self._another()
        yield url
        with psycopg.connect(url) as connection:
            connection.execute("SET lock_timeout = '60s'")
            connection.execute("TRUNCATE hojreh.records, hojreh.found_by, hojreh.stock, hojreh.commits")
            connection.execute("DROP TABLE IF EXISTS hojreh.last_backup")
        self._free.append(url)

    @contextmanager
    def without(self, *changes: tuple[str, str]) -> Iterator[str]:
        """The address of one in whose functions guards are replaced: what then goes wrong shows that they guard."""
        with self.bare() as url:
            migrate(read_address(url))
            # All functions, in their order: a later one may replace an earlier one.
            texts = [one for file in sorted(FOLDER.glob("*.sql")) for one in _FUNCTION.findall(file.read_text("utf-8"))]
            for guard, instead in changes:
                assert any(text.count(guard) == 1 for text in texts)
                texts = [text.replace(guard, instead) for text in texts]
            with psycopg.connect(url) as connection:
                for text in texts:
                    connection.execute(text.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION").encode())
            yield url

    @contextmanager
    def bare(self) -> Iterator[str]:
        """The address of one without tables, dropped afterwards."""
        name = f"bare_{next(_numbers)}"
        yield self.cluster.create(name)
        self.cluster.drop(name)

    def _another(self) -> str:
        url = self.cluster.create(f"store_{next(_numbers)}")
        migrate(read_address(url))
        return url


def ask(url: str, question: str) -> int:
    """Return the one number that a database answers."""
    with psycopg.connect(url) as connection:
        row = connection.execute(question.encode()).fetchone()
    assert row is not None
    return int(row[0])
