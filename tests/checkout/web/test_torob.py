"""Torob asks for the shop's goods: its own forms of question, answered to the letter of its document, to it alone."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from checkout.kinds import SWITCHES
from checkout.records import EVERYTHING, SaleSwitch
from checkout.use_cases.switch_sales import end_sale, stop_sales
from shop.release import Sku
from tests.builders import HONEY, PLACED_AT, SAFFRON, a_release, a_shop, an_offer
from tests.checkout.torob import KEY, a_listed_release, a_page, headers, many, on_torob
from tests.checkout.web.browser import Browser, Page, unchanged
from tests.fakes import SITE, World

PATH = "/torob_api/v3/products"
NEWEST = {"page": 1, "sort": "date_added_desc"}


def ask(browser: Browser, body: object, sent: Mapping[str, str] | None = None) -> Page:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Page(browser.client.post(PATH, content=content, headers={**headers(), **(sent or {})}))


def answer(world: World, body: object) -> dict[str, Any]:
    page = unchanged(world, lambda: ask(Browser(world), body))
    assert (page.status, page.headers["content-type"]) == (200, "application/json")
    told: dict[str, Any] = page.answer.json()
    return told


def uniques(told: Mapping[str, Any]) -> list[str]:
    return [item["page_unique"] for item in told["products"]]


def test_it_is_off_until_the_terms_ask_for_it_and_its_key_is_there(world: World) -> None:
    key = replace(world.ports, torob_key=KEY)
    for ports, shop in ((key, a_shop()), (world.ports, a_shop(feeds={"torob": True}))):
        world.ports = ports
        world.releases.serve(a_release(shop=shop))
        assert ask(Browser(world), NEWEST).status == 404
    assert ask(Browser(on_torob(world)), NEWEST).status == 200


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({"x-torob-token": ""}, "the token is not valid"),
        ({"x-torob-token": headers(aud="other.example")["x-torob-token"]}, "the token is for another host"),
        ({"x-torob-token": headers(aud="other.example")["x-torob-token"], "host": "other.example"}, "the token is for another host"),
        ({"x-torob-token": headers(exp=1)["x-torob-token"]}, "the token has expired"),
        ({"x-torob-token-version": "2"}, "the token's version is not known"),
        ({"x-torob-token-version": ""}, "the token's version is not known"),
    ],
    ids=["none", "another host", "another host that the request names", "expired", "another version", "no version"],
)  # fmt: skip
def test_whoever_is_not_torob_is_told_so_before_anything_is_read(
    sent: Mapping[str, str], problem: str, world: World
) -> None:
    page = unchanged(world, lambda: ask(Browser(on_torob(world)), b"{", sent))
    assert (page.status, page.answer.json()) == (401, {"error": problem})


def test_a_product_is_told_as_its_page_and_the_release_have_it(world: World) -> None:
    fallen = a_page(added=date(2026, 9, 5), changed=date(2026, 9, 24), before={HONEY: 3_000_000})
    on_torob(world, a_listed_release(an_offer(price=2_400_000), asal_avishan=fallen))

    assert answer(world, NEWEST) == {
        "api_version": "torob_api_v3",
        "current_page": 1,
        "total": 1,
        "max_pages": 1,
        "next_cursor": None,
        "products": [
            {
                "page_unique": HONEY,
                "page_url": f"{SITE}/products/asal-avishan.html",
                "title": "عسل آویشن ۵۰۰ گرمی",
                "current_price": 240_000,
                "old_price": 300_000,
                "availability": True,
                "category_name": "عسل و خرما",
                "image_links": [f"{SITE}/images/asal-1200.aaaa.jpg", f"{SITE}/images/asal-2-1200.bbbb.jpg"],
                "short_desc": "عسل آویشن کوهستان.",
                "spec": {"وزن": "۵۰۰ گرم"},
                "date_added": "2026-09-05T00:00:00+03:30",
                "date_updated": "2026-09-24T00:00:00+03:30",
            }
        ],
    }


def test_what_nobody_can_buy_now_costs_nothing_and_what_can_be_bought_never_does(world: World) -> None:
    """The owner's count, what was sold since, what staff took off sale, and a part of a toman."""
    offers = (
        an_offer("A-1", slug="a", stock=1, price=5),
        an_offer("B-1", slug="b", stock=0, price=2_400_000),
        an_offer("C-1", slug="c", stock=1, price=2_400_001),
        an_offer("D-1", slug="d", stock=9, price=2_400_000),
    )
    on_torob(world, a_listed_release(*offers, d=a_page(before={"D-1": 3_000_000})))
    end_sale(world.ports, Sku("D-1"), "sara")

    told = answer(world, {"page_uniques": ["A-1", "B-1", "C-1", "D-1"]})
    assert [(item["current_price"], item["availability"]) for item in told["products"]] == [
        (1, True), (0, False), (240_001, True), (0, False),
    ]  # fmt: skip
    assert all("old_price" not in item for item in told["products"])


