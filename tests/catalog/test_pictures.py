"""Pictures: in the sizes and forms of pages, named by content, made once, without what a phone adds."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from PIL import Image

from catalog.pictures import Gallery
from catalog.resize import MOST_BYTES


def a_photo(place: Path, name: str, size: tuple[int, int], orientation: int = 1) -> None:
    """Save a photo as a phone does."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "phone"
    exif.get_ifd(0x8825)[1] = "N"
    Image.new("RGB", size, "#a0522d").save(place / name, exif=exif)


def widths(sizes: str) -> list[str]:
    """Return the widths in a ``srcset``."""
    return [part.split()[1] for part in sizes.split(", ")]


def made(place: Path, *names: str) -> Gallery:
    """Prepare pictures, which must all be some."""
    gallery = Gallery(place, place / "cache")
    assert gallery.prepare(names) == {}
    return gallery


def the_file(place: Path, url: str) -> Path:
    """Return the file of an address on the site that ``copy_to(place / "out")`` filled."""
    return place / "out" / url.rpartition("/")[2]


def test_a_large_photo_is_shown_in_five_widths_and_three_forms(tmp_path: Path) -> None:
    a_photo(tmp_path, "Photo.JPG", (1600, 1200))

    picture = made(tmp_path, "Photo.JPG").picture("Photo.JPG", "گلدان")

    assert widths(picture.avif) == widths(picture.webp) == ["360w", "540w", "720w", "1080w", "1440w"]
    assert picture.avif.startswith("/images/photo-360.")
    assert {part.split()[0][-5:] for part in picture.avif.split(", ")} == {".avif"}
    assert picture.webp.startswith(f"{picture.small} 360w, /images/photo-540.")
    assert picture.src == picture.small.replace("-360.", "-720.").replace(".webp", ".jpg")
    assert picture.large == picture.src.replace("-720.", "-1440.")
    assert (picture.width, picture.height, picture.alt) == (720, 540, "گلدان")
    assert (picture.large_width, picture.large_height) == (1440, 1080)


def test_each_file_is_what_its_name_says(tmp_path: Path) -> None:
    a_photo(tmp_path, "one.jpg", (400, 300))
    files = made(tmp_path, "one.jpg").copy_to(tmp_path / "out")

    told = set()
    for file in files:
        with Image.open(file) as picture:
            told.add((file.name.split(".")[0], file.suffix, picture.format, picture.size))
    assert told == {
        *(("one-360", f".{form.lower()}", form, (360, 270)) for form in ("AVIF", "WEBP")),
        *(("one-400", f".{form.lower()}", form, (400, 300)) for form in ("AVIF", "WEBP")),
        ("one-400", ".jpg", "JPEG", (400, 300)),
    }


def test_a_photo_stands_upright_and_keeps_nothing_else_of_its_file(tmp_path: Path) -> None:
    a_photo(tmp_path, "turned.jpg", (480, 400), orientation=6)

    files = made(tmp_path, "turned.jpg").copy_to(tmp_path / "out")

    assert len(files) == 5
    for file in files:
        assert b"phone" not in file.read_bytes()
        with Image.open(file) as picture:
            assert picture.height > picture.width
            assert not picture.getexif()
            assert "icc_profile" not in picture.info


@pytest.mark.parametrize("width", [359, 360, 361])
def test_a_small_picture_is_not_blown_up(tmp_path: Path, width: int) -> None:
    a_photo(tmp_path, "small.png", (width, 200))

    picture = made(tmp_path, "small.png").picture("small.png", "")

    assert (picture.width, picture.height) == (width, 200)
    assert widths(picture.avif) == [f"{one}w" for one in sorted({min(360, width), width})]
    assert picture.src == picture.large


def test_a_picture_is_made_once_for_its_content(tmp_path: Path) -> None:
    a_photo(tmp_path, "one.png", (300, 300))
    made(tmp_path, "one.png")
    first = {file: file.stat().st_mtime_ns for file in (tmp_path / "cache").glob("*/*")}

    made(tmp_path, "one.png")

    assert {file: file.stat().st_mtime_ns for file in (tmp_path / "cache").glob("*/*")} == first
    assert {file.name for file in first} == {"index", "300.avif", "300.webp", "300.jpg"}


