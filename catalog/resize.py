"""Resizing one picture with Pillow."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from catalog.pictures import NotAPicture


def write_sizes(source: bytes, folder: Path, widths: Sequence[int], quality: int) -> None:
    """Write a picture as ``<width>x<height>.webp`` in each width it can fill, upright and without EXIF.

    Raises:
        NotAPicture: it cannot be read whole.
    """
    picture = _open(source)
    for width in sorted({min(width, picture.width) for width in widths}):
        height = max(1, round(picture.height * width / picture.width))
        sized = picture.resize((width, height), Image.Resampling.LANCZOS)
        sized.save(folder / f"{width}x{height}.webp", "WEBP", quality=quality, method=6)


def _open(source: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(BytesIO(source))
            picture.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise NotAPicture from error
    except Image.DecompressionBombWarning as error:
        raise NotAPicture from error
    upright = ImageOps.exif_transpose(picture)
    clear = upright.has_transparency_data
    plain = upright.convert("RGBA" if clear else "RGB")
    plain.info.clear()
    return plain