def test_no_text_is_longer_than_torob_takes(world: World) -> None:
    page = replace(a_page(), category="ق" * 201, summary="خ" * 501)
    on_torob(world, a_listed_release(an_offer(title="ع" * 600), asal_avishan=page))

    (item,) = answer(world, NEWEST)["products"]
    assert [len(item[name]) for name in ("title", "short_desc", "category_name")] == [500, 500, 200]


def test_a_stop_of_all_sales_leaves_nothing_to_buy(world: World) -> None:
    on_torob(world)
    stop_sales(world.ports, "sara")

    assert {item["availability"] for item in answer(world, NEWEST)["products"]} == {False}
    with world.store.transaction() as tx:
        assert tx.get(SWITCHES, EVERYTHING) == SaleSwitch(sku=EVERYTHING, by="sara", at=PLACED_AT)


def test_a_unit_that_a_buyer_holds_is_not_there(world: World) -> None:
    on_torob(world, a_listed_release(an_offer(stock=1)))
    assert answer(world, NEWEST)["products"][0]["availability"]
    Browser(world).order()
    assert not answer(world, NEWEST)["products"][0]["availability"]


def test_variants_are_goods_of_one_group_at_one_address(world: World) -> None:
    small, large = an_offer(HONEY, variant="کوچک"), an_offer("BAQ-ASAL-1000", variant="بزرگ", seller="کندوی سبلان")
    on_torob(world, a_listed_release(small, large, an_offer(SAFFRON, slug="zaferan")))

    told = answer(world, {"page_urls": [f"{SITE}/products/asal-avishan.html", f"{SITE}/products/zaferan.html"]})
    items = {item["page_unique"]: item for item in told["products"]}
    assert {sku: item.get("product_group_id") for sku, item in items.items()} == {
        HONEY: "asal-avishan", "BAQ-ASAL-1000": "asal-avishan", SAFFRON: None,
    }  # fmt: skip
    assert items[HONEY]["page_url"] == items["BAQ-ASAL-1000"]["page_url"]
    assert {sku: item.get("seller_name") for sku, item in items.items()} == {
        HONEY: None, "BAQ-ASAL-1000": "کندوی سبلان", SAFFRON: None,
    }  # fmt: skip
    assert (told["current_page"], told["total"], told["max_pages"]) == (1, 3, 1)


@pytest.mark.parametrize(
    ("page", "first", "last", "count"),
    [(1, "P-0250", "P-0151", 100), (2, "P-0150", "P-0051", 100), (3, "P-0050", "P-0001", 50)],
)
def test_pages_have_a_hundred_goods_each_the_newest_first(
    page: int, first: str, last: str, count: int, world: World
) -> None:
    on_torob(world, many(250))
    told = answer(world, {"page": page, "sort": "date_added_desc"})

    assert (told["current_page"], told["total"], told["max_pages"]) == (page, 250, 3)
    assert (uniques(told)[0], uniques(told)[-1], len(uniques(told))) == (first, last, count)


@pytest.mark.parametrize(("count", "pages"), [(1, 1), (100, 1), (101, 2), (200, 2)])
def test_there_is_no_page_beyond_the_last_but_an_empty_one(count: int, pages: int, world: World) -> None:
    on_torob(world, many(count))
    assert answer(world, NEWEST)["max_pages"] == pages
    beyond = answer(world, {"page": pages + 1, "sort": "date_added_desc"})
    assert (beyond["current_page"], beyond["total"], beyond["products"]) == (pages + 1, count, [])


def test_each_order_goes_by_its_own_day_and_never_by_chance(world: World) -> None:
    offers = [an_offer(f"{slug.upper()}-1", slug=slug) for slug in ("b", "a", "c")]
    old, new = a_page(added=date(2026, 1, 1), changed=date(2026, 6, 1)), a_page(added=date(2026, 3, 1))
    on_torob(world, a_listed_release(*offers, c=old, a=new, b=new))

    assert uniques(answer(world, NEWEST)) == ["A-1", "B-1", "C-1"]
    assert uniques(answer(world, {"page": 1, "sort": "date_updated_desc"})) == ["C-1", "A-1", "B-1"]


