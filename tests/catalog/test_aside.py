"""What another process does is told here, and so is why it did not."""

from __future__ import annotations

import os
from pathlib import Path
from select import select

import pytest

from catalog.aside import aside

_MINUTE = 60.0


def test_what_comes_of_it_is_told_however_often() -> None:
    wait = aside(os.getpid)

    assert wait() == wait()
    assert wait() != os.getpid()


def test_what_kept_it_from_being_done_is_told_however_often(tmp_path: Path) -> None:
    wait = aside((tmp_path / "none").read_bytes)

    for _ in range(2):
        with pytest.raises(FileNotFoundError, match="none"):
            wait()


def test_a_process_that_is_gone_has_done_nothing() -> None:
    with pytest.raises(ChildProcessError):
        aside(lambda: os._exit(9))()


def test_more_is_told_than_waits_in_a_pipe() -> None:
    assert aside(lambda: "گل" * 200_000)() == "گل" * 200_000


def test_it_is_there_as_soon_as_it_is_told_and_not_before() -> None:
    reads, writes = os.pipe()
    wait = aside(lambda: os.read(reads, 1) * 3)

    assert not wait.is_there()
    os.write(writes, b"a")
    assert select([wait], [], [], _MINUTE)[0]
    assert wait.is_there()
    assert wait() == b"aaa"
    os.close(reads)
    os.close(writes)
