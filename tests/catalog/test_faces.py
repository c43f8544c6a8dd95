"""What stands in until the theme's letters have come: local fonts that are as high as they are, so that no page jumps."""

from __future__ import annotations

import re

import pytest
from PIL import ImageFont

from tests.builders import ROOT

THEME = ROOT / "theme" / "static"
UNITS = 2048
"""Of the font's own measure in its size: what it states is read without rounding."""
FACES = re.findall("@font-face {(.*?)}", (THEME / "css/15-faces.css").read_text("utf-8"))


def told(face: str, name: str) -> str:
    found = re.search(rf"{name}: (.*?);", face)
    assert found, (face, name)
    return found[1]


def part(face: str, name: str) -> float:
    """Return a size that a face overrides, in parts of the letters' own size."""
    return float(told(face, name).removesuffix("%")) / 100


@pytest.mark.parametrize("face", FACES)
def test_a_stand_in_is_as_high_as_the_themes_letters(face: str) -> None:
    ascent, descent = ImageFont.truetype(THEME / "fonts/vazirmatn.woff2", UNITS).getmetrics()
    size = part(face, "size-adjust")

    assert size * part(face, "ascent-override") == pytest.approx(ascent / UNITS, rel=0.001)
    assert size * part(face, "descent-override") == pytest.approx(descent / UNITS, rel=0.001)
    assert part(face, "line-gap-override") == 0


def test_pages_take_every_stand_in_before_any_other_letters() -> None:
    base = (THEME / "css/20-base.css").read_text("utf-8")
    families = re.findall(r"font: 400 .*? (Vazirmatn.*?);", base)

    assert [re.split(", ", one) for one in families] == [
        ["Vazirmatn", *dict.fromkeys(told(face, "font-family") for face in FACES), "Tahoma", "sans-serif"]
    ]
