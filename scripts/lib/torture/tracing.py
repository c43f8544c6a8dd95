"""Runs work in a forked process under strace, which counts its file calls and makes the n-th of a name go wrong."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.checkout.storage.children import end_of, start_child

CALLS = (
    "open",
    "openat",
    "creat",
    "write",
    "pwrite64",
    "writev",
    "pwritev",
    "fsync",
    "fdatasync",
    "rename",
    "renameat",
    "renameat2",
    "truncate",
    "ftruncate",
    "fallocate",
    "unlink",
    "unlinkat",
    "mkdir",
)
FLUSHES = ("fsync", "fdatasync")
Say = Callable[[str], None]
Work = Callable[[Say], None]


class NotTraced(Exception):
    """strace cannot attach on this machine; says why."""


@dataclass(frozen=True, slots=True)
class Fault:
    """The ``at``-th call of a name goes wrong: ``signal=KILL`` before it is done, or ``error=EIO`` in its place.

    With ``on`` every later one does too.
    """

    call: str
    at: int
    how: str
    on: bool = False

    def __str__(self) -> str:
        return f"{self.call} {self.at}{' and on' if self.on else ''}"


@dataclass(frozen=True, slots=True)
class Life:
    """How a traced process ended: its exit status (negative: the signal), what it said, and its calls as strace saw them."""

    status: int
    said: list[str]
    calls: str


def run_traced(work: Work, log: Path, fault: Fault | None = None) -> Life:
    """Do the work in another process; only what it does itself is traced and counted, not how it came to be.

    Raises:
        NotTraced: strace may not attach.
    """
    waiting, go = os.pipe()
    hearing, saying = os.pipe()

    def say(line: str) -> None:
        os.write(saying, f"{line}\n".encode())

    def wait_and_work() -> None:
        os.close(go)
        os.close(hearing)
        os.read(waiting, 1)
        work(say)

    child = start_child(wait_and_work)
    os.close(saying)
    os.close(waiting)
    try:
        tracer = _attach(child, log, fault)
    finally:
        os.close(go)  # an end of file lets it begin
    with os.fdopen(hearing, "rb") as ear:
        said = [line.decode() for line in ear.read().split(b"\n")[:-1]]
    status = end_of(child)
    tracer.communicate()
    return Life(status, said, log.read_text(errors="replace"))


def _attach(child: int, log: Path, fault: Fault | None) -> subprocess.Popen[str]:
    known = ",".join(f"?{call}" for call in CALLS)
    injected = [f"--inject={fault.call}:{fault.how}:when={fault.at}{'+' if fault.on else ''}"] if fault else []
    tracer = subprocess.Popen(
        ["strace", "-f", "-y", "-p", str(child), "-o", str(log), f"--trace={known}", *injected],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert tracer.stderr is not None  # noqa: S101 - it was asked for
    line = tracer.stderr.readline()
    if "attached" not in line:
        raise NotTraced(line.strip())
    return tracer
