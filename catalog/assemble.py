"""Putting the site together from what was read, in the order in which pages show it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from catalog.addresses import category_url, policy_url, product_url
from catalog.bodies import Body
from catalog.pictures import Gallery
from catalog.sheets import PageSheet, ProductSheet, Sheets, WithdrawnSheet
from catalog.shelves.facts import with_rows
from catalog.site import Category, CategoryName, Moved, PolicyPage, Product, Site, Withdrawn
from shop.terms import Shop
from shop.text import normalise


@dataclass(frozen=True, slots=True)
class Ready:
    """The site before, and by file those of its products that would be made as they were."""

    site: Site | None = None
    products: Mapping[str, Product] = field(default_factory=dict)


NOTHING_READY = Ready()


def assemble(
    shop: Shop, sheets: Sheets, bodies: Mapping[str, Body], gallery: Gallery, before: Ready = NOTHING_READY
) -> Site:
    """Return the site: products newest first, pages by their ``Order``.

    A product that is as it was before is that very one, which tells quicker than to compare it again.
    """
    names = names_of(sheets.categories)
    newest = sorted(sheets.products, key=lambda sheet: (-sheet.date.toordinal(), sheet.slug))
    products = tuple(
        before.products.get(path := sheet.source.path) or product_of(sheet, names, bodies[path], shop, gallery)
        for sheet in newest
    )
    filtered = {sheet.slug for sheet in sheets.categories if sheet.filters}
    products = with_rows(products, filtered, shop.look.layout)
    products = tuple(_old_ones(products, before.site)) if before.site else products
    shelves = {name: tuple(goods) for name, goods in _by_shelf(products).items()}
    return Site(
        shop=shop,
        products=products,
        categories=tuple(
            _category(sheet, bodies[sheet.source.path], shelves.get(sheet.slug, ()))
            for sheet in _in_order(sheets.categories)
        ),
        policies=tuple(_policy(sheet, bodies[sheet.source.path]) for sheet in _in_order(sheets.policies)),
        hero=gallery.picture(shop.look.hero, "") if shop.look.hero else None,
        withdrawn=tuple(_withdrawn(sheet, names, bodies[sheet.source.path], gallery) for sheet in sheets.withdrawn),
        moved=tuple(_moved(sheets)),
    )


def _old_ones(products: Iterable[Product], before: Site) -> Iterator[Product]:
    old = {product.slug: product for product in before.products}
    for product in products:
        one = old.get(product.slug)
        yield one if one is product or one == product else product


def _moved(sheets: Sheets) -> Iterator[Moved]:
    """Return every path that leads to a page of another address, by kind and in the order of the files."""
    yield from _moved_to(product_url, sheets.products)
    yield from _moved_to(product_url, sheets.withdrawn)
    yield from _moved_to(category_url, sheets.categories)
    yield from _moved_to(policy_url, sheets.policies)


def _moved_to(
    url: Callable[[str], str], sheets: Iterable[ProductSheet | WithdrawnSheet | PageSheet]
) -> Iterator[Moved]:
    for sheet in sheets:
        yield from (Moved(url(old), url(sheet.slug)) for old in sheet.aliases)


def _by_shelf(products: Iterable[Product]) -> Mapping[str, list[Product]]:
    shelves: dict[str, list[Product]] = {}
    for product in products:
        shelves.setdefault(product.category.slug, []).append(product)
    return shelves


def _in_order(sheets: tuple[PageSheet, ...]) -> list[PageSheet]:
    return sorted(sheets, key=lambda sheet: (sheet.order, sheet.slug))


def names_of(categories: Iterable[PageSheet | Category]) -> Mapping[str, CategoryName]:
    """Return each category by its slug, as the pages of its products name it."""
    return {sheet.slug: CategoryName(sheet.title, sheet.slug, category_url(sheet.slug)) for sheet in categories}


def product_of(
    sheet: ProductSheet,
    names: Mapping[str, CategoryName],
    body: Body,
    shop: Shop,
    gallery: Gallery,
) -> Product:
    """Return a product; of the rows of its table nothing yet."""
    return Product(
        slug=sheet.slug,
        title=sheet.title,
        summary=body.summary,
        body=body.html,
        category=names[sheet.category],
        product_class=sheet.product_class,
        date=sheet.date,
        seller=sheet.seller,
        is_own=sheet.seller == shop.name,
        lead_days=sheet.lead_days,
        maximum=sheet.maximum,
        place=sheet.place,
        offers=sheet.offers,
        picture=gallery.picture(sheet.image, sheet.title),
        more_pictures=tuple(gallery.picture(one.file, one.alt) for one in sheet.pictures),
        words=body.words,
    )


def _withdrawn(sheet: WithdrawnSheet, names: Mapping[str, CategoryName], body: Body, gallery: Gallery) -> Withdrawn:
    return Withdrawn(
        slug=sheet.slug,
        title=sheet.title,
        summary=body.summary,
        body=body.html,
        category=names[sheet.category],
        picture=gallery.picture(sheet.image, sheet.title) if sheet.image else None,
    )


def _category(sheet: PageSheet, body: Body, products: tuple[Product, ...]) -> Category:
    return Category(
        slug=sheet.slug,
        title=sheet.title,
        summary=body.summary,
        body=body.html,
        order=sheet.order,
        filters=tuple(dict.fromkeys(normalise(field.value) for field in sheet.filters)),
        products=products,
    )


def _policy(sheet: PageSheet, body: Body) -> PolicyPage:
    return PolicyPage(
        slug=sheet.slug,
        title=sheet.title,
        summary=body.summary,
        body=body.html,
        order=sheet.order,
        clauses=body.clauses,
    )
