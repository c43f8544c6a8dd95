"""Opening an editor's picture: upright, in the colours of screens, and without anything else its file said."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageCms, ImageOps

from catalog.pictures import NotAPicture
from catalog.problems import Code

MOST_PIXELS = 80_000_000
"""How many pixels a file may unpack to; it takes three bytes of memory for each."""
_FORMATS = ("AVIF", "GIF", "JPEG", "PNG", "WEBP")
_HEIC = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_PLAIN = frozenset({"CMYK", "L", "RGB", "RGBA"})
"""Modes that can be made smaller as they are."""

# Pillow warns of what is refused here anyway.
warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)


@dataclass(frozen=True, slots=True)
class Opened:
    """A picture, RGB or RGBA, no larger than asked for; ``full`` is its own width and height, in pixels."""

    pixels: Image.Image
    full: tuple[int, int]


def open_upright(source: bytes, widest: int, highest: int) -> Opened:
    """Return the picture in a file, made smaller if it is wider or higher.

    Raises:
        NotAPicture: with the code of what is wrong.
    """
    picture = _open(source)
    profile = picture.info.get("icc_profile")
    full = ImageOps.exif_transpose(picture) if picture.getexif() else picture
    plain = _plain(full)
    width = max(1, min(plain.width, widest, plain.width * highest // plain.height))
    size = (width, max(1, round(plain.height * width / plain.width)))
    small = plain if size == plain.size else plain.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    shown = _opaque(_in_srgb(small, profile))
    shown.info.clear()
    return Opened(shown, full.size)


def _open(source: bytes) -> Image.Image:
    try:
        picture = Image.open(BytesIO(source), formats=_FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise NotAPicture(Code.HUGE_PICTURE) from error
    except Exception as error:
        raise NotAPicture(Code.HEIC_PICTURE if _is_heic(source) else Code.NOT_A_PICTURE) from error
    if picture.width * picture.height > MOST_PIXELS:
        raise NotAPicture(Code.HUGE_PICTURE)
    try:
        # Phones put a second picture behind a photo (MPO), which is no animation: the first is the photo.
        moves = picture.format != "MPO" and getattr(picture, "is_animated", False)
        picture.load()
    except Exception as error:
        raise NotAPicture(Code.NOT_A_PICTURE) from error
    if moves:
        raise NotAPicture(Code.MOVING_PICTURE)
    return picture


def _is_heic(source: bytes) -> bool:
    return source[4:8] == b"ftyp" and source[8:12] in _HEIC


def _plain(picture: Image.Image) -> Image.Image:
    if picture.has_transparency_data:
        return picture.convert("RGBA")
    if picture.mode.startswith("I"):  # Pillow would cut sixteen bits off at 255
        return picture.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    return picture if picture.mode in _PLAIN else picture.convert("RGB")


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the picture in the colours that a browser takes for granted; a profile that fits no picture is left out."""
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    if profile:
        try:
            given = ImageCms.ImageCmsProfile(BytesIO(profile))
            turned = ImageCms.profileToProfile(picture, given, ImageCms.createProfile("sRGB"), outputMode=mode)
        except (ImageCms.PyCMSError, OSError, ValueError):
            turned = None
        if turned is not None:
            return turned
    return picture.convert(mode)


def _opaque(picture: Image.Image) -> Image.Image:
    """Return the picture without an alpha channel that hides nothing."""
    hides = picture.mode == "RGBA" and picture.getchannel("A").getextrema() != (255, 255)
    return picture if hides else picture.convert("RGB")
