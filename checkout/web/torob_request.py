"""Reading what Torob asks for: one of four forms, and nothing that it does not say is assumed (Product API v3, 2.2)."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import get_args

from checkout.ports import Ports
from checkout.use_cases.list_for_torob import Sort, TorobPage, by_sku, newest_first, of_pages, of_skus

Ask = Callable[[Ports], TorobPage]
_CURSOR_SORT = "product_id_desc"
_PRODUCTS = "/products/"
_PAGE = ".html"


class BadRequest(Exception):
    """A request is not one of the forms; ``problem`` says what is wrong with it, for the other side."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def read_request(body: bytes, site_url: str) -> Ask:
    """Return what answers a request; ``site_url`` is where the product pages stand.

    Raises:
        BadRequest: it is empty, or not one of the forms.
    """
    try:
        asked = json.loads(body)
    except (ValueError, RecursionError) as error:  # also bytes that are no text, and numbers without end
        raise BadRequest("the body is not JSON") from error
    if not isinstance(asked, dict) or not asked:
        raise BadRequest("the body is empty")
    given = frozenset(asked)
    if given == {"page_urls"}:
        slugs = [_slug(url, site_url) for url in _texts(asked, "page_urls")]
        return partial(of_pages, slugs=[slug for slug in slugs if slug])
    if given == {"page_uniques"}:
        return partial(of_skus, skus=_texts(asked, "page_uniques"))
    return _list(asked, given)


def _list(asked: dict[str, object], given: frozenset[str]) -> Ask:
    sort = asked.get("sort")
    if sort is None:
        raise BadRequest("sort parameter is not provided")
    if sort == _CURSOR_SORT:
        _only(given, {"sort", "cursor"})
        cursor = asked.get("cursor")
        if "cursor" in given and not isinstance(cursor, str):
            raise BadRequest("cursor must be a string")
        return partial(by_sku, after=cursor if isinstance(cursor, str) else None)
    known = next((one for one in get_args(Sort) if one == sort), None)
    if known is None:
        raise BadRequest("sort parameter is not supported")
    _only(given, {"sort", "page"})
    page = asked.get("page")
    if not isinstance(page, int) or isinstance(page, bool) or page < 1:
        raise BadRequest("page must be an integer from 1")
    return partial(newest_first, page=page, sort=known)


def _only(given: frozenset[str], known: set[str]) -> None:
    if strange := sorted(given - known):
        named = (
            strange[0].encode("ascii", "backslashreplace").decode("ascii")
        )  # JSON may hold letters that no answer can
        raise BadRequest(f"{named} parameter does not belong here")


def _texts(asked: dict[str, object], name: str) -> list[str]:
    values = asked[name]
    if not isinstance(values, list) or not values or not all(isinstance(value, str) for value in values):
        raise BadRequest(f"{name} must be a list of one or more strings")
    return values


def _slug(url: str, site_url: str) -> str:
    """Return the product of a page's address, '' where it is no product's; what trackers hang on it is left off."""
    path = url.partition("#")[0].partition("?")[0].removeprefix(site_url)
    is_one = path != url and path.startswith(_PRODUCTS) and path.endswith(_PAGE)
    return path.removeprefix(_PRODUCTS).removesuffix(_PAGE) if is_one else ""
