"""A category as its pages show it: its goods in an order or by a filter, twenty-four to a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from catalog.shelves.facets import Facet, Value, facets
from catalog.shelves.orders import Order, in_order, in_own_order, orders
from catalog.site import Category, Product
from shop.terms import Shop
from shop.text import persian_digits

ON_A_PAGE = 24
"""Fills rows of two, three, four and six."""
AT_ONCE = 600
"""So many goods at most are sent on one page, for those who filter in the browser; more would be slower than pages."""
ALL = "all"
_AROUND = 1
_ALL_PAGES = 7
"""So many pages are all named; of more, those at the ends and around the present one."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shelf:
    """A category with its goods in its own order, the orders and the filters; two of them are never the same."""

    category: Category
    goods: tuple[Product, ...]
    orders: tuple[Order, ...]
    facets: tuple[Facet, ...]

    def marks(self) -> str:
        """Return what a browser sorts and filters the goods by, in their order: «PRICE DAY GONE FILTER FILTER;…».

        The price is in rials, the day counts from the calendar's first, GONE is 1 for what is sold out.
        """
        fitting: dict[str, list[str]] = {product.slug: [] for product in self.goods}
        for value in (value for facet in self.facets for value in facet.values):
            for product in value.goods:
                fitting[product.slug].append(value.key)
        return ";".join(
            f"{one.from_price} {one.date.toordinal()} {int(not one.available)} {' '.join(fitting[one.slug])}".rstrip()
            for one in self.goods
        )

    @property
    def all_url(self) -> str:
        """Where all its goods stand on one page, '' if they are too many."""
        if len(self.goods) <= ON_A_PAGE:
            return self.category.url
        return self.url(ALL) if len(self.goods) <= AT_ONCE else ""

    def url(self, key: str = "", page: int = 1) -> str:
        """Return the path of a page of an order or a filter."""
        base = self.category.url.removesuffix(".html")
        parts = [base, *([key] if key else []), *([str(page)] if page > 1 else [])]
        return f"{'/'.join(parts)}.html"

    def listings(self) -> Iterator[Listing]:
        """Yield every page: all goods in each order, what each single filter leaves in the shelf's own, all at once."""
        for order in self.orders:
            yield from self._paged(in_order(self.goods, order), order, None)
        for facet in self.facets:
            for value in facet.values:
                yield from self._paged(value.goods, self.orders[0], value)
        if self.all_url not in ("", self.category.url):
            yield Listing(shelf=self, order=self.orders[0], goods=self.goods, total=len(self.goods), key=ALL)

    def _paged(self, goods: tuple[Product, ...], order: Order, value: Value | None) -> Iterator[Listing]:
        pages = max(1, -(-len(goods) // ON_A_PAGE))
        for page in range(1, pages + 1):
            yield Listing(
                shelf=self,
                order=order,
                value=value,
                goods=goods[(page - 1) * ON_A_PAGE : page * ON_A_PAGE],
                total=len(goods),
                key=value.key if value else order.key,
                page=page,
                pages=pages,
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of a shelf: which goods of how many it shows, in which order, by which filter if any."""

    shelf: Shelf
    order: Order
    goods: tuple[Product, ...]
    total: int
    key: str
    value: Value | None = None
    page: int = 1
    pages: int = 1

    @property
    def url(self) -> str:
        """The path of this page."""
        return self.page_url(self.page)

    @property
    def canonical(self) -> str:
        """The path of the page it stands for: the shelf's own where it only shows all goods in another way."""
        return self.url if self.value or not self.key else self.shelf.category.url

    @property
    def is_main(self) -> bool:
        """Is this the page that the category is known by?"""
        return not self.key and self.page == 1

    @property
    def holds_all(self) -> bool:
        """Does every one of the shelf's goods stand on this page?"""
        return self.url == self.shelf.all_url

    @property
    def first(self) -> int:
        """The number of its first product among all it goes through."""
        return (self.page - 1) * ON_A_PAGE + 1

    @property
    def last(self) -> int:
        """The number of its last product."""
        return self.first + len(self.goods) - 1

    def shown(self) -> tuple[object, ...]:
        """Return all that this page shows and no card of its goods does."""
        shelf = self.shelf
        facets = [
            (facet.name, *((one.key, one.name, len(one.goods)) for one in facet.values)) for facet in shelf.facets
        ]
        return (
            replace(shelf.category, products=()),
            (len(shelf.goods), shelf.all_url, shelf.orders, facets),
            (self.order, self.key, self.total, self.page, self.pages, self.value.key if self.value else ""),
            shelf.marks() if self.holds_all else "",
        )

    def page_url(self, page: int) -> str:
        """Return the path of another page of the same list."""
        return self.shelf.url(self.key, page)

    def named_pages(self) -> tuple[int, ...]:
        """Return the pages that this one leads to by number, 0 for a gap: 1 0 4 5 6 0 11."""
        if self.pages <= _ALL_PAGES:
            return tuple(range(1, self.pages + 1))
        shown = {1, self.pages, *range(max(1, self.page - _AROUND), min(self.pages, self.page + _AROUND) + 1)}
        found: list[int] = []
        for page in sorted(shown):
            if found and page > found[-1] + 1:
                found.append(page - 1 if page == found[-1] + 2 else 0)
            found.append(page)
        return tuple(found)


def shelf_of(shop: Shop, category: Category) -> Shelf:
    """Return a category's shelf."""
    goods = in_own_order(category.products)
    known = orders(goods) if len(goods) > 1 else orders(goods)[:1]
    return Shelf(category=category, goods=goods, orders=known, facets=facets(shop, category, goods))


def listing_title(listing: Listing) -> str:
    """Return what a page of a shelf is called: «عطرهای گلی، ۳ گرم، صفحه‌ی ۲»."""
    parts = [listing.shelf.category.title]
    if listing.value:
        parts.append(listing.value.name)
    elif listing.key == ALL:
        parts.append("همه در یک صفحه")
    elif listing.order.key:
        parts.append(listing.order.name)
    if listing.page > 1:
        parts.append(f"صفحه‌ی {persian_digits(listing.page)}")
    return "، ".join(parts)
