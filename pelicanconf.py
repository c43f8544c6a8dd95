"""Pelican's settings: ``pelican content/baqiyat`` builds that shop's pages and its release."""

from __future__ import annotations

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import catalog  # noqa: E402 - found only now
from catalog.quiet_pelican import QuietPelican  # noqa: E402

PELICAN_CLASS = QuietPelican
# A module object, not its name: Pelican would only warn about a plugin it cannot find by name.
PLUGINS = [catalog]

PATH = "content/baqiyat"
OUTPUT_PATH = "output"
THEME = "theme"
CACHE_PATH = ".cache"
TIMEZONE = "Asia/Tehran"
DEFAULT_LANG = "fa"

# Where pages and service stand; empty: where shop.toml says.
SITEURL = os.environ.get("HOJREH_SITE_URL", "")
CHECKOUT_URL = os.environ.get("HOJREH_CHECKOUT_URL", "")
# The folder for releases; empty: beside the output folder, never inside, for it states exact stock.
RELEASE_PATH = os.environ.get("HOJREH_RELEASE_PATH", "")

JINJA_ENVIRONMENT = {
    "autoescape": True,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "finalize": lambda value: "" if value is None else value,
}

# The plugin writes everything. Emptying the output folder would lose the last good pages before the new
# ones are known to be good; the plugin takes away its own leftovers instead.
DELETE_OUTPUT_DIRECTORY = False
ARTICLE_PATHS: list[str] = []
PAGE_PATHS: list[str] = []
STATIC_PATHS: list[str] = []
THEME_STATIC_PATHS: list[str] = []
DIRECT_TEMPLATES: list[str] = []
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
AUTHOR_SAVE_AS = ""
CATEGORY_SAVE_AS = ""
TAG_SAVE_AS = ""
LOAD_CONTENT_CACHE = False
