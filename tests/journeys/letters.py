"""The letters of a page: until they have come, it stands in a fallback's, which are wider."""

from __future__ import annotations

from playwright.sync_api import Page

_OWN = """async () => { await document.fonts.load("1em Vazirmatn"); }"""
"""The stand-ins are not asked for: a machine has few of them."""


def wait_for_letters(page: Page) -> None:
    """Wait until a page stands in its own letters; before, nothing on it should be measured."""
    page.evaluate(_OWN)
