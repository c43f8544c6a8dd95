"""Reading the keys of a product."""

from __future__ import annotations

from catalog.alias_reader import read_aliases
from catalog.gallery_reader import read_pictures
from catalog.keys import Fields, Keys
from catalog.measure_reader import read_measures
from catalog.offer_reader import OWN, read_offers
from catalog.price_reader import read_prices
from catalog.problems import Code, Problems, nearest
from catalog.sheets import Claims, House, ProductSheet
from catalog.source import Field, Source
from catalog.values import read_count, read_day, read_positive, read_slug
from shop.text import grouped, normalise

KEYS = Keys(
    required=("Title", "Slug", "Category", "Image", "Date", "Class"),
    optional=("Status", *OWN, "Maximum", "Summary", "Seller", "Lead", "Order"),
    repeatable=("Variant", "Was", "Measure", "Picture", "Alias"),
)
LONGEST_LEAD = 60
"""Working days; who needs longer has nothing to sell yet."""


def read_product(source: Source, house: House, claims: Claims, problems: Problems) -> ProductSheet | None:
    """Return a published product's sheet, or nothing where something was noted."""
    fields = Fields(source, KEYS, problems)
    title = fields.required("Title")
    slug = read_product_slug(fields, claims)
    aliases = read_aliases(fields, "products", claims)
    category = read_known(fields, "Category", house.categories, Code.UNKNOWN_CATEGORY)
    product_class = read_known(fields, "Class", house.classes, Code.UNKNOWN_CLASS)
    image = fields.required("Image")
    pictures = read_pictures(fields)
    day = fields.required("Date")
    date = read_day(day, problems) if day else None
    offers = read_measures(fields, read_prices(fields, read_offers(fields, house.unit, claims), date, house))
    maximum = fields.optional("Maximum")
    limit = read_positive(maximum, problems) if maximum else house.maximum
    fields.optional("Summary")  # its words are read with the text
    seller = read_words(fields.optional("Seller"), house.name)
    lead_days = _lead_days(fields, seller, house)
    if not (title and slug and category and product_class and image and date and offers and limit):
        return None
    order = fields.optional("Order")
    place = read_count(order, problems) if order else None
    if lead_days is None or pictures is None or (order and place is None):
        return None
    return ProductSheet(
        source=source,
        title=normalise(title.value),
        slug=slug,
        aliases=aliases,
        category=category,
        product_class=product_class,
        image=image.value,
        pictures=pictures,
        date=date,
        seller=seller,
        lead_days=lead_days,
        maximum=limit,
        place=place,
        offers=offers,
    )


def _lead_days(fields: Fields, seller: str, house: House) -> int | None:
    """BAK-015: return the working days the seller needs, 0 where the product says nothing; only a seller has any."""
    field = fields.optional("Lead")
    if field is None:
        return 0
    days = read_positive(field, fields.problems)
    if seller == house.name:
        fields.problems.add(Code.LEAD_WITHOUT_SELLER, field.spot)
        return None
    if days and days > LONGEST_LEAD:
        fields.problems.add(Code.LEAD_TOO_LONG, field.spot, value=field.value, known=grouped(LONGEST_LEAD))
        return None
    return days


def read_words(field: Field | None, default: str) -> str:
    """Return words as typed, in their normal form."""
    return normalise(field.value) if field else default


def read_product_slug(fields: Fields, claims: Claims) -> str | None:
    """Return a product's slug, claimed for it alone."""
    field = fields.required("Slug")
    slug = read_slug(field, fields.problems) if field else None
    if field and slug:
        claims.claim("products", field, slug, Code.DUPLICATE_SLUG)
    return slug


def read_known(fields: Fields, key: str, names: tuple[str, ...], code: Code) -> str | None:
    """Return a value that must be one of some names; with no names to go by, every value will do."""
    field = fields.required(key)
    if field is None or not names or field.value in names:
        return field.value if field else None
    meant = nearest(field.value, names)
    fields.problems.add(code, field.spot, value=field.value, meant=meant, known="، ".join(names))
    return None
