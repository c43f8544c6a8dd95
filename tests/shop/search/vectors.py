"""The one file of vectors by which both languages are tested, and the goods that its queries look through."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypedDict

from shop.search.listing import Listing


class Wanted(TypedDict, total=False):
    """What a query has to find: this product first, or one of these within three, or exactly these in some order."""

    first: str
    within: list[str]
    each: list[str]
    meant: str
    near: bool


class Vectors(TypedDict):
    """The file's parts."""

    keys: dict[str, list[str]]
    goods: list[tuple[str, str, str, str, str]]
    found: dict[str, Wanted]
    shops: dict[str, dict[str, Wanted]]


VECTORS: Vectors = json.loads((Path(__file__).parent / "vectors.json").read_text(encoding="utf-8"))


def listing_of_goods(*goods: tuple[str, str, str, str, str]) -> Listing:
    """Return a listing of goods given as slug, title, shelf, codes and further words."""
    shelves = tuple(dict.fromkeys(shelf for _, _, shelf, _, _ in goods))
    count = len(goods)
    return Listing(
        shelves=shelves,
        slug=tuple(slug for slug, *_ in goods),
        title=tuple(title for _, title, *_ in goods),
        shelf=tuple(shelves.index(shelf) for _, _, shelf, _, _ in goods),
        price=(2_400_000,) * count,
        offers=(1,) * count,
        left=(1,) * count,
        picture=("/images/x.webp",) * count,
        codes=tuple(codes for *_, codes, _ in goods),
        more=tuple(more for *_, more in goods),
    )
