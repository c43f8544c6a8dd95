"""The file that search goes by: of each product on sale what it is found by and what a result shows, as columns.

The build writes it twice, with the same bytes: beside the release for the service, and among the pages for browsers.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from shop.errors import ShopError

LISTINGS = "listings"
"""The folder beside releases in which the service finds listings, each under its name."""
Count = Annotated[int, Field(ge=0)]


class BadListing(ShopError):
    """The file is no listing, or is not what its name says."""

    code = "bad_listing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Products in the order in which lists show them; ``shelf`` counts in ``shelves``, ``price`` is in rials.

    ``codes`` are its SKUs, ``more`` the keys of further words of its page. ``offers`` is how many ways there are to buy
    it, ``left`` is 1 while any is left.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    shelves: tuple[str, ...]
    slug: tuple[str, ...]
    title: tuple[str, ...]
    shelf: tuple[Count, ...]
    price: tuple[Count, ...]
    offers: tuple[Count, ...]
    left: tuple[Count, ...]
    picture: tuple[str, ...]
    codes: tuple[str, ...]
    more: tuple[str, ...]


@cache
def _adapter() -> TypeAdapter[Listing]:
    """Made when first asked for: who only writes one need not wait for it."""
    return TypeAdapter(Listing)


def encode_listing(listing: Listing) -> bytes:
    """Return the one form of a listing: no blanks, UTF-8."""
    columns = {name: getattr(listing, name) for name in Listing.__slots__}
    return json.dumps(columns, ensure_ascii=False, separators=(",", ":")).encode()


def listing_name(encoded: bytes) -> str:
    """Return the name of a listing: the SHA-256 of its bytes, in hex."""
    return hashlib.sha256(encoded).hexdigest()


def decode_listing(encoded: bytes, expected: str) -> Listing:
    """Return the listing, whole or not at all.

    Raises:
        BadListing: the bytes are not those its name promises, or not a listing.
    """
    if listing_name(encoded) != expected:
        raise BadListing(f"{expected[:12]} does not match its content")
    try:
        listing = _adapter().validate_json(encoded)
    except ValidationError as error:
        raise BadListing(f"{expected[:12]}: {error}") from error
    columns = [getattr(listing, name) for name in Listing.__slots__ if name != "shelves"]
    if {len(column) for column in columns} != {len(listing.slug)} or max(listing.shelf, default=-1) >= len(
        listing.shelves
    ):
        raise BadListing(f"{expected[:12]}: its columns do not fit together")
    return listing
