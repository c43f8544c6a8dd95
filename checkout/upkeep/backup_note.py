"""When a store was last backed up, noted beside it, with what the machine's clocks said then."""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

_BOOT = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True, slots=True)
class Instant:
    """A moment by two clocks: the one that can be set (UTC), and the seconds since the start ``boot`` of the machine.

    ``boot`` is '' where the system does not name its starts.
    """

    at: datetime
    boot: str
    uptime: float


def this_instant() -> Instant:
    """Read both clocks."""
    boot = _BOOT.read_text().strip() if _BOOT.is_file() else ""
    return Instant(datetime.now(UTC), boot, time.clock_gettime(time.CLOCK_BOOTTIME))


def write_note(begun: Instant) -> str:
    """Return the note of a backup that was begun then."""
    return json.dumps({**asdict(begun), "at": begun.at.isoformat()})


def read_note(text: str | None) -> Instant | None:
    """Return when the backup was begun that a note tells of; None where there is no note that can be read."""
    try:
        told = json.loads(text or "")
        return Instant(datetime.fromisoformat(told["at"]), str(told["boot"]), float(told["uptime"]))
    except (ValueError, TypeError, KeyError):
        return None
