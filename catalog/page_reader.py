"""Reading the keys of category and policy pages."""

from __future__ import annotations

from catalog.alias_reader import read_aliases
from catalog.keys import EXAMPLES, Fields, Keys
from catalog.problems import Code, Problems
from catalog.sheets import Claims, PageSheet
from catalog.source import Field, Source
from catalog.values import read_count, read_slug
from shop.text import normalise, search_form

KEYS = Keys(required=("Title", "Slug", "Order"), optional=("Summary", "Status"), repeatable=("Alias",))
CATEGORY_KEYS = Keys(required=KEYS.required, optional=KEYS.optional, repeatable=(*KEYS.repeatable, "Filter"))


def read_page(source: Source, kind: str, claims: Claims, problems: Problems) -> PageSheet | None:
    """Return a published page's sheet, or nothing where something was noted."""
    fields = Fields(source, CATEGORY_KEYS if kind == "categories" else KEYS, problems)
    title, slug, order = (fields.required(key) for key in KEYS.required)
    fields.optional("Summary")  # its words are read with the text
    slug_value = read_slug(slug, problems) if slug else None
    if slug and slug_value:
        claims.claim(kind, slug, slug_value, Code.DUPLICATE_SLUG)
    aliases = read_aliases(fields, kind, claims)
    place = read_count(order, problems) if order else None
    if title is None or slug_value is None or place is None:
        return None
    return PageSheet(
        source=source,
        title=normalise(title.value),
        slug=slug_value,
        aliases=aliases,
        order=place,
        filters=_filters(fields),
    )


def _filters(fields: Fields) -> tuple[Field, ...]:
    """Return the rows that a category is filtered by, each once; two spellings of one row are one."""
    found: dict[str, Field] = {}
    for field in fields.every("Filter"):
        form = search_form(field.value)
        if not form:
            fields.problems.add(Code.EMPTY_KEY, field.spot, key="Filter", example=EXAMPLES["Filter"])
        elif form in found:
            first = str(found[form].spot.line)
            fields.problems.add(Code.REPEATED_KEY, field.spot, key=f"Filter: {field.value}", first=first)
        else:
            found[form] = field
    return tuple(found.values())
