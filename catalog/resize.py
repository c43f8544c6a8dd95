"""Writing one picture in its sizes and forms with Pillow: the same bytes for the same picture, on any machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image

from catalog.pictures import INDEX, SHOWN, WIDTHS
from catalog.prepared import SIZED
from catalog.upright import open_upright

HIGHEST = 16_000
"""Pixels; WebP has no more than 16,383."""
MOST_BYTES = 60_000
"""What a picture of ``SHOWN`` pixels may weigh: it is the first thing a page shows."""


@dataclass(frozen=True, slots=True)
class _Form:
    """How a form is written: Pillow's name, its settings, and the qualities that are tried until it is light enough."""

    name: str
    settings: Mapping[str, object]
    qualities: Sequence[int]


_FORMS = {
    # Threads and tiles would make the bytes depend on the cores.
    "avif": _Form("AVIF", {"speed": 8, "max_threads": 1, "autotiling": False}, (55, 45, 35, 25, 15)),
    "webp": _Form("WEBP", {"method": 4}, (75, 60, 45, 30, 20)),
    "jpg": _Form("JPEG", {"progressive": True, "optimize": True}, (78, 65, 50, 35, 25)),
}


def write_sizes(source: bytes, folder: Path) -> None:
    """Write a picture as ``<width>.<form>`` in each width it can fill, and ``INDEX``, which names them with their pixels.

    JPEG is written at ``SHOWN`` pixels and at the largest: few browsers need it, and what other sites show is large.

    Raises:
        NotAPicture: it cannot be read whole, or is none that pages could show.
    """
    opened = open_upright(source, WIDTHS[-1], HIGHEST)
    sizes = _sizes(opened.pixels)
    shown = _at(sizes, SHOWN)
    lines = ["{} {}".format(*opened.full)]
    for form, how in _FORMS.items():
        quality, first = _light(sizes[shown], how)
        for width in sizes if form in SIZED else sorted({shown, max(sizes)}):
            name = f"{width}.{form}"
            (folder / name).write_bytes(first if width == shown else _written(sizes[width], how, quality))
            lines.append(f"{name} {width} {sizes[width].height}")
    (folder / INDEX).write_text("\n".join(lines), encoding="utf-8")


def _sizes(picture: Image.Image) -> Mapping[int, Image.Image]:
    """Return the picture in each width, the smallest first; it is never made larger."""
    made = {}
    for width in sorted({min(width, picture.width) for width in WIDTHS}):
        size = (width, max(1, round(picture.height * width / picture.width)))
        made[width] = picture if size == picture.size else picture.resize(size, Image.Resampling.LANCZOS)
    return made


def _at(sizes: Mapping[int, Image.Image], width: int) -> int:
    return width if width in sizes else max(sizes)


def _light(picture: Image.Image, form: _Form) -> tuple[int, bytes]:
    """Return the best quality at which a picture is light enough, else the lowest; and the picture so written."""
    for quality in form.qualities:
        written = _written(picture, form, quality)
        if len(written) <= MOST_BYTES:
            break
    return quality, written


def _written(picture: Image.Image, form: _Form, quality: int) -> bytes:
    out = BytesIO()
    (_on_white(picture) if form.name == "JPEG" else picture).save(out, form.name, quality=quality, **form.settings)
    return out.getvalue()


def _on_white(picture: Image.Image) -> Image.Image:
    """Return the picture without transparency, which JPEG does not have."""
    if picture.mode == "RGB":
        return picture
    paper = Image.new("RGB", picture.size, "white")
    paper.paste(picture, mask=picture)
    return paper
