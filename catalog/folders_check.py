"""Checking that each of an owner's folders has something to publish: one that is missing is told once, and of nothing in it."""

from __future__ import annotations

from pathlib import Path

from catalog.images_folder import IMAGES
from catalog.left_out import folder_meant
from catalog.problems import Code, Problems, Spot
from catalog.reading import Reading


def check_folders(folder: Path, reading: Reading, problems: Problems) -> None:
    """Note each folder from which nothing could be published, unless its files are wrong themselves."""
    lacking = [kind for kind in ("categories", "policies") if not reading.sources[kind]]
    if reading.sells and not reading.gallery.names:
        lacking.append(IMAGES)
    for name in lacking:
        if not problems.errors_below(name):
            problems.add(Code.NO_FOLDER, Spot(name), value=name, meant=folder_meant(folder, name))
    if not reading.sells and not problems.errors_below("products"):
        problems.add(Code.NO_PRODUCT, Spot("products"), meant=folder_meant(folder, "products"))
