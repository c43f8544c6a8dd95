"""Putting a folder in another's place in one step, so that nobody ever finds neither."""

from __future__ import annotations

import ctypes
import os
import shutil
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def swap(fresh: Path, place: Path) -> None:
    """Put a folder in another's place, in one step where the system can; the old one is then where the new was."""
    if not place.exists():
        fresh.rename(place)
    elif not _exchange(fresh, place):
        aside = place.with_name(f".{place.name}.old")
        shutil.rmtree(aside, ignore_errors=True)
        place.rename(aside)
        fresh.rename(place)
        shutil.rmtree(aside)


def _exchange(one: Path, other: Path) -> bool:
    """Let two paths trade names at once, which Linux can do and Python has no name for."""
    renameat2 = getattr(ctypes.CDLL(None), "renameat2", None)
    if renameat2 is None:
        return False
    answer: int = renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return answer == 0
