"""A primary and its standby, which takes over when the primary is killed; then another standby is made, and so on."""

from __future__ import annotations

import time
from pathlib import Path

import psycopg

from scripts.lib.postgres import PASSWORD, USER, Cluster, free_port, start

NAME = "standby"
_JOINED_WITHIN_SECONDS = 60
_ALONE = "synchronous_standby_names = ''\n"


class Pair:
    """Two servers on two ports. ``waits`` says whether a commit waits until the standby has it too."""

    def __init__(self, folder: Path, *, waits: bool) -> None:
        self._folder = folder
        self._waits = waits
        self._made = 0
        self.primary = start(self._place(), settings={"wal_receiver_timeout": "10s"})
        self.primary.create("hojreh")
        self._port = free_port()
        self.standby = self._join()

    @property
    def url(self) -> str:
        """The address that finds whichever of the two takes orders."""
        ports = sorted((self.primary.port, self.standby.port))
        hosts = ",".join(f"127.0.0.1:{port}" for port in ports)
        return f"postgresql://{USER}:{PASSWORD}@{hosts}/hojreh?target_session_attrs=read-write"

    def kill_primary(self) -> None:
        """Kill every process of the primary."""
        self.primary.kill()

    def take_over(self) -> None:
        """Make the standby the primary."""
        self.standby.promote()
        self._port, self.primary = self.primary.port, self.standby

    def mend(self) -> None:
        """Make another standby where the killed primary was."""
        self.standby = self._join()

    def stop(self) -> None:
        """End both."""
        for cluster in (self.primary, self.standby):
            cluster.kill()

    def _place(self) -> Path:
        self._made += 1
        return self._folder / f"server-{self._made}"

    def _join(self) -> Cluster:
        """Copy the primary into a standby, and from then on let commits wait for it if they are to."""
        standby = self.primary.standby(self._place(), self._port, name=NAME)
        # Once it is the primary it stands alone at first, and must not wait for itself.
        with (standby.folder / "data" / "postgresql.auto.conf").open("a", encoding="ascii") as settings:
            settings.write(_ALONE)
        standby.run()
        with psycopg.connect(self.primary.url(), autocommit=True) as asking:
            if self._waits:
                asking.execute(f"ALTER SYSTEM SET synchronous_standby_names = '{NAME}'")  # no value of anybody's
                asking.execute("SELECT pg_reload_conf()")
            until = time.monotonic() + _JOINED_WITHIN_SECONDS
            while not self._joined(asking):
                if time.monotonic() > until:
                    raise TimeoutError("the standby did not join")
                time.sleep(0.05)
        return standby

    def _joined(self, asking: psycopg.Connection) -> bool:
        found = asking.execute(
            "SELECT state, sync_state FROM pg_stat_replication WHERE application_name = %s", (NAME,)
        ).fetchone()
        return found == ("streaming", "sync" if self._waits else "async")
