"""Reading the keys of a product."""

from __future__ import annotations

from catalog.keys import Fields, Keys
from catalog.offer_reader import OWN, read_offers
from catalog.problems import Code, Problems, nearest
from catalog.sheets import Claims, House, ProductSheet
from catalog.source import Field, Source
from catalog.values import read_day, read_positive, read_slug
from shop.text import normalise

KEYS = Keys(
    required=("Title", "Slug", "Category", "Image", "Date", "Class"),
    optional=("Status", *OWN, "Maximum", "Summary", "Seller"),
    repeatable=("Variant",),
)


def read_product(source: Source, house: House, claims: Claims, problems: Problems) -> ProductSheet | None:
    """Return a published product's sheet, or nothing where something was noted."""
    fields = Fields(source, KEYS, problems)
    title = fields.required("Title")
    slug = _slug(fields, claims)
    category = _known(fields, "Category", house.categories, Code.UNKNOWN_CATEGORY)
    product_class = _known(fields, "Class", house.classes, Code.UNKNOWN_CLASS)
    image = fields.required("Image")
    day = fields.required("Date")
    date = read_day(day, problems) if day else None
    offers = read_offers(fields, house.unit, claims)
    maximum = fields.optional("Maximum")
    limit = read_positive(maximum, problems) if maximum else house.maximum
    if not (title and slug and category and product_class and image and date and offers and limit):
        return None
    return ProductSheet(
        source=source,
        title=normalise(title.value),
        slug=slug,
        category=category,
        product_class=product_class,
        image=image.value,
        date=date,
        summary=_text(fields.optional("Summary"), ""),
        seller=_text(fields.optional("Seller"), house.name),
        maximum=limit,
        offers=offers,
    )


def _text(field: Field | None, default: str) -> str:
    return normalise(field.value) if field else default


def _slug(fields: Fields, claims: Claims) -> str | None:
    field = fields.required("Slug")
    slug = read_slug(field, fields.problems) if field else None
    if field and slug:
        claims.claim("products", field, slug, Code.DUPLICATE_SLUG)
    return slug


def _known(fields: Fields, key: str, names: tuple[str, ...], code: Code) -> str | None:
    """Return a value that must be one of some names; with no names to go by, every value will do."""
    field = fields.required(key)
    if field is None or not names or field.value in names:
        return field.value if field else None
    meant = nearest(field.value, names)
    fields.problems.add(code, field.spot, value=field.value, meant=meant, known="، ".join(names))
    return None
