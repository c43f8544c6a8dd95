"""Opening pictures: what is refused and how it is called, and that colours stay what the editor saw."""

from __future__ import annotations

import struct
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from catalog.pictures import NotAPicture
from catalog.problems import Code
from catalog.upright import Opened, open_upright
from tests.catalog.builders import a_folder, a_product
from tests.catalog.test_problems_of_folders import report_of
from tests.pictures import a_receipt, a_vast_png, written

# The profile of a screen whose green is far greener than sRGB's: red, green and blue, then white, as ICC states them.
_WIDE = ((0.51512, 0.2412, -0.00105), (0.29198, 0.69225, 0.04189), (0.1571, 0.06657, 0.78407))


def opened(source: bytes) -> Opened:
    """Open a picture that may be 1440 pixels wide."""
    return open_upright(source, 1440, 16_000)


def moving(form: str) -> bytes:
    """Return two pictures that follow each other."""
    out = BytesIO()
    first, second = (Image.new("RGB", (20, 20), colour) for colour in ("red", "blue"))
    first.save(out, form, save_all=True, append_images=[second], duration=100)
    return out.getvalue()


def display_p3() -> bytes:
    """Return an ICC profile of wide colours: sRGB's with the corners of Display P3."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    for tag, xyz in zip((b"rXYZ", b"gXYZ", b"bXYZ"), _WIDE, strict=True):
        at = profile.index(tag, 128)
        (place,) = struct.unpack_from(">I", profile, at + 4)
        struct.pack_into(">3i", profile, place + 8, *(round(part * 65536) for part in xyz))
    return bytes(profile)


REFUSED = {
    "heic": (b"\0\0\0\x18ftypheic" + bytes(40), Code.HEIC_PICTURE),
    "huge": (a_vast_png(8_945), Code.HUGE_PICTURE),
    "bomb": (a_vast_png(50_000), Code.HUGE_PICTURE),
    "gif": (moving("GIF"), Code.MOVING_PICTURE),
    "webp": (moving("WEBP"), Code.MOVING_PICTURE),
    "png": (moving("PNG"), Code.MOVING_PICTURE),
    "avif": (moving("AVIF"), Code.MOVING_PICTURE),
    "empty": (b"", Code.NOT_A_PICTURE),
    "cut jpeg": (a_receipt("JPEG")[:-200], Code.NOT_A_PICTURE),
    "cut png": (a_receipt("PNG")[:-100], Code.NOT_A_PICTURE),
    "cut webp": (a_receipt("WEBP")[:-60], Code.NOT_A_PICTURE),
    "cut avif": (a_receipt("AVIF")[:-60], Code.NOT_A_PICTURE),
    "no pixels": (a_vast_png(0), Code.NOT_A_PICTURE),
    "pdf": (b"%PDF-1.7\n", Code.NOT_A_PICTURE),
}


@pytest.mark.parametrize(("source", "code"), REFUSED.values(), ids=REFUSED)
def test_what_pages_cannot_show_is_refused_by_name(source: bytes, code: Code) -> None:
    with pytest.raises(NotAPicture) as refused:
        opened(source)

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (
            REFUSED["heic"][0],
            (
                "SH130 عکس images/bad.jpg با فرمت HEIC است که مرورگرها نشانش نمی‌دهند."
                " آن را در گوشی یا رایانه با فرمت JPEG ذخیره کنید."
            ),
        ),
        (
            REFUSED["huge"][0],
            "SH131 عکس images/bad.jpg بیش از ۸۰ میلیون پیکسل دارد. آن را کوچک کنید؛ ۲۰۰۰ پیکسل در هر ضلع بس است.",
        ),
        (
            REFUSED["gif"][0],
            "SH132 عکس images/bad.jpg متحرک است. به جایش یک عکس ثابت با فرمت WebP، JPEG یا PNG بگذارید.",
        ),
    ],
    ids=["heic", "huge", "moving"],
)
def test_a_refused_picture_is_named_at_its_key_and_in_its_text(
    source: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    body = "![گلدان](../images/bad.jpg)\n"
    product = a_product({"Image": "bad.jpg"}, body=body)
    folder = a_folder(tmp_path / "site", {"images/bad.jpg": source, "products/goldan.md": product})

    line = product.splitlines().index("![گلدان](../images/bad.jpg)") + 1
    assert report_of(folder, capsys) == [f"products/goldan.md:7: {said}", f"products/goldan.md:{line}: {said}"]


def test_a_phones_photo_with_a_second_picture_behind_it_is_no_animation() -> None:
    out = BytesIO()
    Image.new("RGB", (60, 40), "red").save(out, "MPO", save_all=True, append_images=[Image.new("RGB", (30, 20))])

    assert opened(out.getvalue()).pixels.size == (60, 40)


def test_a_receipt_that_does_not_move_may_be_a_gif() -> None:
    assert opened(written(Image.new("P", (20, 20)), "GIF")).pixels.mode == "RGB"


@pytest.mark.parametrize(
    ("mode", "colour", "form", "expected"),
    [
        ("CMYK", (0, 255, 255, 0), "JPEG", (255, 0, 0)),
        ("L", 128, "PNG", (128, 128, 128)),
        ("I;16", 0x8000, "PNG", (128, 128, 128)),
        ("1", 1, "PNG", (255, 255, 255)),
        ("LA", (128, 0), "PNG", (128, 128, 128, 0)),
    ],
)
def test_every_kind_of_colour_becomes_that_of_screens(
    mode: str, colour: int | tuple[int, ...], form: str, expected: tuple[int, ...]
) -> None:
    assert opened(written(Image.new(mode, (16, 16), colour), form)).pixels.getpixel((8, 8)) == expected


@pytest.mark.parametrize(("mode", "rest"), [("RGB", ()), ("RGBA", (100,))])
def test_wide_colours_look_as_they_did(mode: str, rest: tuple[int, ...]) -> None:
    """Display P3 (200, 100, 50) is sRGB (214, 96, 32): without conversion every page would show it duller."""
    picture = Image.new(mode, (16, 16), (200, 100, 50, *rest))

    shown = opened(written(picture, "PNG", icc_profile=display_p3())).pixels

    colour = shown.getpixel((8, 8))
    assert isinstance(colour, tuple)
    assert [abs(one - other) <= 3 for one, other in zip(colour, (214, 96, 32, *rest), strict=True)] == [True] * len(
        colour
    )
    assert "icc_profile" not in shown.info


@pytest.mark.parametrize("profile", [b"no profile", ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()])
def test_a_profile_that_fits_nothing_is_left_out(profile: bytes) -> None:
    source = written(Image.new("RGB", (16, 16), (200, 100, 50)), "PNG", icc_profile=profile)

    assert opened(source).pixels.getpixel((8, 8)) == (200, 100, 50)


@pytest.mark.parametrize(
    ("size", "most", "expected"),
    [
        ((100, 50), (100, 100), (100, 50)),
        ((101, 50), (100, 100), (100, 50)),
        ((200, 100), (100, 100), (100, 50)),
        ((50, 200), (100, 100), (25, 100)),
        ((1, 500), (100, 100), (1, 500)),
    ],
)
def test_a_receipt_is_made_smaller_never_larger(
    size: tuple[int, int], most: tuple[int, int], expected: tuple[int, int]
) -> None:
    opened_one = open_upright(written(Image.new("RGB", size), "PNG"), *most)

    assert (opened_one.pixels.size, opened_one.full) == (expected, size)
