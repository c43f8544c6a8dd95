"""Icons for what shows no SVG: the shop's mark, drawn as a browser draws it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from catalog.icons import write_icons
from catalog.mark_paths import CannotDraw, shapes
from tests.builders import SHOPS
from tests.catalog.builders import ROOT

MARKS = ROOT / "theme/static/marks"
PAPER = "#fbf7ee"


def an_svg(inner: str, box: str = "0 0 32 32") -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">{inner}</svg>'


def drawn(inner: str, place: Path) -> Image.Image:
    """Return the largest icon of a mark made of this."""
    (place / "mark.svg").write_text(an_svg(inner), encoding="utf-8")
    write_icons(place / "mark.svg", PAPER, place / "cache", place)
    return opened(place / "theme/icons/512.png")


def opened(file: Path) -> Image.Image:
    with Image.open(file) as image:
        return image.convert("RGBA")


def colour(image: Image.Image, x: float, y: float) -> object:
    """Return the colour at a place of the mark's 32 units, None where the icon is clear."""
    pixel = image.getpixel((int(x * 16), int(y * 16)))
    assert isinstance(pixel, tuple)
    return pixel[:3] if pixel[3] else None


@pytest.mark.parametrize("name", [*SHOPS, "arch"])
def test_every_mark_of_the_theme_becomes_icons_of_each_size(name: str, tmp_path: Path) -> None:
    files = write_icons(MARKS / f"{name}.svg", PAPER, tmp_path / "cache", tmp_path / "out")

    sizes = {}
    for file in files:
        with Image.open(file) as image:
            sizes[file.relative_to(tmp_path / "out").as_posix()] = (image.format, image.size)
    assert sizes == {
        "favicon.ico": ("ICO", (48, 48)),
        "theme/icons/192.png": ("PNG", (192, 192)),
        "theme/icons/512.png": ("PNG", (512, 512)),
        "theme/icons/maskable.png": ("PNG", (512, 512)),
        "theme/icons/touch.png": ("PNG", (180, 180)),
    }
    with Image.open(tmp_path / "out/favicon.ico") as icon:
        assert icon.info["sizes"] == {(16, 16), (32, 32), (48, 48)}


def test_what_a_phone_may_cut_off_holds_nothing_of_the_mark(tmp_path: Path) -> None:
    """The whole square is filled, and a circle of four fifths of it goes around the mark, corners and all."""
    drawn('<path fill="#b3261e" d="M0 0H32V32H0Z"/>', tmp_path)

    image = opened(tmp_path / "theme/icons/maskable.png").convert("RGB")
    red = [
        (x - 255.5, y - 255.5) for x in range(0, 512, 3) for y in range(0, 512, 3) if image.getpixel((x, y)) != (251, 247, 238)
    ]  # fmt: skip
    assert 195 < max((x**2 + y**2) ** 0.5 for x, y in red) <= 0.4 * 512
    assert image.getpixel((0, 0)) == image.getpixel((511, 511)) == (251, 247, 238)


@pytest.mark.parametrize(
    ("path", "inside", "outside"),
    [
        ("M8 8h16v16H8Z", (16, 16), (7, 16)),
        ("M8 8L24 8L24 24L8 24Z", (23, 23), (25, 25)),
        ("M8 8 24 8 24 24Z", (20, 12), (12, 20)),
        ("M16 4A12 12 0 0 1 16 28Z", (27, 16), (14, 16)),
        ("M16 4A12 12 0 0 0 16 28Z", (5, 16), (18, 16)),
        ("M16 4A12 12 0 1 1 4 16H16Z", (24, 24), (8, 8)),
        ("M16 4A12 12 0 0 0 4 16H16Z", (10, 10), (24, 24)),
        ("M4 16C4 0 28 0 28 16Z", (16, 5), (5, 5)),
        ("M4 16c0-8 8-8 12 0s12 8 12 0Z", (22, 20), (22, 12)),
        ("m4 4h8v8h-8zm16 16h8v8h-8z", (24, 24), (16, 16)),
    ],
)
def test_each_command_of_a_path_is_drawn(
    path: str, inside: tuple[float, float], outside: tuple[float, float], tmp_path: Path
) -> None:
    image = drawn(f'<path fill="#b3261e" d="{path}"/>', tmp_path)

    assert colour(image, *inside) == (179, 38, 30)
    assert colour(image, *outside) is None


def test_a_line_has_its_width_and_round_ends_and_lies_on_what_came_before(tmp_path: Path) -> None:
    ground, line = '<path fill="#2a3439" d="M0 0H32V32H0Z"/>', "M8 16h16"
    image = drawn(f'{ground}<path fill="none" stroke="#5fd6d0" stroke-width="4" d="{line}"/>', tmp_path)

    on, off = (95, 214, 208), (42, 52, 57)
    assert [colour(image, 16, y) for y in (13.5, 14.5, 17.5, 18.5)] == [off, on, on, off]
    assert [colour(image, x, 16) for x in (5.5, 6.5, 25.5, 26.5)] == [off, on, on, off]


@pytest.mark.parametrize(
    ("svg", "what"),
    [
        (an_svg('<circle r="3"/>'), "circle"),
        (an_svg('<path d="M0 0Q1 1 2 2"/>'), "d=M0 0Q1 1 2 2"),
        (an_svg('<path d="M0 0L1"/>'), "d=M0 0L1"),
        (an_svg('<path d="M0 0A1 2 0 0 1 3 3"/>'), "an ellipse"),
        (an_svg("", "0 0 24 24"), "viewBox 0 0 24 24"),
    ],
)
def test_what_only_a_browser_can_draw_is_refused_by_name(svg: str, what: str) -> None:
    with pytest.raises(CannotDraw) as refused:
        shapes(svg)
    assert refused.value.what == what


def test_a_mark_is_drawn_once_for_each_paper(tmp_path: Path) -> None:
    for paper in (PAPER, PAPER, "#ffffff"):
        write_icons(MARKS / "arch.svg", paper, tmp_path / "cache", tmp_path / "out")

    assert len(list((tmp_path / "cache").iterdir())) == 2
