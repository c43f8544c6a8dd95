"""The files that machines read, each by its name at the root of the pages."""

from __future__ import annotations

from collections.abc import Mapping

from catalog import atom, emalls, manifest, sitemap
from catalog.site import Site


def machine_files(site: Site, mark_url: str) -> Mapping[str, str]:
    """Return every such file; ``mark_url`` is the path of the shop's mark as it is drawn."""
    return {
        **sitemap.sitemap(site),
        "robots.txt": sitemap.robots(site),
        atom.NAME: atom.atom(site),
        manifest.NAME: manifest.manifest(site, mark_url),
        **({emalls.NAME: emalls.emalls(site)} if site.shop.feeds.emalls else {}),
    }
