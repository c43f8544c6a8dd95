"""Running a builder and watching it: how long it takes, and how much memory its processes have at most."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_PAGE_KB = 4
_LOOK_SECONDS = 0.02


class BuildFailed(Exception):
    """A builder ended with an error; what it said was printed."""


@dataclass(frozen=True, slots=True)
class Build:
    """One run: seconds from start to end, and the most megabytes that all its processes had at one moment."""

    seconds: float
    peak_mb: float


def watched(command: Sequence[str | Path], folder: Path) -> Build:
    """Run a builder in a folder to its end.

    Raises:
        BuildFailed: it did not end well.
    """
    start = time.perf_counter()
    with subprocess.Popen(
        [str(word) for word in command], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        peak, over = [0], threading.Event()
        watcher = threading.Thread(target=_watch, args=(process.pid, peak, over))
        watcher.start()
        said, _ = process.communicate()
        seconds = time.perf_counter() - start
        over.set()
        watcher.join()
    if process.returncode != 0:
        sys.stderr.write(said)
        raise BuildFailed(str(command[0]))
    return Build(seconds, peak[0] * _PAGE_KB / 1024)


def _watch(process: int, peak: list[int], over: threading.Event) -> None:
    while not over.wait(_LOOK_SECONDS):
        peak[0] = max(peak[0], sum(_resident_pages(one) for one in _family(process)))


def _family(process: int) -> Iterator[int]:
    yield process
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = task.read_text(encoding="ascii").split()
        except OSError:  # it ended meanwhile
            continue
        for child in children:
            yield from _family(int(child))


def _resident_pages(process: int) -> int:
    """Return how many pages of memory a process has; what it shares with another counts for both."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, IndexError):  # it ended meanwhile
        return 0
