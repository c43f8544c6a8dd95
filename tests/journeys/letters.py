"""The letters of a page: until they have come, it stands in a fallback's, which are wider."""

from __future__ import annotations

from playwright.sync_api import Page

_ALL = """async () => { await Promise.all([...document.fonts].map((face) => face.load())); }"""


def wait_for_letters(page: Page) -> None:
    """Wait until a page stands in its own letters; before, nothing on it should be measured."""
    page.evaluate(_ALL)
