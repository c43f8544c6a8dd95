"""What the disk itself can do: append and wait until it is safe, again and again, with nothing else in the way."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

_BLOCK = b"x" * 4096


@dataclass(frozen=True, slots=True)
class Disk:
    """How often a second an append of 4 KiB was safe, one after the other, and within how many ms 99 of 100 were."""

    per_second: float
    p50_ms: float
    p99_ms: float


def disk_of(folder: Path, seconds: float) -> Disk:
    """Measure the disk under a folder for so long."""
    place = folder / "appended"
    descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    took = []
    start = now = time.perf_counter()
    try:
        while now - start < seconds:
            os.write(descriptor, _BLOCK)
            os.fdatasync(descriptor)
            before, now = now, time.perf_counter()
            took.append(now - before)
    finally:
        os.close(descriptor)
        place.unlink()
    took.sort()
    return Disk(len(took) / (now - start), 1000 * took[len(took) // 2], 1000 * took[int(0.99 * len(took))])
