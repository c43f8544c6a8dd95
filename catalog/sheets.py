"""What the readers take from each file before texts are rendered; sheets exist only where nothing was wrong."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import NamedTuple

from catalog.gallery_reader import NamedPicture
from catalog.problems import Code, Problems, Spot
from catalog.shelf_offer import ShelfOffer
from catalog.source import Field, Source
from shop.calendar import local_day
from shop.money import Unit
from shop.terms import Shop


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSheet:
    """A category or policy page; ``filters`` name rows of the tables of a category's products."""

    source: Source
    title: str
    slug: str
    aliases: tuple[str, ...]
    order: int
    filters: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductSheet:
    """A product."""

    source: Source
    title: str
    slug: str
    aliases: tuple[str, ...]
    category: str
    product_class: str
    date: date
    image: str
    pictures: tuple[NamedPicture, ...]
    seller: str
    lead_days: int
    maximum: int
    place: int | None
    offers: tuple[ShelfOffer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawnSheet:
    """A product that is no longer sold: what its page still says."""

    source: Source
    title: str
    slug: str
    aliases: tuple[str, ...]
    category: str
    image: str


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What a product is measured by; stands in for the shop's terms while those are themselves wrong.

    ``today`` is the day in Tehran after which nothing can have happened yet.
    """

    unit: Unit = "toman"
    classes: tuple[str, ...] = ()
    maximum: int = 1
    name: str = ""
    categories: tuple[str, ...] = ()
    today: date = field(default_factory=lambda: local_day(datetime.now(UTC)))

    @staticmethod
    def of(shop: Shop | None, categories: tuple[str, ...]) -> House:
        """Return what the shop states, as far as it could be read."""
        if shop is None:
            return House(categories=categories)
        ids = tuple(one.id for one in shop.classes)
        return House(
            unit=shop.price_unit,
            classes=ids if len(ids) == len(set(ids)) else (),
            maximum=shop.quantity.maximum,
            name=shop.name,
            categories=categories,
        )


class Claim(NamedTuple):
    """Where a name is claimed: the file, and its key and line."""

    path: str
    key: str
    line: int


Claimed = tuple[tuple[str, str], Claim]
"""A name with its kind before it, and where it is claimed."""


class Claims:
    """Names that only one file may have, and which file claimed each first."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        self._claims: dict[tuple[str, str], Claim] = {}

    def claim(self, kind: str, field: Field, value: str, code: Code) -> None:
        """Claim a name, or note who has it already."""
        claim = Claim(field.spot.path, field.key, field.spot.line)
        first = self._claims.setdefault((kind, value), claim)
        if first is not claim:
            self._problems.add(code, field.spot, value=value, first=f"{first.path}:{first.line}")

    def claim_again(self, claimed: Iterable[Claimed]) -> None:
        """Claim what a file claimed when it was read before; where another has it, the file is read anew and says so."""
        for name, claim in claimed:
            if self._claims.setdefault(name, claim) is not claim:
                self._problems.add(Code.DUPLICATE_SLUG, Spot(claim.path, claim.line), value=name[1])

    def of_files(self, paths: Container[str]) -> Mapping[str, tuple[Claimed, ...]]:
        """Return what some files have claimed, each by its path."""
        found: dict[str, list[Claimed]] = {}
        for claimed in self._claims.items():
            if claimed[1].path in paths:
                found.setdefault(claimed[1].path, []).append(claimed)
        return {path: tuple(several) for path, several in found.items()}

    def pages(self) -> Mapping[str, str]:
        """Return each claimed slug's file with the path of its page."""
        return {
            claim.path: f"/{kind}/{value}.html"
            for (kind, value), claim in self._claims.items()
            if kind != "sku" and claim.key != "Alias"
        }

    def names(self, kind: str) -> tuple[str, ...]:
        """Return what was claimed of one kind, in order; of pages, the slugs they had before too."""
        return tuple(value for claimed, value in self._claims if claimed == kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """Every sheet of a folder, by file name."""

    categories: tuple[PageSheet, ...]
    policies: tuple[PageSheet, ...]
    products: tuple[ProductSheet, ...]
    withdrawn: tuple[WithdrawnSheet, ...] = ()
