"""A picture that a stranger sent is drawn anew: what was in the file is gone, what could be seen is there."""

from __future__ import annotations

import io
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from checkout.pictures import MOST_KEPT, MOST_PIXELS, redraw
from shop.errors import BadInput
from tests.builders import ROOT
from tests.pictures import HTML, NO_PICTURES, PLACE, SVG, a_receipt, a_vast_png, band_by_band, with_particulars, written

FORMS = ("JPEG", "PNG", "WEBP")


def shown(jpeg: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(jpeg), formats=["JPEG"])
    picture.load()
    return picture


@pytest.mark.parametrize("form", FORMS)
def test_what_can_be_seen_is_kept_as_a_jpeg(form: str) -> None:
    picture = shown(redraw(a_receipt(form)))
    assert (picture.size, picture.mode) == ((600, 900), "RGB")
    assert picture.getpixel((10, 10))[2] > 100 > picture.getpixel((10, 10))[0]  # type: ignore[index]
    assert picture.getpixel((590, 890)) == (255, 255, 255)


@pytest.mark.parametrize("form", FORMS)
def test_nothing_that_only_the_file_said_is_left(form: str) -> None:
    sent = with_particulars(form)
    assert PLACE in sent
    kept = redraw(sent)
    assert PLACE not in kept
    picture = shown(kept)
    assert (dict(picture.getexif()), set(picture.info)) == ({}, {"jfif", "jfif_version", "jfif_unit", "jfif_density"})


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("more", [HTML, SVG, b"PK\x03\x04", b"<?php phpinfo();"], ids=["html", "svg", "zip", "php"])
def test_a_file_that_is_something_else_too_is_only_a_picture_afterwards(form: str, more: bytes) -> None:
    kept = redraw(a_receipt(form) + more)
    assert more not in kept
    assert kept.endswith(b"\xff\xd9")
    assert redraw(kept)


@pytest.mark.parametrize("data", NO_PICTURES.values(), ids=NO_PICTURES)
def test_what_is_no_picture_is_refused_by_its_content(data: bytes) -> None:
    with pytest.raises(BadInput, match="no_picture"):
        redraw(data)


@pytest.mark.parametrize("side", [2450, 9_500, 14_000, 50_000, 2**31 - 1])
def test_a_picture_of_too_many_pixels_is_refused_before_they_are_unpacked(side: int) -> None:
    with pytest.raises(BadInput, match="too_many_pixels"):
        redraw(a_vast_png(side))


@pytest.mark.parametrize(("form", "size"), [("JPEG", (5000, 4000)), ("PNG", (3000, 2000)), ("WEBP", (2000, 3000))])
def test_a_picture_of_as_many_pixels_as_may_be_is_drawn_and_one_row_more_is_not(
    form: str, size: tuple[int, int]
) -> None:
    assert size[0] * size[1] == MOST_PIXELS[form]
    assert max(shown(redraw(a_receipt(form, size))).size) == 1600
    with pytest.raises(BadInput, match="too_many_pixels"):
        redraw(a_receipt(form, (size[0], size[1] + 1)))


@pytest.mark.parametrize(("mode", "size"), [("RGB", (3000, 3000)), ("CMYK", (2500, 2250)), ("L", (5000, 4000))])
def test_a_jpeg_that_comes_in_passes_has_room_for_all_of_it_in_memory(mode: str, size: tuple[int, int]) -> None:
    assert shown(redraw(a_receipt("JPEG", size, mode, progressive=True))).mode == "RGB"
    with pytest.raises(BadInput, match="too_many_pixels"):
        redraw(a_receipt("JPEG", (size[0], size[1] + 1), mode, progressive=True))


def test_a_jpeg_that_comes_band_by_band_is_one_in_passes() -> None:
    assert shown(redraw(band_by_band(3000, 3000))).size == (1600, 1600)
    with pytest.raises(BadInput, match="too_many_pixels"):
        redraw(band_by_band(3000, 3001))
    assert shown(redraw(a_receipt("JPEG", (3000, 3001), subsampling=0))).height == 1600


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_is_drawn(mode: str) -> None:
    picture = Image.new("L", (40, 60), 255)
    assert shown(redraw(written(picture.convert(mode), "PNG"))).size == (40, 60)


def test_a_jpeg_for_printers_is_drawn() -> None:
    assert shown(redraw(a_receipt(mode="CMYK"))).mode == "RGB"


