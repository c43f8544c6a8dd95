"""The JSON with which static pages refresh themselves: small, the same for everybody, and asked of the store seldom."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.builders import HONEY, SAFFRON, a_release, an_offer
from tests.checkout.counted_trips import FarStore
from tests.checkout.shopper import an_ordered
from tests.checkout.web.browser import Browser, Page, unchanged
from tests.fakes import DownStore, World

PATH = "/stock.json"


@pytest.fixture
def far() -> World:
    """A shop with two jars of honey, at a store that notes what it is asked."""
    world = World(FarStore())
    world.releases.serve(a_release(an_offer(stock=2), an_offer(SAFFRON, stock=0)))
    return world


def looks(world: World) -> int:
    """Return how many transactions there have been."""
    assert isinstance(world.store, FarStore)
    return len(world.store.all_trips)


def plain(browser: Browser, **headers: str) -> Page:
    """Ask for it uncompressed."""
    return browser.get(PATH, {"accept-encoding": "identity", **{k.replace("_", "-"): v for k, v in headers.items()}})


def test_it_says_what_is_gone_and_nearly_gone_and_no_number(far: World) -> None:
    page = plain(Browser(far))
    assert (page.status, page.headers["content-type"]) == (200, "application/json")
    assert page.text == f'{{"few":["{HONEY}"],"none":["{SAFFRON}"]}}'


def test_anybody_may_read_and_keep_it_and_nobody_is_told_apart(far: World) -> None:
    browser = Browser(far)
    stranger = plain(browser, origin="https://evil.example")
    assert stranger.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in stranger.headers
    assert stranger.headers["cache-control"] == "public, max-age=30"
    assert stranger.headers["vary"] == "accept-encoding"
    browser.add()
    assert browser.cookies
    again = unchanged(far, lambda: plain(browser))
    assert again.text == stranger.text
    assert "set-cookie" not in stranger.headers
    assert "set-cookie" not in again.headers


def test_it_comes_compressed_to_those_who_take_that(far: World) -> None:
    client = Browser(far).client
    packed = client.get(PATH, headers={"accept-encoding": "gzip, deflate, br"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.json() == {"few": [HONEY], "none": [SAFFRON]}
    for refused in ("identity", "br", "gzip;q=0", "gzip; q=0.0, br"):
        assert "content-encoding" not in client.get(PATH, headers={"accept-encoding": refused}).headers


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_who_has_it_already_is_told_so(far: World, encoding: str) -> None:
    browser = Browser(far)
    tag = browser.get(PATH, {"accept-encoding": encoding}).headers["etag"]
    for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        page = browser.get(PATH, {"accept-encoding": encoding, "if-none-match": known})
        assert (page.status, page.text, page.headers["etag"]) == (304, "", tag)
        assert page.headers["cache-control"] == "public, max-age=30"
        assert page.headers["access-control-allow-origin"] == "*"
    for unknown in ('"other"', "", tag.strip('"'), "\x7f", "W/", ",,,"):
        assert browser.get(PATH, {"accept-encoding": encoding, "if-none-match": unknown}).status == 200
    far.clock.go_on(seconds=5)
    an_ordered(far, quantity=2)
    assert browser.get(PATH, {"accept-encoding": encoding, "if-none-match": tag}).status == 200


def test_plain_and_compressed_are_told_apart(far: World) -> None:
    browser = Browser(far)
    assert plain(browser).headers["etag"] != browser.get(PATH, {"accept-encoding": "gzip"}).headers["etag"]


def test_a_head_has_the_same_headers_and_a_range_is_the_whole(far: World) -> None:
    browser = Browser(far)
    whole = plain(browser)
    head = browser.client.head(PATH, headers={"accept-encoding": "identity"})
    assert (head.status_code, dict(head.headers)) == (200, dict(whole.headers))
    for asked in ("bytes=0-3", "bytes=-1", "bytes=99-", "lines=1", "bytes=0-0,2-3"):
        part = plain(browser, range=asked)
        assert (part.status, part.text) == (200, whole.text)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])
def test_nothing_else_can_be_done_to_it(far: World, method: str) -> None:
    browser = Browser(far)
    page = unchanged(far, lambda: Page(browser.client.request(method, PATH)))
    assert (page.status, page.headers["cache-control"]) == (405, "no-store")
    assert "access-control-allow-origin" not in page.headers


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:8001@evil.example", "", "a" * 300, "[::1]", "۱۲۷.۰.۰.۱"])
def test_the_host_that_a_request_names_changes_nothing(far: World, host: str) -> None:
    browser = Browser(far)
    there = browser.client.get(PATH, headers={b"host": host.encode(), b"accept-encoding": b"identity"})
    assert (there.status_code, there.text) == (200, plain(browser).text)
    assert "evil.example" not in str(dict(there.headers))


def test_neither_words_behind_it_nor_a_slash_change_it(far: World) -> None:
    browser = Browser(far)
    before = looks(far)
    assert {browser.get(f"{PATH}?{number}").text for number in range(50)} == {browser.get(PATH).text}
    assert looks(far) == before + 1
    assert browser.get(f"{PATH}/").status == 404


def test_however_many_ask_the_store_is_looked_into_every_five_seconds(far: World) -> None:
    browser = Browser(far)
    before = looks(far)
    first = plain(browser).text
    an_ordered(far, quantity=2)
    ordered = looks(far)
    assert plain(browser).text == first
    far.clock.go_on(seconds=4.999)
    assert plain(browser).text == first
    assert looks(far) == ordered
    far.clock.go_on(seconds=0.001)
    assert json.loads(plain(browser).text) == {"few": [], "none": [HONEY, SAFFRON]}
    assert looks(far) == ordered + 1 > before


def test_a_new_release_and_a_clock_set_back_are_seen_at_once(far: World) -> None:
    browser = Browser(far)
    plain(browser)
    far.releases.serve(a_release(an_offer(stock=50)))
    assert json.loads(plain(browser).text) == {"few": [], "none": []}
    far.clock.go_on(hours=-1)
    before = looks(far)
    plain(browser)
    assert looks(far) == before + 1


def test_while_the_store_is_down_nobody_is_told_anything_that_is_kept(far: World) -> None:
    far.ports = replace(far.ports, store=DownStore())
    page = Browser(far).get(PATH)
    assert (page.status, page.headers["cache-control"]) == (503, "no-store")
