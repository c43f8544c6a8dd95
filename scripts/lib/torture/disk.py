"""A disk that can be filled and given room again: a tmpfs of its own, or where nobody may mount, a limit on file sizes."""

from __future__ import annotations

import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

WIDE = 1 << 30


class Disk(Protocol):
    """A folder whose disk has as much room as it is told. ``name`` says how that is done."""

    name: str

    def leave(self, room: int, process: int) -> None:
        """Leave so many more bytes than are used now, to that process at least."""

    def widen(self, process: int) -> None:
        """Give room again."""


class Tmpfs:
    """A file system in memory, whose size follows what is asked for."""

    name = "tmpfs"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def leave(self, room: int, process: int) -> None:
        """Leave so many more bytes than are used now, in whole pages."""
        del process  # it is everybody's disk
        used = subprocess.run(
            ["df", "--block-size=1", "--output=used", str(self._folder)], capture_output=True, text=True, check=True
        )
        self._size(int(used.stdout.split()[1]) + room)

    def widen(self, process: int) -> None:
        """Give room again."""
        del process
        self._size(WIDE)

    def _size(self, size: int) -> None:
        subprocess.run(["mount", "-o", f"remount,size={size}", str(self._folder)], check=True)


class FileLimit:
    """No disk: the kernel lets the process's files grow no further than the largest one now and some room."""

    name = "RLIMIT_FSIZE, for mount is not permitted here"

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def leave(self, room: int, process: int) -> None:
        """Leave so many more bytes than the largest file has."""
        largest = max((path.stat().st_size for path in self._folder.rglob("*") if path.is_file()), default=0)
        resource.prlimit(process, resource.RLIMIT_FSIZE, (largest + room, resource.RLIM_INFINITY))

    def widen(self, process: int) -> None:
        """Lift the limit."""
        unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        resource.prlimit(process, resource.RLIMIT_FSIZE, unlimited)


@contextmanager
def fillable(folder: Path) -> Iterator[Disk]:
    """Give a disk at a folder that is not there yet."""
    folder.mkdir(parents=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={WIDE}", "hojreh-torture", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        yield FileLimit(folder)
        return
    try:
        yield Tmpfs(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
