"""Which pages a site has, and what each template is given."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from markupsafe import Markup

from catalog.answers import answers_of
from catalog.clause_links import below_others, linked
from catalog.making import Making, Page
from catalog.price_chart import HEIGHT, WIDTH, price_chart
from catalog.rules_told import RulesTold, rules_told
from catalog.shelves.front import fallen
from catalog.shelves.shelf import Listing, listing_title, shelf_of
from catalog.site import Category, Moved, PolicyPage, Product, Site, Withdrawn
from catalog.specification import specified
from catalog.structured_data import category_data, product_data
from catalog.structured_shop import shop_data

NOT_FOUND = "/404.html"
SEARCH = "/search.html"
UNLISTED = frozenset({NOT_FOUND, SEARCH})
"""What stands for no address of its own, and in no search engine."""


T = TypeVar("T")
Makings = Callable[[], Iterable[Making]]
"""What gives the makings of some pages."""
_PART = 50


def common(site: Site) -> tuple[object, ...]:
    """Return what any page may show: the shop, and the names in its header and footer."""
    categories = tuple((page.url, page.title) for page in site.categories)
    return site.shop, categories, tuple((page.url, page.title) for page in site.policies)


def pages(site: Site, shelves: Iterable[Category] | None = None, settled: Container[str] = frozenset()) -> list[Making]:
    """Return what makes each page of a site, of its categories only of some where they are named.

    Of ``settled`` categories, the products' pages alone.
    """
    rules = rules_told(site.shop)
    shown = site.categories if shelves is None else shelves
    return [
        Making("/", (site,), partial(_front, site)),
        *(making for category in shown for making in _of_category(site, category, rules, settled)),
        *(Making(gone.url, (site,), partial(_withdrawn, site, gone)) for gone in site.withdrawn),
        *(Making(policy.url, (policy,), partial(_policy, site, policy)) for policy in site.policies),
        *(Making(moved.old_url, (moved,), partial(_moved, site, moved)) for moved in site.moved),
        Making(SEARCH, (site,), partial(_search, site)),
        Making(NOT_FOUND, (site,), partial(_not_found, site)),
    ]


def pages_in_parts(site: Site) -> list[Makings]:
    """Return what gives the same in parts, for several to work off: the pages of a shelf are found out by who writes them."""
    rules = rules_told(site.shop)
    parts: list[Makings] = [partial(pages, site, ())]
    for category in site.categories:
        parts.append(partial(_of_shelf, site, category))
        places = range(len(category.products))
        parts += (partial(_of_products, site, category, rules, some) for some in in_parts(places))
    return parts


def in_parts(several: Sequence[T]) -> Iterator[Sequence[T]]:
    """Yield several things a few at a time."""
    return (several[start : start + _PART] for start in range(0, len(several), _PART))


def category_pages(site: Site, category: Category, *, shelves: bool = True) -> list[Making]:
    """Return what makes the pages of a category's products, and those of its shelf where they are asked for."""
    return [*_of_category(site, category, rules_told(site.shop), () if shelves else {category.slug})]


def making_of(site: Site, url: str) -> Making | None:
    """Return what makes one page, None where the site has none of this path; no other category's pages are looked at."""
    kind, _, name = url.removeprefix("/").partition("/")
    slug = name.removesuffix(".html").partition("/")[0]
    if kind == "products":
        slug = next((product.category.slug for product in site.products if product.slug == slug), "")
    shelf = [category for category in site.categories if kind in {"categories", "products"} and category.slug == slug]
    settled = {slug} if kind == "products" else frozenset()
    return next((making for making in pages(site, shelf, settled) if making.url == url), None)


def _front(site: Site) -> Page:
    shop = site.shop
    return Page(
        url="/",
        template="index",
        title=f"{shop.name} | {shop.tagline}",
        description=shop.description,
        data=shop_data(site),
        own={"latest": site.latest, "fallen": fallen(site.products), "hero": site.hero, "answers": answers_of(shop)},
    )


def _not_found(site: Site) -> Page:
    shop = site.shop
    return Page(
        url=NOT_FOUND, template="404", title=f"صفحه پیدا نشد | {shop.name}", description=shop.description, own={}
    )


def _search(site: Site) -> Page:
    """The page that finds goods by itself, from the listing; where no script runs, its form asks the checkout."""
    shop = site.shop
    return Page(url=SEARCH, template="search", title=f"جست‌وجو | {shop.name}", description=shop.description, own={})


def _of_category(site: Site, category: Category, rules: RulesTold, settled: Container[str]) -> Iterator[Making]:
    """Yield a category's shelf with the pages of its products, so that who writes one has its cards for the other."""
    if category.slug not in settled:
        yield from _of_shelf(site, category)
    yield from _of_products(site, category, rules, range(len(category.products)))


def _of_shelf(site: Site, category: Category) -> Iterator[Making]:
    for listing in shelf_of(site.shop, category).listings():
        yield Making(listing.url, listing.shown(), partial(_shelf, site, listing), listing.goods)


def _of_products(site: Site, category: Category, rules: RulesTold, places: Iterable[int]) -> Iterator[Making]:
    for at in places:
        product, related = category.products[at], category.beside(at)
        yield Making(product.url, (product,), partial(_product, site, product, related, rules), related)


def _shelf(site: Site, listing: Listing) -> Page:
    """A page of a category; what only shows all its goods in another way stands for the category's own page."""
    category = listing.shelf.category
    return Page(
        url=listing.url,
        template="category",
        title=f"{listing_title(listing)} | {site.shop.name}",
        description=category.summary or category.title,
        data=category_data(site, category) if listing.canonical == listing.url else Markup(),
        canonical=listing.canonical,
        own={"category": category, "listing": listing},
    )


def _product(site: Site, product: Product, related: tuple[Product, ...], rules: RulesTold) -> Page:
    return Page(
        url=product.url,
        template="product",
        title=f"{product.title} | {site.shop.name}",
        description=product.summary or product.title,
        data=product_data(site, product, rules.terms(product)),
        own={
            "product": product,
            "story": specified(product.body),
            "priced_on": max((offer.since for offer in product.offers if offer.since), default=None),
            "kind": site.shop.class_named(product.product_class),
            "answers": rules.answers(product),
            "related": related,
            "chart": price_chart,
            "chart_size": (WIDTH, HEIGHT),
        },
    )


def _withdrawn(site: Site, gone: Withdrawn) -> Page:
    """BAK-112: the page of a product that is no longer sold, with what its category still has."""
    return Page(
        url=gone.url,
        template="withdrawn",
        title=f"{gone.title} | {site.shop.name}",
        description=f"{gone.title} دیگر فروخته نمی‌شود.",
        own={"product": gone, "story": specified(gone.body), "related": site.instead_of(gone)},
    )


def _policy(site: Site, policy: PolicyPage) -> Page:
    return Page(
        url=policy.url,
        template="policy",
        title=f"{policy.title} | {site.shop.name}",
        description=policy.summary or policy.title,
        own={"policy": policy, "body": linked(policy.body), "subs": below_others(policy.body)},
    )


def _moved(site: Site, moved: Moved) -> Page:
    """The page at an old address, for hosts that do not redirect: it leads on by itself."""
    return Page(
        url=moved.old_url,
        template="moved",
        title=f"این صفحه جابه‌جا شده است | {site.shop.name}",
        description=site.shop.description,
        canonical=moved.url,
        own={"to": moved.url},
    )
