"""A builder is timed to its end, and what its processes share of memory is counted once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from scripts.lib.bench.building.watched import BuildFailed, memory_mb, peak_mb, timed

MB = 64
SHARING = f"""
import os, sys
held = bytearray(os.urandom({MB} << 20))
if not os.fork():
    sys.stdin.read()
    os._exit(0)
print("ready", flush=True)
sys.stdin.read()
os.wait()
"""


def test_what_two_processes_share_is_counted_once() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SHARING], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        found = memory_mb(process.pid)
        process.communicate()
    assert MB < found < 2 * MB


def test_a_process_that_is_gone_has_no_memory() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    assert memory_mb(process.pid) == 0


def test_the_time_of_all_processors_is_told(tmp_path: Path) -> None:
    build = timed([sys.executable, "-c", "import time\nwhile time.process_time() < 0.2: pass"], tmp_path)
    assert build.processor >= 0.2
    assert build.seconds >= 0.2


def test_a_builder_that_fails_is_not_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for run in (timed, peak_mb):
        with pytest.raises(BuildFailed):
            run([sys.executable, "-c", "raise SystemExit('no good')"], tmp_path)
        assert "no good" in capsys.readouterr().err
