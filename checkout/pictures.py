"""Draw a picture that a stranger sent anew, so that nothing of the file they sent is kept but what can be seen."""

from __future__ import annotations

import io

from PIL import ExifTags, Image

from shop.errors import BadInput

MOST_BYTES = 8 * 1024 * 1024
"""How large a picture may come; phones take photographs of 2 to 6 MB."""
MOST_PIXELS = {"JPEG": 20_000_000, "PNG": 6_000_000, "WEBP": 6_000_000}
"""How many pixels are unpacked at most, by form: all of them take less than 100 MB, of which a WebP needs most a pixel.

A phone photographs 12 million, as JPEG, and its screen has 5 million at most.
"""
_MOST_IN_PASSES = 90_000_000
"""How many bytes a JPEG that comes in passes may take: all of it waits in memory, two bytes a band, before it is drawn."""
MOST_KEPT = 300 * 1024
"""How many bytes are kept at most, whatever came."""
_DRAWN = ((1600, 80), (1600, 60), (1200, 60), (900, 50), (600, 40))
"""Longest side in pixels and quality, tried until it is small enough. The last is, even of noise."""
_MARKER, _PASS_BEGINS, _WHOLE_FRAMES = 0xFF, 0xDA, {0xC0, 0xC1}
"""Of a JPEG: what its parts begin with, and those that begin a pass, or tell of a picture that is not refined in passes."""
_PLAIN = frozenset({"RGB", "RGBA", "L"})
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""How a camera says that it was held (EXIF), and what makes that upright."""


def redraw(data: bytes) -> bytes:
    """Return the picture as a JPEG of at most ``MOST_KEPT`` bytes: its pixels alone, upright, on white.

    Whether it is one is told by its content; its name and what the browser calls it say nothing. No EXIF, no place, no
    comment, no profile and nothing after the picture is left.

    Raises:
        BadInput: ``no_picture`` (no JPEG, PNG or WebP, or a broken one) or ``too_many_pixels``.
    """
    try:
        drawn = _drawn(data)
    except BadInput:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BadInput("picture", "too_many_pixels") from error
    except Exception as error:
        raise BadInput("picture", "no_picture") from error
    for side, quality in _DRAWN:
        drawn.thumbnail((side, side))
        kept = io.BytesIO()
        drawn.save(kept, "JPEG", quality=quality, optimize=True)
        if kept.tell() <= MOST_KEPT:
            break
    return kept.getvalue()


def _drawn(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data), formats=tuple(MOST_PIXELS)) as sent:
        # What many phones call a JPEG has smaller pictures behind the first, which is all that is drawn.
        form = "JPEG" if sent.format == "MPO" else str(sent.format)
        pixels, bands, side = sent.width * sent.height, len(sent.getbands()), _DRAWN[0][0]
        if pixels > MOST_PIXELS[form]:
            raise BadInput("picture", "too_many_pixels")
        turn = _TURNS.get(sent.getexif().get(ExifTags.Base.Orientation, 1))
        # A JPEG need not be unpacked larger than it is drawn.
        longest = max(sent.size)
        sent.draft("RGB", (max(1, side * sent.width // longest), max(1, side * sent.height // longest)))
        copies = 1 if sent.mode in _PLAIN else 2
        in_passes = 2 * bands * pixels + 4 * copies * sent.width * sent.height
        if form == "JPEG" and in_passes > _MOST_IN_PASSES and not _comes_at_once(data):
            raise BadInput("picture", "too_many_pixels")
        small = sent if sent.mode in _PLAIN else sent.convert("RGBA" if sent.has_transparency_data else "RGB")
        small.thumbnail((side, side))
        # A picture of our own carries nothing that the file said of itself.
        paper = Image.new("RGB", small.size, "white")
        paper.paste(small, mask=small if small.mode == "RGBA" else None)
    return paper if turn is None else paper.transpose(turn)


def _comes_at_once(jpeg: bytes) -> bool:
    """Whether the first pass of a JPEG is its last one: whether it has all bands, in full. Where that is not plain, not."""
    at, bands = 2, 0
    while at + 10 <= len(jpeg) and jpeg[at] == _MARKER:
        marker, length = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if marker in _WHOLE_FRAMES:
            bands = jpeg[at + 9]
        if marker == _PASS_BEGINS:
            return jpeg[at + 4] == bands
        at += 2 + length
    return False
