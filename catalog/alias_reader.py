"""Reading the addresses a page had before, from which readers are sent on."""

from __future__ import annotations

from catalog.keys import Fields
from catalog.problems import Code
from catalog.sheets import Claims
from catalog.values import read_slug


def read_aliases(fields: Fields, kind: str, claims: Claims) -> tuple[str, ...]:
    """Return the earlier slugs of a page; one that another page has or had is noted."""
    slugs = []
    for field in fields.every("Alias"):
        slug = read_slug(field, fields.problems)
        if slug:
            claims.claim(kind, field, slug, Code.DUPLICATE_SLUG)
            slugs.append(slug)
    return tuple(slugs)
