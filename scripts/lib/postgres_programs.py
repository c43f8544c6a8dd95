"""Finds and runs the programs of PostgreSQL. Its server refuses to run as root, so root runs it as another user."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from pathlib import Path
from typing import TypedDict

OLDEST_VERSION = 15


class NoPostgres(Exception):
    """PostgreSQL cannot be run on this machine, and why."""


class Person(TypedDict, total=False):
    """Who a process runs as, in the words of subprocess; nothing for who runs this."""

    user: int
    group: int
    extra_groups: tuple[int, ...]


def program(name: str) -> str:
    """Return where a program of PostgreSQL stands; Debian keeps the server's out of the way.

    Raises:
        NoPostgres: it is not installed, or is too old.
    """
    kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    if kept and float(kept[-1].parts[-3]) >= OLDEST_VERSION:
        return str(kept[-1])
    found = shutil.which(name)
    if found is None:
        raise NoPostgres(f"there is no {name} of PostgreSQL {OLDEST_VERSION}; as root: apt-get install postgresql")
    return found


def tool(name: str, *arguments: str) -> str:
    """Run a program of PostgreSQL as the server's user; return what it printed.

    Raises:
        NoPostgres: it failed, with what it said.
    """
    ran = subprocess.run(
        [program(name), *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
        **another_person(),
    )
    if ran.returncode != 0:
        raise NoPostgres(f"{name}: {ran.stderr.strip()}")
    return ran.stdout


def another_person() -> Person:
    """Return who runs the server."""
    if os.geteuid() != 0:
        return {}
    owner = _owner()
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": ()}


def give(path: Path) -> None:
    """Give a file or folder to the server's user.

    Raises:
        NoPostgres: that user cannot reach it.
    """
    if os.geteuid() != 0:
        return
    owner = _owner()
    os.chown(path, owner.pw_uid, owner.pw_gid)
    for parent in path.resolve().parents:
        if parent.stat().st_mode & 0o001 == 0 and parent.stat().st_uid != owner.pw_uid:
            raise NoPostgres(
                f"the server runs as {owner.pw_name}, who cannot reach {path}: {parent} is closed to others"
            )


def _owner() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        raise NoPostgres("PostgreSQL refuses to run as root, and there is no user postgres to run it") from None
