"""Taking away what an earlier build left in the output folder: a withdrawn product must vanish with its page."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

OUR_PAGES = (
    "*.html",
    *(f"categories/{below}*.html" for below in ("", "*/", "*/*/")),
    "products/*.html",
    "policies/*.html",
)
_OURS = (
    *OUR_PAGES,
    *(f"images/*.{form}" for form in ("avif", "jpg", "webp")),
    "theme/site.*.css",
    "js/*.js",
    "sitemap-*.xml",
    "search/*.json",
    "emalls.json",
)
"""Only such files are taken away: what else is in the folder is not ours."""


def sweep(output: Path, kept: Iterable[Path]) -> None:
    """Remove every file of ours that this build did not write."""
    keep = set(kept)
    for file in (file for pattern in _OURS for file in output.glob(pattern)):
        if file not in keep:
            file.unlink()
