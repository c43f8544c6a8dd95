"""What the edit of one product has to know of all the others, in little room: it is written anew after each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalog.atom import changed, in_feed
from catalog.last_release import OF_THE_CHANGE
from catalog.marks import Marks
from catalog.pictures import KnownPictures
from catalog.prepared import contents_in
from catalog.problems import Problem
from catalog.shelves.front import fallen, last_day
from catalog.site import Site

if TYPE_CHECKING:
    from catalog.content import Content
    from catalog.kept import Kept
    from catalog.met import Met


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """What a site lists elsewhere than on its shelves: by slug, what its front page shows, and its feed.

    ``last_day`` is the last on which any product came or changed its price, ``feed_from`` that of the feed's oldest entry.
    """

    front: frozenset[str]
    last_day: int
    feed: frozenset[str]
    feed_from: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """A folder as the last build read it.

    ``pages`` names each file's page, ``anchors`` has those of each page, ``order`` the slugs of all products as lists show
    them. ``shown`` names the products' files that show a picture, ``elsewhere`` has the pictures of all other texts;
    ``addressed`` has the content of each that a text leads to by its address on the site, and may not show itself.
    """

    marks: Marks
    pages: Mapping[str, str]
    anchors: Mapping[str, set[str]]
    warnings: tuple[Problem, ...]
    drafts: int
    pictures: KnownPictures
    shown: Mapping[str, frozenset[str]]
    elsewhere: frozenset[str]
    addressed: frozenset[str]
    order: tuple[str, ...]
    lists: Lists


def register_of(content: Content, site: Site, kept: Mapping[str, Kept], marks: Marks) -> Register:
    """Return the register of a folder that was read as a whole, and in which nothing is wrong."""
    reading, texts = content.reading, content.texts
    others = {name for path, asked in texts.asked.items() if path not in kept for name in asked.pictures}
    return Register(
        marks=dict(marks),
        pages=dict(reading.claims.pages()),
        anchors={url: anchors for url, anchors in texts.check.met.anchors.items() if anchors},
        warnings=standing(content.warnings),
        drafts=content.drafts,
        pictures=reading.gallery.known(),
        shown=shown_in(kept),
        elsewhere=frozenset(others | {site.shop.look.hero}),
        addressed=frozenset(_addressed(kept, texts.check.met)),
        order=tuple(product.slug for product in site.products),
        lists=lists_of(site),
    )


def standing(warnings: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the warnings that the next build would say again."""
    return tuple(warning for warning in warnings if warning.code not in OF_THE_CHANGE)


def shown_in(kept: Mapping[str, Kept]) -> Mapping[str, frozenset[str]]:
    """Return for each picture the files that show it."""
    found: dict[str, set[str]] = {}
    for path, one in kept.items():
        for name, _ in one.pictures:
            found.setdefault(name, set()).add(path)
    return {name: frozenset(paths) for name, paths in found.items()}


def _addressed(kept: Mapping[str, Kept], met: Met) -> Iterator[str]:
    for link in met.links:
        if link.source.path not in kept:
            yield from contents_in(link.address)
    for one in kept.values():
        if one.links:
            own = {content for _, content in one.pictures}
            yield from (content for address, _ in one.links for content in contents_in(address) if content not in own)


def lists_of(site: Site) -> Lists:
    """Return what a site lists."""
    feed = in_feed(site.products)
    return Lists(
        front=frozenset(product.slug for product in (*site.latest, *fallen(site.products))),
        last_day=max(map(last_day, site.products)).toordinal(),
        feed=frozenset(product.slug for product in feed),
        feed_from=min(map(changed, feed)).toordinal(),
    )
