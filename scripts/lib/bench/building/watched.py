"""Running a builder: how long it takes, what that is in processor time, and how much memory its processes have at most."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from tempfile import TemporaryFile

_LOOK_SECONDS = 0.05
_PSS = re.compile(r"^Pss:\s+([0-9]+) kB$", re.MULTILINE)
Command = Sequence[str | Path]


class BuildFailed(Exception):
    """A builder ended with an error; what it said was printed."""


@dataclass(frozen=True, slots=True)
class Build:
    """One run: seconds from start to end, and the seconds that all processors together worked for it."""

    seconds: float
    processor: float


def timed(command: Command, folder: Path) -> Build:
    """Run a builder in a folder to its end.

    Raises:
        BuildFailed: it did not end well.
    """
    before, start = _processor(), time.perf_counter()
    _run(command, folder, watch=None)
    return Build(time.perf_counter() - start, _processor() - before)


def peak_mb(command: Command, folder: Path) -> float:
    """Run a builder, and return the most megabytes that it had at one moment. To count them takes time: this run tells none.

    Raises:
        BuildFailed: it did not end well.
    """
    found = [0.0]
    _run(command, folder, watch=lambda process: found.append(memory_mb(process)))
    return max(found)


def memory_mb(process: int) -> float:
    """Return how many megabytes a process and all it has started have now; what several of them share is counted once."""
    return sum(_kilobytes(one) for one in _family(process)) / 1024


def _run(command: Command, folder: Path, *, watch: Callable[[int], object] | None) -> None:
    with TemporaryFile() as said:
        process = subprocess.Popen([str(word) for word in command], cwd=folder, stdout=said, stderr=subprocess.STDOUT)
        while watch and process.poll() is None:
            watch(process.pid)
            time.sleep(_LOOK_SECONDS)
        if process.wait() != 0:
            said.seek(0)
            sys.stderr.write(said.read().decode(errors="replace"))
            raise BuildFailed(str(command[0]))


def _processor() -> float:
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _family(process: int) -> Iterator[int]:
    yield process
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = task.read_text(encoding="ascii").split()
        except OSError:  # it ended meanwhile
            continue
        for child in children:
            yield from _family(int(child))


def _kilobytes(process: int) -> int:
    try:
        found = _PSS.search(Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii"))
    except OSError:  # it ended meanwhile
        return 0
    return int(found[1]) if found else 0
