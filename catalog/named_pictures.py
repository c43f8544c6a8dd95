"""Checking the pictures that keys name: each is there, can be read, and is large enough."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from catalog.gallery_reader import pictures_named
from catalog.images_folder import IMAGES
from catalog.pictures import Gallery
from catalog.problems import Code, Problems, nearest
from catalog.source import Field, Source

if TYPE_CHECKING:
    from catalog.shop_reader import ShopFile

LARGE_ENOUGH = 900
"""Pixels of the shorter side; search engines of goods want as much."""
_HERO = ("look", "hero")


def prepare_named(products: Iterable[Source], file: ShopFile | None, gallery: Gallery, problems: Problems) -> None:
    """Prepare the pictures of every product and of the home page, and note what is wrong with them."""
    fields = [field for source in products for field in pictures_named(source)]
    if file and isinstance(hero := file.values.get(_HERO), str):
        fields.append(Field("hero", hero, file.spot(_HERO)))
    if not gallery.names:
        return  # that is told of the folder
    fields = [field for field in fields if field.value]
    broken = gallery.prepare(field.value for field in fields)
    for field in fields:
        if f"{IMAGES}/{field.value}" in gallery.outside:
            continue  # that is told of the link
        if field.value not in gallery.names:
            meant = nearest(field.value, gallery.names)
            problems.add(Code.MISSING_PICTURE, field.spot, value=field.value, meant=meant)
        elif field.value in broken:
            problems.add(broken[field.value], field.spot, value=field.value)
        elif (side := gallery.short_side(field.value)) < LARGE_ENOUGH:
            problems.add(Code.SMALL_PICTURE, field.spot, value=field.value, pixels=str(side))
