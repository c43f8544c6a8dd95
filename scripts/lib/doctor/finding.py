"""What the doctor finds: how bad it is, in plain words, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    """How bad it is; the worst is the exit status."""

    WELL = 0
    WARNING = 1
    UNSAFE = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found; ``name`` stays the same in every version, ``do`` is '' where nothing need be done."""

    name: str
    level: Level
    what: str
    do: str = ""


def unsafe(name: str, what: str, do: str) -> Finding:
    """Return what can lose orders or money today."""
    return Finding(name, Level.UNSAFE, what, do)


def warning(name: str, what: str, do: str) -> Finding:
    """Return what will become unsafe, or already costs something."""
    return Finding(name, Level.WARNING, what, do)


def well(name: str, what: str) -> Finding:
    """Return what was looked at and is as it should be, where an owner wants to read it."""
    return Finding(name, Level.WELL, what)
