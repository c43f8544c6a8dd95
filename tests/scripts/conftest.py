"""Runs of ``scripts/serve`` on free ports, each with a var/ of its own; and of ``scripts/explain``."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from scripts.lib.explain import main as explain
from scripts.lib.processes import free_ports

ROOT = Path(__file__).resolve().parents[2]
LONGEST_SECONDS = 180
"""Far more than anything takes: other tests use the same cores."""


@dataclass(frozen=True, slots=True)
class Run:
    """A start of ``scripts/serve`` and what it has printed until it was ready."""

    base: int
    process: subprocess.Popen[str]
    lines: list[str]

    def children(self) -> dict[str, int]:
        """Return the processes it has started, by module."""
        found = {}
        for place in Path("/proc").glob("[0-9]*"):
            try:
                parent = int(place.joinpath("stat").read_text().rpartition(")")[2].split()[1])
                words = place.joinpath("cmdline").read_text().split("\0")
            except (FileNotFoundError, ProcessLookupError):  # pragma: no cover - it ended while we looked
                continue
            if parent == self.process.pid:
                found[words[words.index("-m") + 1]] = int(place.name)
        return found

    def interrupt(self) -> int:
        """Press Ctrl-C; return the exit status."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(LONGEST_SECONDS)


def free_base() -> int:
    """Return the first of three ports that nothing uses, below those that the system hands out by itself."""
    return free_ports(3)


def taken(port: int) -> bool:
    """Say whether something answers on a port."""
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0


Serve = Callable[..., Run]


@pytest.fixture(scope="module")
def base() -> int:
    """The ports of most runs of a module, so that one build does for them."""
    return free_base()


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where all runs of a module keep their state."""
    return tmp_path_factory.mktemp("var")


@pytest.fixture
def serve(var: Path, base: int) -> Iterator[Serve]:
    """Start ``scripts/serve`` and read what it prints until it is ready; end it after the test."""
    with serving(var, base) as run:
        yield run


@contextmanager
def serving(var: Path, usual_base: int) -> Iterator[Serve]:
    """Give a hand that starts ``scripts/serve``, and end all that it started."""
    runs: list[subprocess.Popen[str]] = []

    def run(base: int = usual_base, shop: str = "") -> Run:
        process = subprocess.Popen(
            [ROOT / "scripts" / "serve", *([shop] if shop else []), "--port", str(base)],
            cwd="/",
            env={**os.environ, "HOME": "", "HOJREH_VAR": str(var)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        runs.append(process)
        assert process.stdout is not None
        lines = []
        for line in process.stdout:
            lines.append(line.rstrip("\n"))
            if line.startswith("Ready: "):
                return Run(base, process, lines)
        pytest.fail(f"not ready: {lines} {process.communicate()[1]}")

    try:
        yield run
    finally:
        for process in runs:
            process.terminate()
            process.communicate(timeout=LONGEST_SECONDS)


Explained = Callable[..., str]


@pytest.fixture
def explained(capsys: pytest.CaptureFixture[str]) -> Explained:
    """Run ``scripts/explain`` for 2,950,000 toman ordered on ``PLACED_AT``; return what it printed."""

    def run(*words: str, shop: str = "baqiyat") -> str:
        assert explain([shop, "--total", "2950000", "--at", "1405/09/11 10:00", *words]) == 0
        told = capsys.readouterr()
        assert told.err == ""
        return told.out

    return run
