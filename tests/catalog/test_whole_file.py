"""A file is whole or as it was, and nobody's half stays for ever."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from catalog.whole_file import whole_file


def write(place: Path, *pieces: bytes) -> None:
    with whole_file(place) as opened:
        opened.writelines(pieces)


def test_what_fails_in_the_midst_leaves_the_file_as_it_was_and_nothing_beside_it(tmp_path: Path) -> None:
    place = tmp_path / ".pages.known"
    write(place, b"old")

    with pytest.raises(ZeroDivisionError):
        write(place, *(bytes([1 // number]) for number in (1, 0)))

    assert place.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [place]


def test_the_half_of_who_was_killed_is_written_over(tmp_path: Path) -> None:
    place = tmp_path / "current"
    child = os.fork()
    if child == 0:
        with whole_file(place) as opened:
            opened.write(b"half")
            opened.flush()
            os._exit(9)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    assert [file.name for file in tmp_path.iterdir()] == [".current.half"]

    write(place, b"new")

    assert place.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [place]
