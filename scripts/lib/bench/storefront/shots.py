"""Pictures of every kind of page at four widths, light and dark, for people to look at."""

from __future__ import annotations

from pathlib import Path

from scripts.lib.bench.storefront.axe import SCHEMES, WIDTHS
from scripts.lib.bench.storefront.visit import PHONE, Visit

_HEIGHT = 780


def take(visit: Visit, folder: Path) -> None:
    """Write FOLDER/SHOP/KIND-WIDTH-SCHEME.png, each the whole page."""
    place = folder / visit.name
    place.mkdir(parents=True, exist_ok=True)
    for kind in visit.gallery.addresses:
        if kind == "moved":  # it leads on at once
            continue
        page = visit.gallery.opens(kind)
        for scheme in SCHEMES:
            for width in (PHONE,) if visit.quick else WIDTHS:
                page.emulate_media(color_scheme=scheme)
                page.set_viewport_size({"width": width, "height": _HEIGHT})
                page.evaluate(
                    "async () => { for (const e of document.images) { e.loading = 'eager'; await e.decode().catch(() => 0); } }"
                )
                page.screenshot(path=place / f"{kind}-{width}-{scheme}.png", full_page=True)