def test_a_photograph_with_smaller_ones_behind_it_is_drawn_as_phones_send_it() -> None:
    """A phone's JPEG with a map of its lights, or of the depth, is of the form that Pillow calls MPO."""
    sent, photograph = io.BytesIO(), Image.new("RGB", (600, 900), "navy")
    photograph.save(sent, "MPO", save_all=True, append_images=[photograph.resize((60, 90))])
    assert Image.open(sent).format == "MPO"
    assert shown(redraw(sent.getvalue())).size == (600, 900)


def test_a_photograph_of_too_many_pixels_is_refused_with_smaller_ones_behind_it() -> None:
    sent, photograph = io.BytesIO(), Image.new("RGB", (5000, 4001))
    photograph.save(sent, "MPO", save_all=True, append_images=[photograph.resize((60, 90))])
    with pytest.raises(BadInput, match="too_many_pixels"):
        redraw(sent.getvalue())


def test_what_is_transparent_is_drawn_on_white() -> None:
    glass = written(Image.new("RGBA", (40, 40), (0, 0, 0, 0)), "PNG")
    assert shown(redraw(glass)).getpixel((20, 20)) == (255, 255, 255)


@pytest.mark.parametrize(("held", "upright"), [(1, (40, 80)), (3, (40, 80)), (6, (80, 40)), (8, (80, 40))])
def test_a_photograph_is_turned_as_the_camera_was_held(held: int, upright: tuple[int, int]) -> None:
    exif = Image.Exif()
    exif[0x0112] = held
    assert shown(redraw(a_receipt("JPEG", (40, 80), exif=exif))).size == upright


@pytest.mark.parametrize("size", [(1600, 1600), (3000, 4000), (16, 9000)])
def test_even_noise_is_kept_small(size: tuple[int, int]) -> None:
    noise = Image.frombytes("RGB", size, os.urandom(size[0] * size[1] * 3))
    kept = redraw(written(noise, "JPEG", quality=60))
    assert len(kept) <= MOST_KEPT
    assert max(shown(kept).size) <= 1600


def spoilt(data: bytes, chance: random.Random) -> bytes:
    """Return a file with some of its bytes changed, or its end missing, or something put into it."""
    spoilt = bytearray(data)
    for _ in range(chance.randrange(1, 9)):
        spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
    match chance.randrange(3):
        case 0:
            del spoilt[chance.randrange(len(spoilt)) :]
        case 1:
            at = chance.randrange(len(spoilt))
            spoilt[at:at] = chance.choice([HTML, SVG, bytes(64)])
    return bytes(spoilt)


@pytest.mark.parametrize("form", FORMS)
def test_of_a_hundred_spoilt_files_each_is_refused_or_drawn_clean(form: str) -> None:
    chance = random.Random(form)  # noqa: S311 - the same files in every run
    sent = with_particulars(form)
    drawn = 0
    for _ in range(100):
        try:
            kept = redraw(spoilt(sent, chance))
        except BadInput:
            continue
        drawn += 1
        assert dict(shown(kept).getexif()) == {}
        assert not any(words in kept for words in (PLACE, b"<script", b"<svg"))
    assert 0 < drawn < 100


_MEASURED = """
import sys
from checkout.pictures import redraw
from shop.errors import BadInput
from tests.pictures import NO_PICTURES, a_vast_png
large = [open(name, "rb").read() for name in sys.argv[1:]]
def now(what): return int(next(line for line in open("/proc/self/status") if line.startswith(what)).split()[1])
before = now("VmRSS:")
for data in [*large, *NO_PICTURES.values(), a_vast_png(50_000)] * 2:
    try:
        redraw(data)
    except BadInput:
        pass
print(now("VmHWM:") - before)
"""


def test_hostile_pictures_take_less_than_100_mb(tmp_path: Path) -> None:
    """Measured in a process of its own, from what it had before the first one."""
    worst = {
        "a": a_receipt("JPEG", (5000, 4000), progressive=True),
        "b": a_receipt("PNG", (3000, 2000), "RGBA"),
        "c": a_receipt("PNG", (3000, 2000), "P"),
        "d": a_receipt("WEBP", (3000, 2000), "RGBA"),
        "e": a_receipt("JPEG", (5000, 4000), progressive=True, subsampling=0),
        "f": a_receipt("JPEG", (5000, 4000), "CMYK", progressive=True, subsampling=0),
        "g": a_receipt("JPEG", (3000, 3000), progressive=True, subsampling=0),
        "h": a_receipt("JPEG", (2370, 2370), "CMYK", progressive=True, subsampling=0),
        "j": band_by_band(5000, 4000),
        "i": a_receipt("JPEG", (4032, 3024), progressive=True, subsampling=0),
    }
    for name, data in worst.items():
        (tmp_path / name).write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED, *(tmp_path / name for name in worst)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(done.stdout) < 100_000
