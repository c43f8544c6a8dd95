"""However many cores share the work, the same bytes and the same problems come of it."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from PIL import Image

import catalog.in_parallel
from catalog.content import Hosts, read_content
from catalog.in_parallel import WORTH_SHARING, in_parallel
from catalog.problem_words import report_line
from tests.bench.big_shop import write_shop
from tests.catalog.builders import build


def share(monkeypatch: pytest.MonkeyPatch, cores: int) -> None:
    monkeypatch.setattr(catalog.in_parallel, "cores", lambda: cores)
    monkeypatch.setattr(catalog.in_parallel, "WORTH_SHARING", 2)


def wait_for(happened: Callable[[], bool]) -> None:
    for _ in range(6000):  # a minute
        if happened():
            return
        time.sleep(0.01)
    raise TimeoutError


def files(folder: Path) -> Mapping[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_site_is_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_shop(tmp_path / "shop", 30)
    for cores in (1, 3):
        share(monkeypatch, cores)
        build(folder, tmp_path / f"out-{cores}")

    assert files(tmp_path / "out-1") == files(tmp_path / "out-3")
    assert files(tmp_path / "out-1.release") == files(tmp_path / "out-3.release")
    assert len(list((tmp_path / "out-1" / "products").iterdir())) == 30


def test_the_same_problems_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_shop(tmp_path / "shop", 6)
    plain = sorted((folder / "images").iterdir())
    for shade, photograph in enumerate(plain):
        Image.new("RGB", (900, 900), (shade, 0, 0)).save(photograph)  # each is packed twice: a real one takes long
    picture = plain[0].name
    for number, text in enumerate(
        [
            "<script>",
            "[الف](goods-99.md)",
            "[ب](goods-5.md#none)",
            "{shop:none}",
            "كتاب ها",
            f"![پ](../images/{picture})",
        ]
    ):
        with (folder / "products" / f"goods-{number}.md").open("a", encoding="utf-8") as file:
            file.write(f"\n{text}\n")
    said = []
    for cores in (1, 4):
        share(monkeypatch, cores)
        content = read_content(folder, tmp_path / f"cache-{cores}", Hosts())
        said.append([report_line(problem) for problem in (*content.problems, *content.warnings)])
        assert picture in content.gallery.prepared

    assert said[0] == said[1]
    assert len(said[0]) == 6


def test_parts_come_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    share(monkeypatch, 3)

    def doubled(some: Sequence[int]) -> list[int]:
        return [2 * one for one in some]

    made = in_parallel(doubled, range(100))
    assert len(made) > 3
    assert [one for part in made for one in part] == doubled(range(100))
    monkeypatch.undo()
    assert in_parallel(doubled, range(WORTH_SHARING - 1)) == [doubled(range(WORTH_SHARING - 1))]


def test_what_fails_in_a_part_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    share(monkeypatch, 2)

    def fail(some: Sequence[int]) -> None:
        if 3 in some:
            raise KeyError(3)

    with pytest.raises(KeyError):
        in_parallel(fail, range(4))


@pytest.mark.parametrize("end", [sys.exit, lambda code: os.kill(os.getpid(), signal.SIGKILL + code)])
def test_a_process_that_ends_too_early_is_missed(
    end: Callable[[int], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    share(monkeypatch, 2)
    here, met = os.getpid(), tmp_path / "met"

    def work(some: Sequence[int]) -> int:
        if os.getpid() != here:
            met.touch()
            end(0)
        wait_for(met.exists)  # the other has taken a part
        return len(some)

    with pytest.raises(ChildProcessError):
        in_parallel(work, range(4))


def test_what_fails_elsewhere_fails_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    share(monkeypatch, 2)
    here, met = os.getpid(), tmp_path / "met"

    def work(some: Sequence[int]) -> int:
        if os.getpid() != here:
            met.touch()
            raise KeyError(7)
        wait_for(met.exists)
        return len(some)

    with pytest.raises(KeyError, match="7"):
        in_parallel(work, range(4))