def test_a_cursor_leads_through_all_goods_once(world: World) -> None:
    on_torob(world, many(201))
    seen: list[str] = []
    asked: dict[str, str] = {"sort": "product_id_desc"}
    sizes = []
    while True:
        told = answer(world, asked)
        seen += uniques(told)
        sizes.append(len(told["products"]))
        if told["next_cursor"] is None:
            break
        asked = {"sort": "product_id_desc", "cursor": told["next_cursor"]}

    assert sizes == [100, 100, 1]
    assert seen == [f"P-{n:04d}" for n in range(201, 0, -1)]


def test_what_is_not_sold_is_left_out(world: World) -> None:
    on_torob(world)
    gone = answer(world, {"page_uniques": ["GONE-1"]})
    assert (gone["total"], gone["max_pages"], gone["products"]) == (0, 1, [])
    assert uniques(answer(world, {"page_uniques": [SAFFRON, "GONE-1", HONEY, SAFFRON]})) == [SAFFRON, HONEY]


@pytest.mark.parametrize(
    ("url", "found"),
    [
        (f"{SITE}/products/asal-avishan.html", True),
        (f"{SITE}/products/asal-avishan.html?torob_clid=1&x=%2F#y", True),
        (f"{SITE}/products/gone.html", False),
        (f"{SITE}/products/asal-avishan", False),
        (f"{SITE}/categories/asal-avishan.html", False),
        ("https://other.example/products/asal-avishan.html", False),
        ("/products/asal-avishan.html", False),
        ("", False),
    ],
)
def test_a_page_is_known_by_its_whole_address(url: str, found: bool, world: World) -> None:
    on_torob(world)
    assert uniques(answer(world, {"page_urls": [url]})) == ([HONEY] if found else [])


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "the body is not JSON"),
        (b"{", "the body is not JSON"),
        (b"\xff", "the body is not JSON"),
        (b"[" * 60_000, "the body is not JSON"),
        (b'{"page": ' + b"9" * 5000 + b"}", "the body is not JSON"),
        ({}, "the body is empty"),
        ([], "the body is empty"),
        (None, "the body is empty"),
        ("page", "the body is empty"),
        ({"page": 1}, "sort parameter is not provided"),
        ({"page": 1, "sort": None}, "sort parameter is not provided"),
        ({"page": 1, "sort": "price_asc"}, "sort parameter is not supported"),
        ({"page": 1, "sort": ["date_added_desc"]}, "sort parameter is not supported"),
        ({"sort": "date_added_desc"}, "page must be an integer from 1"),
        ({"page": 0, "sort": "date_added_desc"}, "page must be an integer from 1"),
        ({"page": -1, "sort": "date_added_desc"}, "page must be an integer from 1"),
        ({"page": "1", "sort": "date_added_desc"}, "page must be an integer from 1"),
        ({"page": 1.0, "sort": "date_added_desc"}, "page must be an integer from 1"),
        ({"page": True, "sort": "date_added_desc"}, "page must be an integer from 1"),
        ({"page": None, "sort": "date_added_desc"}, "page must be an integer from 1"),
        ({**NEWEST, "limit": 50}, "limit parameter does not belong here"),
        (b'{"sort": "date_added_desc", "page": 1, "\\ud800": 1}', r"\ud800 parameter does not belong here"),
        ({"sort": "product_id_desc", "page": 1}, "page parameter does not belong here"),
        ({"sort": "product_id_desc", "cursor": 7}, "cursor must be a string"),
        ({"sort": "product_id_desc", "cursor": None}, "cursor must be a string"),
        ({"page_urls": []}, "page_urls must be a list of one or more strings"),
        ({"page_urls": "https://x"}, "page_urls must be a list of one or more strings"),
        ({"page_uniques": [1]}, "page_uniques must be a list of one or more strings"),
        ({"page_uniques": ["A"], "page_urls": ["b"]}, "sort parameter is not provided"),
        ({"page_uniques": ["A"], **NEWEST}, "page_uniques parameter does not belong here"),
    ],
)
def test_what_is_not_one_of_its_forms_is_refused_in_its_own_form(body: object, problem: str, world: World) -> None:
    page = unchanged(world, lambda: ask(Browser(on_torob(world)), body))
    assert (page.status, page.answer.json()) == (400, {"error": problem})


def test_a_body_larger_than_any_question_is_not_read(world: World) -> None:
    assert ask(Browser(on_torob(world)), {"page_urls": ["x" * 70_000]}).status == 413
