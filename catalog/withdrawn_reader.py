"""Reading a product that is no longer sold: its file stays as it was, and only what its page still says is asked for."""

from __future__ import annotations

from catalog.alias_reader import read_aliases
from catalog.keys import Fields, Keys
from catalog.offer_reader import claim_skus
from catalog.problems import Code, Problems
from catalog.product_reader import KEYS, read_known, read_product_slug, read_words
from catalog.sheets import Claims, House, WithdrawnSheet
from catalog.source import Source

_NEEDED = ("Title", "Slug", "Category")
_KEYS = Keys(
    required=_NEEDED,
    optional=tuple(key for key in (*KEYS.required, *KEYS.optional) if key not in _NEEDED),
    repeatable=KEYS.repeatable,
)


def read_withdrawn(source: Source, house: House, claims: Claims, problems: Problems) -> WithdrawnSheet | None:
    """BAK-112: return a withdrawn product's sheet, or nothing where something was noted.

    Its SKUs stay its own: past orders name them.
    """
    fields = Fields(source, _KEYS, problems)
    title = fields.required("Title")
    slug = read_product_slug(fields, claims)
    aliases = read_aliases(fields, "products", claims)
    category = read_known(fields, "Category", house.categories, Code.UNKNOWN_CATEGORY)
    claim_skus(fields, claims)
    fields.optional("Summary")  # its words are read with the text
    image = fields.optional("Image")
    if not (title and slug and category):
        return None
    return WithdrawnSheet(
        source=source,
        title=read_words(title, ""),
        slug=slug,
        aliases=aliases,
        category=category,
        image=image.value if image else "",
    )
