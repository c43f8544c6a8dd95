"""A running shop, and browsers with JavaScript off and on to visit it with."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.journeys.complaints import complaints_of
from tests.journeys.running_shop import PATIENCE_MS, RunningShop, running

Scheme = Literal["light", "dark"]
Visit = Callable[..., Page]

_PHONE_WIDTH = 360

on_one_store = pytest.mark.parametrize("shop", ["embedded"], indirect=True)
"""Marks what asks nothing of the store, as how a page looks: it is seen once."""

by_four_processes = pytest.mark.parametrize("shop", ["postgresql"], indirect=True)
"""Marks what the store has no part in, but the process may that answers: each answer is another's."""


@pytest.fixture(scope="package", params=["embedded", "postgresql"])
def shop(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningShop]:
    """The shop that most journeys share; each brings a mobile number of its own.

    It runs twice: on the embedded store, and by four processes on a database.
    """
    with ExitStack() as ends:
        on_database = request.param == "postgresql"
        database = ends.enter_context(request.getfixturevalue("databases").bare()) if on_database else ""
        yield ends.enter_context(running(RunningShop(tmp_path_factory.mktemp("shop"), database=database)))


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-proxy-server"]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium-headless-shell"), args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    """Open a page in a browser of a new person: no cookie, and JavaScript off unless asked for.

    When all have left, no browser may have complained of any page.
    """
    complaints: list[str] = []
    with ExitStack() as people:
        yield partial(_open, browser, people, complaints)
    assert complaints == []


def _open(
    browser: Browser,
    people: ExitStack,
    complaints: list[str],
    *,
    javascript: bool = False,
    width: int = _PHONE_WIDTH,
    scheme: Scheme = "light",
) -> Page:
    person = browser.new_context(
        java_script_enabled=javascript,
        viewport={"width": width, "height": 780},
        color_scheme=scheme,
        locale="fa-IR",
    )
    people.callback(person.close)
    person.set_default_timeout(PATIENCE_MS)
    person.on("console", lambda message: complaints.extend(complaints_of(message)))
    return person.new_page()