def test_without_the_cache_the_same_bytes_are_made(tmp_path: Path) -> None:
    noise(300).save(tmp_path / "one.png")
    files = made(tmp_path, "one.png").copy_to(tmp_path / "out")
    again = Gallery(tmp_path, tmp_path / "another")
    again.prepare(["one.png"])

    assert [file.read_bytes() for file in again.copy_to(tmp_path / "out2")] == [file.read_bytes() for file in files]


def test_a_changed_picture_has_another_name(tmp_path: Path) -> None:
    a_photo(tmp_path, "one.png", (300, 300))
    first = made(tmp_path, "one.png")
    Image.new("RGB", (300, 300), "#ffffff").save(tmp_path / "one.png")

    assert first.urls().isdisjoint(made(tmp_path, "one.png").urls())


def test_a_persian_file_name_makes_a_plain_address(tmp_path: Path) -> None:
    a_photo(tmp_path, "عکس گلدان ۱.png", (300, 200))
    a_photo(tmp_path, "Goldan (1).png", (300, 200))
    gallery = made(tmp_path, "عکس گلدان ۱.png", "Goldan (1).png")

    assert gallery.picture("عکس گلدان ۱.png", "").src.startswith("/images/picture-300.")
    assert gallery.picture("Goldan (1).png", "").src.startswith("/images/goldan-1-300.")


def test_a_clear_background_stays_clear_and_is_white_where_it_cannot(tmp_path: Path) -> None:
    Image.new("RGBA", (300, 300), (0, 0, 0, 0)).save(tmp_path / "clear.png")
    gallery = made(tmp_path, "clear.png")
    picture = gallery.picture("clear.png", "")
    gallery.copy_to(tmp_path / "out")

    assert corner(tmp_path, picture.avif)[3] == corner(tmp_path, picture.webp)[3] == 0
    assert corner(tmp_path, picture.src) == (255, 255, 255)


def test_an_alpha_channel_that_hides_nothing_is_left_out(tmp_path: Path) -> None:
    Image.new("RGBA", (300, 300), (200, 0, 0, 255)).save(tmp_path / "full.png")
    gallery = made(tmp_path, "full.png")
    gallery.copy_to(tmp_path / "out")

    assert len(corner(tmp_path, gallery.picture("full.png", "").webp)) == 3


def test_one_photo_under_two_names_is_made_once(tmp_path: Path) -> None:
    for name in ("one.png", "two.png"):
        a_photo(tmp_path, name, (300, 250))

    gallery = made(tmp_path, "one.png", "two.png")

    assert (gallery.short_side("one.png"), gallery.short_side("two.png")) == (250, 250)
    assert len(list((tmp_path / "cache").iterdir())) == 1


def test_a_heavy_photo_is_made_light_where_it_is_shown_first(tmp_path: Path) -> None:
    """So full of detail that each form would weigh more: 62, 81 and 102 KB."""
    noise(90).resize((720, 720), Image.Resampling.BICUBIC).save(tmp_path / "heavy.png")
    made(tmp_path, "heavy.png").copy_to(tmp_path / "out")

    weights = {file.suffix: file.stat().st_size for file in (tmp_path / "out").glob("heavy-720.*")}
    assert {form: weight <= MOST_BYTES for form, weight in weights.items()} == dict.fromkeys(
        (".avif", ".webp", ".jpg"), True
    )
    assert min(weights.values()) > MOST_BYTES // 2


def noise(side: int) -> Image.Image:
    """Return a square of random colours, always the same."""
    return Image.frombytes("RGB", (side, side), random.Random(1).randbytes(side * side * 3))  # noqa: S311 - no secret


def corner(place: Path, urls: str) -> tuple[int, ...]:
    """Return the colour of the first pixel of the first address."""
    with Image.open(the_file(place, urls.split(maxsplit=1)[0])) as picture:
        colour = picture.getpixel((0, 0))
    assert isinstance(colour, tuple)
    return colour
