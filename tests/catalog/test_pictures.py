"""Pictures: three sizes, named by content, made once, without what a phone adds."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from catalog.pictures import Gallery


def a_photo(place: Path, name: str, size: tuple[int, int], orientation: int = 1) -> None:
    """Save a photo as a phone does."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "phone"
    Image.new("RGB", size, "#a0522d").save(place / name, exif=exif)


def test_a_large_photo_is_shown_in_three_widths(tmp_path: Path) -> None:
    a_photo(tmp_path, "Photo.JPG", (1600, 1200))
    gallery = Gallery(tmp_path, tmp_path / "cache")

    assert gallery.prepare(["Photo.JPG"]) == ()

    picture = gallery.picture("Photo.JPG", "گلدان")
    names = [part.split()[0] for part in picture.srcset.split(", ")]
    assert [part.split()[1] for part in picture.srcset.split(", ")] == ["360w", "720w", "1080w"]
    assert (picture.src, picture.small, picture.large) == (names[1], names[0], names[2])
    assert (picture.width, picture.height, picture.alt) == (720, 540, "گلدان")


def test_a_photo_stands_upright_and_keeps_no_exif(tmp_path: Path) -> None:
    a_photo(tmp_path, "turned.jpg", (800, 600), orientation=6)
    gallery = Gallery(tmp_path, tmp_path / "cache")
    gallery.prepare(["turned.jpg"])

    files = gallery.copy_to(tmp_path / "out")

    with Image.open(files[0]) as picture:
        assert picture.size == (360, 480)
        assert not picture.getexif()


def test_a_small_picture_is_not_blown_up(tmp_path: Path) -> None:
    a_photo(tmp_path, "small.png", (300, 200))
    gallery = Gallery(tmp_path, tmp_path / "cache")
    gallery.prepare(["small.png"])

    picture = gallery.picture("small.png", "")

    assert (picture.width, picture.height) == (300, 200)
    assert picture.srcset == f"{picture.src} 300w"


def test_a_picture_is_made_once_for_its_content(tmp_path: Path) -> None:
    a_photo(tmp_path, "one.png", (400, 400))
    Gallery(tmp_path, tmp_path / "cache").prepare(["one.png"])
    made = {file: file.stat().st_mtime_ns for file in (tmp_path / "cache").rglob("*.webp")}

    Gallery(tmp_path, tmp_path / "cache").prepare(["one.png"])

    assert {file: file.stat().st_mtime_ns for file in (tmp_path / "cache").rglob("*.webp")} == made
    assert len(made) == 2


def test_a_changed_picture_has_another_name(tmp_path: Path) -> None:
    a_photo(tmp_path, "one.png", (400, 400))
    first = Gallery(tmp_path, tmp_path / "cache")
    first.prepare(["one.png"])
    Image.new("RGB", (400, 400), "#ffffff").save(tmp_path / "one.png")
    second = Gallery(tmp_path, tmp_path / "cache")
    second.prepare(["one.png"])

    assert first.urls().isdisjoint(second.urls())


def test_a_persian_file_name_makes_a_plain_address(tmp_path: Path) -> None:
    a_photo(tmp_path, "عکس گلدان ۱.png", (300, 200))
    a_photo(tmp_path, "Goldan (1).png", (300, 200))
    gallery = Gallery(tmp_path, tmp_path / "cache")
    gallery.prepare(gallery.names)

    assert gallery.picture("عکس گلدان ۱.png", "").src.startswith("/images/picture-300.")
    assert gallery.picture("Goldan (1).png", "").src.startswith("/images/goldan-1-300.")


def test_a_clear_background_stays_clear(tmp_path: Path) -> None:
    Image.new("RGBA", (400, 400), (0, 0, 0, 0)).save(tmp_path / "clear.png")
    gallery = Gallery(tmp_path, tmp_path / "cache")
    gallery.prepare(["clear.png"])

    with Image.open(gallery.copy_to(tmp_path / "out")[0]) as picture:
        assert picture.mode == "RGBA"


def test_one_photo_under_two_names_is_made_once(tmp_path: Path) -> None:
    for name in ("one.png", "two.png"):
        a_photo(tmp_path, name, (400, 300))
    gallery = Gallery(tmp_path, tmp_path / "cache")

    assert gallery.prepare(["one.png", "two.png"]) == ()

    assert (gallery.short_side("one.png"), gallery.short_side("two.png")) == (300, 300)
    assert len(list((tmp_path / "cache").iterdir())) == 1
