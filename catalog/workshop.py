"""Where a build works: with which theme, and for which hosts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from shop.terms import Shop


@dataclass(frozen=True, slots=True)
class Hosts:
    """Where pages and service stand, if not where ``shop.toml`` says; without a slash at the end."""

    site_url: str = ""
    checkout_url: str = ""

    def of(self, shop: Shop) -> Shop:
        """Return a shop that stands there."""
        return replace(
            shop,
            site_url=(self.site_url or shop.site_url).rstrip("/"),
            checkout_url=(self.checkout_url or shop.checkout_url).rstrip("/"),
        )


@dataclass(frozen=True, slots=True)
class Workshop:
    """The hosts, the theme's folder, and the folder where pictures are kept once they are made."""

    hosts: Hosts
    theme: Path
    cache: Path

    @property
    def pictures(self) -> Path:
        """Where pictures are kept in all their sizes."""
        return self.cache / "pictures"
