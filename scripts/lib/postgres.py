"""Starts PostgreSQL servers of a script's own: a cluster in a folder, on a port, that can be killed or copied.

They are for tests and measurements: one superuser, whose password stands in the address. Started by root, the server
runs as the user that Debian's package makes, to whom the folder is given.
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from scripts.lib.postgres_programs import NoPostgres, another_person, give, program, tool
from scripts.lib.processes import free_ports

USER = "hojreh"
PASSWORD = "of-a-test"  # noqa: S105 - it guards nothing
_ANSWER_WITHIN_SECONDS = 180  # after a crash it flushes its whole folder first, on a disk that others may keep busy
_LOOK_EVERY_SECONDS = 0.02
_NO_CARE: Mapping[str, str] = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}


class Cluster:
    """A PostgreSQL server in a folder; made by ``start`` and ``Cluster.standby``."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.port = port
        self._server: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> Path:
        """Where the server writes what happens to it."""
        return self.folder / "log"

    @property
    def pid(self) -> int:
        """The server's first process, of which the others are children; 0 when it does not run."""
        return self._server.pid if self._server else 0

    def url(self, database: str = "postgres") -> str:
        """Return the address of one of its databases, password and all."""
        return f"postgresql://{USER}:{PASSWORD}@127.0.0.1:{self.port}/{database}"

    def run(self, settings: Mapping[str, str] | None = None) -> None:
        """Start the server, and wait until it answers; settings are those of postgresql.conf.

        Raises:
            NoPostgres: it ends, or does not answer.
        """
        told = [word for name, value in (settings or {}).items() for word in ("-c", f"{name}={value}")]
        with self.log.open("ab") as lines:
            self._server = subprocess.Popen(
                [program("postgres"), "-D", str(self.folder / "data"), *told],
                stdin=subprocess.DEVNULL,
                stdout=lines,
                stderr=lines,
                start_new_session=True,
                cwd="/",
                **another_person(),
            )
        self._wait_for_answer()

    def stop(self) -> None:
        """Stop the server in good order; harmless when it does not run."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """Kill every process of the server, as a power cut would end it; what the system wrote stays.

        When this returns, none of them is left: the next server refuses to start beside one that still ends.
        """
        if self._server is None:
            return
        self._server.send_signal(signal.SIGSTOP)  # so that none of them notices the others' end
        os.waitid(os.P_PID, self._server.pid, os.WSTOPPED | os.WEXITED | os.WNOWAIT)
        children = _opened(_children_of(self._server.pid))
        try:
            for child in children:
                signal.pidfd_send_signal(child, signal.SIGKILL)
            self._end(signal.SIGKILL)
            for child in children:
                select.select([child], [], [])
        finally:
            for child in children:
                os.close(child)

    def create(self, database: str, template: str = "template0") -> str:
        """Make a database, a copy of another one if that is named; return its address."""
        tool("createdb", "--maintenance-db", self.url(), "--template", template, database)
        return self.url(database)

    def drop(self, database: str) -> None:
        """Remove a database, whoever is connected to it."""
        tool("dropdb", "--maintenance-db", self.url(), "--force", "--if-exists", database)

    def standby(self, folder: Path, port: int, *, name: str = "standby") -> Cluster:
        """Copy the running server into a folder as its standby, not started yet.

        For a synchronous one, set ``synchronous_standby_names`` of this server to its name.
        """
        other = Cluster(folder, port)
        folder.mkdir(parents=True, exist_ok=True)
        give(folder)
        source = f"host=127.0.0.1 port={self.port} user={USER} password={PASSWORD} application_name={name}"
        data = folder / "data"
        tool("pg_basebackup", "--pgdata", str(data), "--dbname", source, "--write-recovery-conf", "--checkpoint=fast")
        with (data / "postgresql.conf").open("a", encoding="ascii") as settings:
            settings.write(_settings_of(port, folder, {}))
        return other

    def promote(self) -> None:
        """Make a running standby the primary, and wait until it is."""
        tool("pg_ctl", "promote", "--pgdata", str(self.folder / "data"), "--wait")

    def _end(self, number: signal.Signals) -> None:
        if self._server is None:
            return
        self._server.send_signal(number)
        self._server.wait()
        self._server = None

    def _wait_for_answer(self) -> None:
        until = time.monotonic() + _ANSWER_WITHIN_SECONDS
        ask = [program("pg_isready"), "--quiet", "--host", "127.0.0.1", "--port", str(self.port)]
        while subprocess.run(ask, check=False).returncode != 0:
            ended = self._server is None or self._server.poll() is not None
            if ended or time.monotonic() > until:
                words = self.log.read_text(errors="replace").splitlines()[-5:]
                raise NoPostgres(f"PostgreSQL in {self.folder} does not answer: {' / '.join(words)}")
            time.sleep(_LOOK_EVERY_SECONDS)


def start(
    folder: Path,
    port: int = 0,
    settings: Mapping[str, str] | None = None,
    *,
    careless: bool = False,
    segment_mib: int = 16,
) -> Cluster:
    """Make a cluster in a folder that is empty or not there, and start it; port 0 takes a free one.

    A careless one never waits for the disk: it is quick, and loses what it holds when the machine stops.
    ``segment_mib`` is the size of each file of its log, and so how soon it needs another one.

    Raises:
        NoPostgres: it cannot be run on this machine.
    """
    cluster = Cluster(folder, port or free_port())
    folder.mkdir(parents=True, exist_ok=True)
    give(folder)
    secret = folder / "password"
    secret.write_text(PASSWORD, encoding="ascii")
    give(secret)
    kept = ("--no-sync",) if careless else ()
    data = folder / "data"
    says = ("--username", USER, "--pwfile", str(secret), "--auth", "scram-sha-256", "--encoding", "UTF8")
    log = ("--wal-segsize", str(segment_mib))
    tool("initdb", "--pgdata", str(data), "--locale", "C.UTF-8", *says, *log, *kept)
    with (data / "postgresql.conf").open("a", encoding="ascii") as written:
        written.write(_settings_of(cluster.port, folder, {**(_NO_CARE if careless else {}), **(settings or {})}))
    cluster.run()
    return cluster


def free_port() -> int:
    """Return a port that nothing uses, below those that the system hands out by itself."""
    return free_ports(1)


def _settings_of(port: int, folder: Path, settings: Mapping[str, str]) -> str:
    all_of_them = {"port": str(port), "listen_addresses": "127.0.0.1", "unix_socket_directories": str(folder)}
    all_of_them |= {"log_min_messages": "warning", "lc_messages": "C", **settings}
    return "".join(f"{name} = '{value}'\n" for name, value in all_of_them.items())


def _opened(processes: Sequence[int]) -> Sequence[int]:
    """Return a file descriptor for each process that is there: it can be read from when its process has ended."""
    found = []
    for process in processes:
        with suppress(ProcessLookupError):
            found.append(os.pidfd_open(process))
    return found


def _children_of(parent: int) -> Sequence[int]:
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            if int(place.joinpath("stat").read_text().rpartition(")")[2].split()[1]) == parent:
                found.append(int(place.name))
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found
