"""Reads a journal back: every whole line, a torn end left out, and damage anywhere else named."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from checkout.storage.lines import Change, Heading, is_torn, read_heading, read_line
from checkout.store import StoreDamaged

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SoundPart:
    """How far a journal can be trusted: the last whole transaction's number, and where in bytes it ends."""

    sequence: int
    size: int


def replay(path: Path, take: Callable[[Change], None]) -> SoundPart:
    """Hand every change in the journal to ``take``, in order; the file is only read.

    Raises:
        StoreDamaged: a line is not what was written, and is not the torn end of an unacknowledged write.
    """
    with path.open("rb") as file:
        line = file.readline()
        try:
            heading = read_heading(line)
        except ValueError as error:
            raise StoreDamaged(str(path), f"line 1: {error}") from error
        return _replay_lines(path, file, heading, SoundPart(heading.sequence, len(line)), take)


def _replay_lines(
    path: Path, file: BinaryIO, heading: Heading, sound: SoundPart, take: Callable[[Change], None]
) -> SoundPart:
    snapshot_end = heading.documents + 1
    number = 1
    for number, line in enumerate(file, start=2):
        is_transaction = number > snapshot_end
        sequence = sound.sequence + is_transaction
        try:
            changes = read_line(line, sequence)
        except ValueError as error:
            if is_transaction and is_torn(line) and not file.readline():
                _log.warning("%s: cutting off %d bytes of an unfinished transaction", path, len(line))
                return sound
            raise StoreDamaged(str(path), f"line {number}: {error}") from error
        for change in changes:
            take(change)
        sound = SoundPart(sequence, sound.size + len(line))
    if number < snapshot_end:
        raise StoreDamaged(str(path), f"line {number}: the file ends here, but {snapshot_end} lines were written")
    return sound
