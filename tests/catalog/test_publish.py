"""``scripts/build``: whole new pages or the last good ones, and never anybody else's folder."""

from __future__ import annotations

import fcntl
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import FrameType

import pytest

from catalog.publish import NotOurs, publish
from tests.catalog.builders import BAQIYAT, ROOT, a_folder, a_product, page, release_in

SETTINGS = ROOT / "pelicanconf.py"
LEFT = {".pages.lock", ".pages.built", ".pages.known", ".pages.behind", ".pages.other"}
"""What a build leaves beside its pages and releases."""


def test_a_second_build_takes_the_place_of_the_first(tmp_path: Path) -> None:
    folder, pages, releases = a_folder(tmp_path / "site"), tmp_path / "var/pages", tmp_path / "var/releases"
    publish(SETTINGS, folder, pages, releases)
    (pages / "left-behind.html").write_text("old")

    publish(SETTINGS, a_folder(folder, {"products/goldan.md": a_product({"Price": "260000"})}), pages, releases)

    assert "۲۶۰٬۰۰۰" in page(pages, "products/goldan.html")
    assert not (pages / "left-behind.html").exists()
    assert release_in(releases).offers["GOLDAN-1"].price == 2_600_000  # type: ignore[index]
    left = {file.name for file in (tmp_path / "var").iterdir()}
    assert left == {"pages", "releases", *LEFT}


def test_pictures_stay_where_they_are_unless_one_is_damaged(tmp_path: Path) -> None:
    """The old pages lend theirs to the new; copying all of a large shop's would take longer than the rest."""
    folder, pages = a_folder(tmp_path / "site"), tmp_path / "pages"
    publish(SETTINGS, folder, pages, tmp_path / "releases")
    first, *others = sorted((pages / "images").iterdir())
    whole, places = first.read_bytes(), [file.stat().st_ino for file in others]
    first.write_bytes(whole[:-1])

    changed = a_folder(folder, {"products/goldan.md": a_product({"Price": "260000"})})
    publish(SETTINGS, changed, pages, tmp_path / "releases")

    assert first.read_bytes() == whole
    assert [file.stat().st_ino for file in others] == places
    assert {file.stat().st_nlink for file in (pages / "images").iterdir()} == {2}, "nothing is left of the old pages"


def test_where_a_link_leads_the_pages_are_built_each_time(tmp_path: Path) -> None:
    folder, link, real = a_folder(tmp_path / "site"), tmp_path / "pages", tmp_path / "srv" / "www"
    link.symlink_to(real)

    for price in ("250000", "260000"):
        publish(
            SETTINGS, a_folder(folder, {"products/goldan.md": a_product({"Price": price})}), link, tmp_path / "releases"
        )

        assert link.readlink() == real
        assert f'"price":"{price}0"' in page(real, "products/goldan.html")
    assert {file.name for file in real.parent.iterdir()} == {"www", *(name.replace("pages", "www") for name in LEFT)}


def test_a_failed_build_leaves_the_last_good_pages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, pages, releases = a_folder(tmp_path / "site"), tmp_path / "pages", tmp_path / "releases"
    publish(SETTINGS, folder, pages, releases)
    before = page(pages, "products/goldan.html")
    current, left = (releases / "current").read_text(), {file.name for file in tmp_path.iterdir()}

    with pytest.raises(SystemExit):
        publish(SETTINGS, a_folder(folder, {"products/goldan.md": a_product({"Price": "گران"})}), pages, releases)

    assert "SH105" in capsys.readouterr().err
    assert page(pages, "products/goldan.html") == before
    assert (releases / "current").read_text() == current
    assert {file.name for file in tmp_path.iterdir()} == left


def test_nothing_is_left_of_a_build_that_fails_when_its_pages_are_written(tmp_path: Path) -> None:
    releases = tmp_path / "releases"
    releases.write_text("no folder")

    with pytest.raises(NotADirectoryError):
        publish(SETTINGS, a_folder(tmp_path / "site"), tmp_path / "pages", releases)

    with (tmp_path / ".pages.lock").open("w") as lock:  # each process of a build holds it, so none is left of them
        fcntl.flock(lock, fcntl.LOCK_EX)
    assert {file.name for file in tmp_path.iterdir()} == {"site", "releases", ".pages.lock"}


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home/letter.txt").write_text("dear")

    with pytest.raises(NotOurs):
        publish(SETTINGS, a_folder(tmp_path / "site"), tmp_path / "home", tmp_path / "releases")

    assert [file.name for file in (tmp_path / "home").iterdir()] == ["letter.txt"]
    assert not (tmp_path / "releases").exists()


def test_the_script_builds_a_folder_anywhere(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "site")

    done = subprocess.run(
        [ROOT / "scripts/build", folder, "--output", tmp_path / "out"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )

    assert (done.returncode, done.stderr) == (0, "")
    name = (tmp_path / "out.release/current").read_text()[:12]
    assert re.fullmatch(
        rf"Built site in [0-9.]+ s: 1 products, 1 categories, 1 policy pages; {tmp_path}/out, release {name}\n",
        done.stdout,
    )
    assert "گلدان سفالی" in page(tmp_path / "out", "index.html")
    assert release_in(tmp_path / "out.release").shop.id == "golkhaneh"


def test_the_script_prints_problems_and_no_traceback(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "site", {"products/goldan.md": a_product(without=["Price"])})

    done = subprocess.run(
        [ROOT / "scripts/build", folder, "--output", tmp_path / "out"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "products/goldan.md:1: SH103 قیمت نیست. فقط عدد بنویسید: Price: 250000",
        "۱ مورد را درست کنید؛ چیزی منتشر نشد.",
    ]
    assert not (tmp_path / "out").exists()


def test_a_real_shop_of_which_a_text_has_changed_is_built_in_about_a_second(tmp_path: Path) -> None:
    """Work is counted, not timed: half a million calls take about 0.15 s. No picture is made again (test_pictures)."""
    folder, calls = tmp_path / "baqiyat", 0
    shutil.copytree(BAQIYAT, folder)
    publish(SETTINGS, folder, tmp_path / "pages", tmp_path / "releases")
    with (folder / "products" / "lif-hammam.md").open("a", encoding="utf-8") as product:
        product.write("\n\nتازه رسید.\n")

    def count(_: FrameType, event: str, __: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        publish(SETTINGS, folder, tmp_path / "pages", tmp_path / "releases")
    finally:
        sys.setprofile(None)

    assert "تازه رسید." in page(tmp_path / "pages", "products/lif-hammam.html")
    assert calls < 3_000_000


def test_pelicans_own_command_says_nothing_of_articles(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "site", {"products/draft.md": a_product({"Status": "draft"})})

    done = subprocess.run(
        [Path(sys.executable).with_name("pelican"), folder, "-o", tmp_path / "out", "-s", SETTINGS],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "۱ پیش‌نویس منتشر نشد.\n")
    assert "گلدان سفالی" in page(tmp_path / "out", "index.html")
