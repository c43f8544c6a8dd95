"""Child processes that start together, answer together and end together."""

from __future__ import annotations

import http.client
import os
import random
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import cycle, islice
from pathlib import Path
from typing import NoReturn

_ANSWER_WITHIN_SECONDS = 60
_END_WITHIN_SECONDS = 8
_LOOK_EVERY_SECONDS = 0.05
_FIRST_PORT, _LAST_PORT, _PARTS = 10_000, 32_000, 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One process to run: what people call it, its module and arguments, and the address that shows it runs."""

    name: str
    module: str
    arguments: Sequence[str]
    port: int
    path: str = "/"


class Ended(Exception):
    """A process has ended that should run."""


@dataclass(frozen=True, slots=True)
class Child:
    """A task's process and the log that it writes to."""

    task: Task
    process: subprocess.Popen[bytes]
    log: Path


def busy(port: int) -> bool:
    """Say whether another program has taken a port."""
    with socket.socket() as place:
        place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            place.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def free_ports(count: int) -> int:
    """Return the first of so many ports in a row that nothing uses, below those that the system hands out by itself.

    What a port is for may start a while later, and end and start again: so a process takes one after the other, from a
    part of them of its own, and no two processes that ask at the same time are likely to be given the same.
    """
    while True:
        run = [next(_own_ports(os.getpid())) for _ in range(count)]
        if run[-1] - run[0] == count - 1 and not any(busy(port) for port in run):
            return run[0]


@cache
def _own_ports(process: int) -> Iterator[int]:
    part = (_LAST_PORT - _FIRST_PORT) // _PARTS
    own = range(_FIRST_PORT + process % _PARTS * part, _FIRST_PORT + (process % _PARTS + 1) * part)
    return islice(cycle(own), random.randrange(part), None)  # noqa: S311 - no secret


def start(task: Task, *, cwd: Path, log: Path, environment: Mapping[str, str]) -> Child:
    """Start a task. Ctrl-C does not reach it; where the system can, it ends with this process however that ends."""
    tied = ["setpriv", "--pdeathsig", "TERM"] if shutil.which("setpriv") else []
    command = [*tied, sys.executable, "-m", task.module, "--port", str(task.port), *task.arguments]
    with log.open("ab") as lines:
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=lines,
            stderr=lines,
            start_new_session=True,
        )
    return Child(task, process, log)


def wait_for_answers(children: Sequence[Child]) -> None:
    """Wait until every child answers.

    Raises:
        Ended: one has ended, or does not answer.
    """
    until = time.monotonic() + _ANSWER_WITHIN_SECONDS
    for child in children:
        while not _answers(child.task):
            refuse_ended(children)
            if time.monotonic() > until:
                raise Ended(f"{child.task.name} does not answer; see {child.log}")
            time.sleep(_LOOK_EVERY_SECONDS)


def watch(children: Sequence[Child]) -> NoReturn:
    """Watch until one child ends.

    Raises:
        Ended: it has.
    """
    while True:
        refuse_ended(children)
        time.sleep(_LOOK_EVERY_SECONDS)


def refuse_ended(children: Sequence[Child]) -> None:
    """Raise if a child has ended.

    Raises:
        Ended: saying which, how, and its last words.
    """
    for child in children:
        status = child.process.poll()
        if status is not None:
            words = child.log.read_text(errors="replace").splitlines() or ["it left no word"]
            raise Ended(f"{child.task.name} ended with status {status}: {words[-1]} (log: {child.log})")


def stop(children: Sequence[Child]) -> None:
    """End all children: ask them, and do not wait for ever."""
    for child in children:
        child.process.terminate()
    until = time.monotonic() + _END_WITHIN_SECONDS
    for child in children:
        try:
            child.process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.process.kill()
            child.process.wait()


def _answers(task: Task) -> bool:
    asking = http.client.HTTPConnection("127.0.0.1", task.port, timeout=5)
    try:
        asking.request("GET", task.path)
        return asking.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asking.close()
