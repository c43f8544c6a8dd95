"""The web app manifest: how a phone shows the shop among its apps (https://www.w3.org/TR/appmanifest/)."""

from __future__ import annotations

import json

from catalog.icons import MANIFEST_ICONS, icon_path
from catalog.site import Site

NAME = "manifest.json"
"""Not ``.webmanifest``: hosts know the type of JSON, and any JSON type will do."""


def manifest(site: Site, mark_url: str) -> str:
    """Return the manifest; ``mark_url`` is the path of the shop's mark as it is drawn."""
    shop = site.shop
    drawn = [
        {"src": icon_path(icon), "sizes": f"{icon.side}x{icon.side}", "type": "image/png", "purpose": icon.purpose}
        for icon in MANIFEST_ICONS
    ]
    told = {
        "id": "/",
        "name": shop.name,
        "short_name": shop.name,
        "description": shop.description,
        "lang": "fa",
        "dir": "rtl",
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "theme_color": shop.look.paper,
        "background_color": shop.look.paper,
        "icons": [*drawn, {"src": mark_url, "sizes": "any", "type": "image/svg+xml", "purpose": "any"}],
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
