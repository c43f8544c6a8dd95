"""Icons of the shop's mark, in the sizes that browsers and phones ask for; each is drawn once and kept."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from catalog.mark_paths import shapes
from catalog.mark_shapes import paint

if TYPE_CHECKING:
    from PIL import Image

FOLDER = "theme/icons"
FAVICON = "favicon.ico"
"""At the root, where browsers and crawlers look unasked."""
_FAVICON_SIDES = ((16, 16), (32, 32), (48, 48))
_FINE = 4
"""So many times larger is the drawing from which the largest icon is made: no edge is jagged."""


@dataclass(frozen=True, slots=True)
class Icon:
    """A square of so many pixels, and the part of it that the mark takes; less than all of it stands on the shop's paper.

    A maskable icon may be cut to a circle of four fifths of it (https://www.w3.org/TR/appmanifest/#icon-masks).
    """

    name: str
    side: int
    purpose: Literal["any", "maskable"] = "any"
    part: float = 1.0


LARGE = Icon("512", 512)
MANIFEST_ICONS = (Icon("192", 192), LARGE, Icon("maskable", 512, "maskable", 0.5625))
TOUCH = Icon("touch", 180, part=0.75)
_ALL = (*MANIFEST_ICONS, TOUCH)


def icon_path(icon: Icon) -> str:
    """Return the path of an icon on the site."""
    return f"/{FOLDER}/{icon.name}.png"


def write_icons(mark: Path, paper: str, cache: Path, output: Path) -> tuple[Path, ...]:
    """Put the icons of a mark into the site, unless they are there, and return their files.

    Raises:
        CannotDraw: the mark holds what only a browser can show.
    """
    svg = mark.read_bytes()
    made = cache / hashlib.sha256(f"{_recipe()} {paper}".encode() + svg).hexdigest()[:12]
    if not made.is_dir():
        _make(svg.decode(), paper, made)
    (output / FOLDER).mkdir(parents=True, exist_ok=True)
    places = {FAVICON: output / FAVICON, **{f"{icon.name}.png": output / FOLDER / f"{icon.name}.png" for icon in _ALL}}
    for name, place in places.items():
        shutil.copyfile(made / name, place)
    return tuple(places.values())


def _recipe() -> str:
    """Return what decides the bytes beside the mark: raise the number with any change of how it is drawn."""
    from importlib.metadata import version  # noqa: PLC0415 - who only asks where icons stand need not wait for it

    return f"icons 1 {version('pillow')}"


def _make(svg: str, paper: str, made: Path) -> None:
    """Draw all, then give the folder its name, so that half a set is never taken for a whole one."""
    largest = max(icon.side for icon in _ALL)
    mark = paint(shapes(svg), _FINE * largest)
    made.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=made.parent) as work:
        fresh = Path(work) / "icons"
        fresh.mkdir()
        for icon in _ALL:
            _on_paper(mark, icon, paper).save(fresh / f"{icon.name}.png", optimize=True)
        _on_paper(mark, Icon("favicon", _FAVICON_SIDES[-1][0]), paper).save(fresh / FAVICON, sizes=_FAVICON_SIDES)
        try:
            fresh.rename(made)
        except OSError:  # another build was quicker
            if not made.is_dir():
                raise


def _on_paper(mark: Image.Image, icon: Icon, paper: str) -> Image.Image:
    from PIL import Image  # noqa: PLC0415 - as in ``paint``

    inner = int(icon.side * icon.part)
    drawn = mark.resize((inner, inner), Image.Resampling.LANCZOS)
    if inner == icon.side:
        return drawn
    ground = Image.new("RGB", (icon.side, icon.side), paper)
    edge = (icon.side - inner) // 2
    ground.paste(drawn, (edge, edge), drawn)
    return ground
