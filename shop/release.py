"""The release: every purchasable SKU and every rule of one build, immutable, named by the hash of its bytes."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache
from typing import Annotated, ClassVar, Literal, NewType

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from shop.errors import ShopError
from shop.money import Rials
from shop.terms import Shop

Sku = NewType("Sku", str)
ReleaseId = NewType("ReleaseId", str)


_MOST_STOCK = 10**9


class BadRelease(ShopError):
    """The file is no release of a schema this service knows, or is not what its name says."""

    code = "bad_release"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One purchasable SKU. ``stock`` is what the owner counted, not what is left; ``weight`` is in grams.

    ``lead_days`` are the working days its seller needs first, 0 where the product states none.
    """

    sku: Sku
    slug: str
    title: str
    variant: str = ""
    category: str
    product_class: str
    price: Annotated[Rials, Field(gt=0)]
    stock: Annotated[int, Field(ge=0, le=_MOST_STOCK)]
    maximum: Annotated[int, Field(gt=0)]
    weight: Annotated[int, Field(ge=0)]
    seller: str
    picture: str
    lead_days: Annotated[int, Field(ge=0)] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductPage:
    """What a product's page shows beside its offers, for those who list goods of many shops.

    ``images`` are the paths of its pictures, the main one first; ``changed`` is the last day on which it came or changed a
    price, as far as the owner dated that. ``before`` has the price in rials from which a SKU's present one fell.
    """

    category: str
    summary: str
    images: tuple[str, ...]
    added: date
    changed: date
    before: dict[Sku, Rials]
    specification: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One policy page as published: its title, the SHA-256 of its text, and the anchors a clause may name."""

    title: str
    text_hash: str
    anchors: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What the pages and the service both go by. ``commit`` is the Git commit it was built from, if any.

    ``listing`` is the SHA-256 of the file beside it that search goes by, '' in a release of before there was one.
    ``products``, by slug, are there where the shop's terms ask for a feed that the service answers.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    schema: Literal[2] = 2
    commit: str
    shop: Shop
    offers: dict[Sku, Offer]
    policies: dict[str, Policy]
    listing: str = ""
    products: dict[str, ProductPage] = field(default_factory=dict)


@cache
def _adapter() -> TypeAdapter[Release]:
    """Made when first asked for: who only names what a release holds need not wait for it."""
    return TypeAdapter(Release)


def encode(release: Release) -> bytes:
    """Return the one form of a release: sorted keys, no blanks, UTF-8."""
    plain = _adapter().dump_python(release, mode="json")
    return _text(plain).encode()


def _text(plain: object) -> str:
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=date.isoformat)


def entry(name: str, value: Offer | ProductPage) -> bytes:
    """Return how one of its offers, or of its products, stands in the encoding of a release.

    Without an adapter of its own: to make one takes a tenth of what an edit takes.
    """
    plain = {one.name: getattr(value, one.name) for one in fields(value)}
    return _text({name: plain})[1:-1].encode()


def changed(encoded: bytes, commit: str, listing: str, entries: Mapping[bytes, bytes]) -> bytes | None:
    """Return the encoding of a release with other entries in place of some; None where one of those is not in it, once.

    It is what ``encode`` makes of the release with these changes.
    """
    head = _HEAD.match(encoded)
    for old, new in entries.items():
        if encoded.count(old) != 1:
            return None
        encoded = encoded.replace(old, new)
    if head is None:
        return None
    return _text({"commit": commit, "listing": listing})[:-1].encode() + encoded[head.end() :]


def listing_in(encoded: bytes) -> str:
    """Return which listing the encoding of a release names, '' where it names none."""
    head = _HEAD.match(encoded)
    return str(json.loads(head[0] + b"}")["listing"]) if head else ""


_HEAD = re.compile(rb'\{"commit":"(?:[^"\\]|\\.)*","listing":"[^"\\]*"(?=,)')


def release_id(encoded: bytes) -> ReleaseId:
    """Return the name of a release: the SHA-256 of its bytes, in hex."""
    return ReleaseId(hashlib.sha256(encoded).hexdigest())


def decode(encoded: bytes, expected: ReleaseId) -> Release:
    """Return the release, whole or not at all.

    Raises:
        BadRelease: the bytes are not those its name promises, or not a release.
    """
    if release_id(encoded) != expected:
        raise BadRelease(f"{expected[:12]} does not match its content")
    try:
        return _adapter().validate_json(encoded)
    except ValidationError as error:
        raise BadRelease(f"{expected[:12]}: {error}") from error
