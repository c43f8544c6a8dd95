"""The few file operations that durability is made of: write it all, and make it outlive a power cut."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

_BATCH = 1 << 20


def write_all(descriptor: int, content: bytes) -> None:
    """Write every byte; the operating system may take fewer at a time."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def write_batched(descriptor: int, lines: Iterable[bytes]) -> int:
    """Write many lines in few calls; returns how many bytes they were."""
    size, waiting, batch = 0, 0, list[bytes]()
    for line in lines:
        batch.append(line)
        waiting += len(line)
        if waiting >= _BATCH:
            write_all(descriptor, b"".join(batch))
            size, waiting, batch = size + waiting, 0, []
    write_all(descriptor, b"".join(batch))
    return size + waiting


def make_directory(directory: Path) -> None:
    """Make a directory and those above it, so that they outlive a power cut."""
    if directory.is_dir():
        return
    make_directory(directory.parent)
    directory.mkdir(mode=0o700, exist_ok=True)
    sync_directory(directory.parent)


def sync_directory(directory: Path) -> None:
    """Make the names in a directory outlive a power cut."""
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
