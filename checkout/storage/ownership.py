"""Makes sure that one process at a time owns a store's directory."""

from __future__ import annotations

import fcntl
import os
from dataclasses import dataclass
from pathlib import Path

from checkout.store import StoreLocked

_BOOT = Path("/proc/sys/kernel/random/boot_id")
_LOCK = "lock"


class Ownership:
    """An exclusive lock on a directory, held until it is released or the process ends, however it ends."""

    def __init__(self, directory: Path) -> None:
        path = directory / _LOCK
        self._process = os.getpid()
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._descriptor)
            raise StoreLocked(str(path)) from None
        boot = _this_boot()
        self.same_boot = bool(boot) and os.pread(self._descriptor, len(boot) + 1, 0) == boot
        """Whether the machine has been up since an owner last opened the store, so that nothing written since was lost."""

    def note_opened(self) -> None:
        """Note that the store was opened since the machine came up; who never came so far must not seem to have."""
        if not self.same_boot:
            os.pwrite(self._descriptor, _this_boot(), 0)

    def check(self) -> None:
        """Raise RuntimeError in a process forked from the owner: it shares the lock and must not write."""
        if os.getpid() != self._process:
            raise RuntimeError("this store belongs to the process that this one was forked from")

    def release(self) -> None:
        """Let another process have the directory."""
        os.close(self._descriptor)


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody who does not want to own a directory sees of its owner; ``same_boot`` as in Ownership."""

    owned: bool
    same_boot: bool


def look(directory: Path) -> Seen:
    """See whether a directory is owned now; who tries to own it in this very instant is refused, so look seldom."""
    try:
        descriptor = os.open(directory / _LOCK, os.O_RDONLY)
    except FileNotFoundError:
        return Seen(owned=False, same_boot=False)
    try:
        boot = _this_boot()
        same_boot = bool(boot) and os.pread(descriptor, len(boot) + 1, 0) == boot
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return Seen(owned=True, same_boot=same_boot)
    finally:
        os.close(descriptor)
    return Seen(owned=False, same_boot=same_boot)


def _this_boot() -> bytes:
    return _BOOT.read_bytes() if _BOOT.exists() else b""
