"""Reading an owner's whole folder: a site in which nothing is wrong, or every problem at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from catalog.assemble import assemble
from catalog.bodies import Body
from catalog.figure_check import FigureCheck
from catalog.keys import WITHDRAWN, is_published, status_of
from catalog.last_release import NOTHING, Earlier, check_against
from catalog.named_pictures import prepare_named
from catalog.page_reader import read_page
from catalog.pictures import Gallery
from catalog.problems import Code, Problem, Problems, Spot
from catalog.product_reader import read_product
from catalog.rule_findings import check_findings
from catalog.sections import Section, sections
from catalog.sheets import Claims, House, Sheets
from catalog.shelves.filter_check import check_filters
from catalog.shop_check import check_clauses, check_shop
from catalog.shop_reader import FILE, ShopFile, read_shop
from catalog.site import Site
from catalog.source import Source, read_sources
from catalog.specification_check import check_specifications
from catalog.stated_rules import check_stated
from catalog.texts import render_all
from catalog.withdrawn_reader import read_withdrawn
from shop.terms import Shop

KINDS = ("categories", "policies", "products")
Sources = Mapping[str, list[Source]]


@dataclass(frozen=True, slots=True)
class Hosts:
    """Where pages and service stand, if not where ``shop.toml`` says; without a slash at the end."""

    site_url: str = ""
    checkout_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a folder holds: its site, unless there are problems; warnings; the number of drafts; its pictures."""

    site: Site | None
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    drafts: int
    gallery: Gallery


def read_content(folder: Path, picture_cache: Path, hosts: Hosts, earlier: Earlier = NOTHING) -> Content:
    """Return the site in an owner's folder, or everything that is wrong with it, also beside what was published before."""
    problems = Problems()
    gallery = Gallery(folder / "images", picture_cache)
    file = read_shop(folder, problems)
    shop = _at_hosts(file.shop, hosts) if file and file.shop else None
    read = {kind: read_sources(folder, kind, problems) for kind in KINDS}
    sources = {kind: [source for source in read[kind] if is_published(source, problems)] for kind in KINDS}
    claims = Claims(problems)
    sheets = _sheets(sources, shop, claims, problems)
    published = {source.path for source in sources["products"]}
    drafts = [source for source in read["products"] if source.path not in published]
    check_against(earlier, sheets.products, drafts, claims, problems)
    if not _sold(sources):
        problems.add(Code.NO_PRODUCT, Spot("products"))
    prepare_named(sources["products"], file, gallery, problems)
    texts = [source for kind in KINDS for source in sources[kind]]
    bodies = render_all(texts, claims.pages(), shop, gallery, problems)
    check_filters(sheets, bodies, problems)
    if shop:
        check_specifications(shop, sheets.products, bodies, problems)
    if file:
        _check_shop(file, sources["policies"], claims, bodies, problems)
    return Content(
        site=None if shop is None or problems.errors() else assemble(shop, sheets, bodies, gallery),
        problems=problems.errors(),
        warnings=problems.warnings(),
        drafts=sum(len(read[kind]) - len(sources[kind]) for kind in KINDS),
        gallery=gallery,
    )


def _at_hosts(shop: Shop, hosts: Hosts) -> Shop:
    return replace(
        shop,
        site_url=(hosts.site_url or shop.site_url).rstrip("/"),
        checkout_url=(hosts.checkout_url or shop.checkout_url).rstrip("/"),
    )


def _sheets(sources: Sources, shop: Shop | None, claims: Claims, problems: Problems) -> Sheets:
    """Read the keys of every published file; categories come first because products name them."""
    categories, policies = (
        [sheet for source in sources[kind] if (sheet := read_page(source, kind, claims, problems))]
        for kind in ("categories", "policies")
    )
    house = House.of(shop, claims.names("categories"))
    products = [read_product(source, house, claims, problems) for source in _sold(sources)]
    gone = [read_withdrawn(source, house, claims, problems) for source in _sold(sources, no_longer=True)]
    return Sheets(
        categories=tuple(categories),
        policies=tuple(policies),
        products=tuple(product for product in products if product),
        withdrawn=tuple(product for product in gone if product),
    )


def _sold(sources: Sources, *, no_longer: bool = False) -> list[Source]:
    """Return the products that are sold, or those that no longer are."""
    return [source for source in sources["products"] if (status_of(source) == WITHDRAWN) == no_longer]


def _check_shop(
    file: ShopFile, policies: list[Source], claims: Claims, bodies: Mapping[str, Body], problems: Problems
) -> None:
    """Check the shop's clauses against all policy pages, unless one has no name yet."""
    pages = claims.pages()
    if all(source.path in pages for source in policies):
        clauses = {
            f"{PurePosixPath(pages[source.path]).stem}#{anchor}"
            for source in policies
            for anchor, _ in bodies[source.path].clauses
        }
        check_clauses(file, clauses, problems)
        if file.shop:
            by_clause = _clause_sections(policies, pages)
            check_stated(file.shop, by_clause, problems)
            FigureCheck(file.shop, problems).check(policies, by_clause)
    check_shop(file, problems)
    # What the rule check would say of a file that is still wrong is wrong too.
    if file.shop and not problems.errors_of(FILE):
        check_findings(file, file.shop, problems)


def _clause_sections(policies: list[Source], pages: Mapping[str, str]) -> Mapping[str, Section]:
    """Return the section of each clause of the policy pages."""
    return {
        f"{PurePosixPath(pages[source.path]).stem}#{anchor}": section
        for source in policies
        for anchor, section in sections(source).items()
    }
