"""The shelves that an edit touches, as they were and as they are now; what else lists any of their goods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from catalog.atom import changed
from catalog.edited.known import Known
from catalog.edited.reading import Change
from catalog.edited.register import Lists
from catalog.making import is_same_card
from catalog.shelved import filled
from catalog.shelves.front import has_fallen, last_day
from catalog.site import Category, Product, Site


class Shelf(NamedTuple):
    """A category as it was and as it is now; of goods that no edit touched, as lists show them."""

    was: Category
    now: Category
    edited: frozenset[str]
    """By slug."""
    relisted: bool
    """Does any of its goods look other than before?"""


@dataclass(frozen=True, slots=True)
class Relisted:
    """Which of what lists goods of all shelves is to be made anew."""

    front: bool
    feed: bool
    withdrawn: frozenset[str]

    @property
    def any(self) -> bool:
        """Is any?"""
        return self.front or self.feed or bool(self.withdrawn)


def shelves_of(known: Known, changes: Sequence[Change]) -> list[Shelf]:
    """Return the shelves of changed products."""
    slugs = {change.new.category.slug for change in changes}
    was, now = ({one.slug: one for one in found} for found in _both(changes))
    relisted = {change.new.category.slug for change in _relisted(changes)}

    def shelf(category: Category, as_is: Mapping[str, Product]) -> Category:
        return replace(category, products=tuple(as_is.get(one.slug, one) for one in known.shelf(category.slug)))

    return [
        Shelf(shelf(category, was), shelf(category, now), frozenset(now), category.slug in relisted)
        for category in known.site.categories
        if category.slug in slugs
    ]


def _both(changes: Sequence[Change]) -> tuple[list[Product], list[Product]]:
    return [change.old for change in changes], [change.new for change in changes]


def _relisted(changes: Sequence[Change]) -> list[Change]:
    return [change for change in changes if not is_same_card(change.old, change.new)]


def relisted(known: Known, shelves: Sequence[Shelf], changes: Sequence[Change]) -> Relisted:
    """Return what else lists a changed product, or may do so now."""
    lists, seen = known.register.lists, _relisted(changes)
    firsts = {shelf.now.products[0].slug for shelf in shelves}
    touched = {shelf.now.slug for shelf in shelves if shelf.relisted}
    return Relisted(
        front=any(change.new.slug in lists.front | firsts or _may_stand_in_front(lists, change) for change in seen),
        feed=any(_is_in_feed(lists, change) for change in seen),
        withdrawn=frozenset(gone.url for gone in known.site.withdrawn if gone.category.slug in touched),
    )


def _may_stand_in_front(lists: Lists, change: Change) -> bool:
    """What became cheaper stands there, as long as that was not long before anything else changed."""
    days = {last_day(change.old).toordinal(), last_day(change.new).toordinal()}
    return has_fallen(change.old) or has_fallen(change.new) or (len(days) > 1 and max(days) >= lists.last_day)


def _is_in_feed(lists: Lists, change: Change) -> bool:
    moved = changed(change.old) != changed(change.new)
    return change.new.slug in lists.feed or (moved and changed(change.new).toordinal() >= lists.feed_from)


def listed_now(known: Known, changes: Sequence[Change]) -> Site:
    """Return the whole site as lists show it now."""
    site = known.listed()
    now = {change.new.slug: change.new for change in changes}
    return filled(site, [now.get(one.slug, one) for one in site.products])
