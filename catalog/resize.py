"""Resizing one picture with Pillow."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from catalog.pictures import NotAPicture

_FORMATS = ("AVIF", "GIF", "JPEG", "PNG", "WEBP")
_UNREADABLE = (
    UnidentifiedImageError,
    OSError,
    ValueError,
    SyntaxError,  # a broken PNG, in Pillow's words
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


def write_sizes(source: bytes, folder: Path, widths: Sequence[int], quality: int) -> None:
    """Write a picture as ``<width>x<height>.webp`` in each width it can fill, upright and without EXIF.

    Its own size stands in the name of an empty file, ``<width>x<height>.source``.

    Raises:
        NotAPicture: it cannot be read whole.
    """
    picture = _open(source)
    (folder / f"{picture.width}x{picture.height}.source").touch()
    for width in sorted({min(width, picture.width) for width in widths}):
        height = max(1, round(picture.height * width / picture.width))
        sized = picture.resize((width, height), Image.Resampling.LANCZOS)
        sized.save(folder / f"{width}x{height}.webp", "WEBP", quality=quality, method=6)


def _open(source: bytes) -> Image.Image:
    try:
        picture = Image.open(BytesIO(source), formats=_FORMATS)
        picture.load()
    except _UNREADABLE as error:
        raise NotAPicture from error
    upright = ImageOps.exif_transpose(picture)
    plain = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    plain.info.clear()
    return plain
