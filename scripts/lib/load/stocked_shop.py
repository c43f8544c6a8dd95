"""A real shop, built once from its owner's folder, with shelves that a load does not empty."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from scripts.lib.freshness import is_fresh, note_fresh
from scripts.lib.keepsakes import kept_hash, kept_password, kept_secret
from scripts.lib.serve import STAFF
from scripts.lib.shops import ROOT
from shop.release import Release, ReleaseId, decode, encode, release_id

CACHE = ROOT / ".cache" / "load"
PLENTY = 10**7
"""Units of each SKU: more than any load sells."""


class NotBuilt(Exception):
    """The shop's content has problems; they have been printed."""


@dataclass(frozen=True, slots=True)
class StockedShop:
    """A built shop: the folder of its releases, and the secrets that its service is told."""

    releases: Path
    secret: str
    password: str
    staff_hash: str

    @property
    def release(self) -> tuple[ReleaseId, Release]:
        """What it serves."""
        named = ReleaseId((self.releases / "current").read_text(encoding="ascii").strip())
        return named, decode((self.releases / f"{named}.json").read_bytes(), named)

    @property
    def staff(self) -> dict[str, str]:
        """Its staff's password hashes by name."""
        return {STAFF: self.staff_hash}


def stocked_shop(name: str = "baqiyat", *, stock: int = PLENTY, home: Path | None = None) -> StockedShop:
    """Build a shop of content/ if it has changed since the last time, and stock its shelves with so many of each SKU.

    Raises:
        NotBuilt: its content has problems.
    """
    built = CACHE / name
    built.mkdir(parents=True, exist_ok=True)
    place = home or CACHE / f"{name}-{stock}"
    with _alone():
        _build(ROOT / "content" / name, built)
        _stock(built / "releases", place, stock)
        password = kept_password(place)
        return StockedShop(place, kept_secret(place), password, kept_hash(place, password))


@contextmanager
def _alone() -> Iterator[None]:
    """Wait while another process builds: tests run in several."""
    with (CACHE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _build(shop: Path, home: Path) -> None:
    """The addresses stand in pages only, which nothing here serves: any will do."""
    urls = {"HOJREH_SITE_URL": "http://127.0.0.1:8000", "HOJREH_CHECKOUT_URL": "http://127.0.0.1:8001"}
    if is_fresh(home, shop, urls):
        return
    built = subprocess.run(
        [sys.executable, "-m", "scripts.lib.build", str(shop)],
        env={**os.environ, **urls, "HOJREH_VAR": str(home.parent)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if built.returncode != 0:
        sys.stderr.write(built.stderr)
        raise NotBuilt(shop.name)
    note_fresh(home, shop, urls)


def _stock(built: Path, place: Path, stock: int) -> None:
    """Keep the built release in ``place`` with other counts; all else of it stands."""
    place.mkdir(parents=True, exist_ok=True)
    named = ReleaseId((built / "current").read_text(encoding="ascii").strip())
    release = decode((built / f"{named}.json").read_bytes(), named)
    offers = {sku: replace(offer, stock=stock) for sku, offer in release.offers.items()}
    encoded = encode(replace(release, offers=offers))
    fresh = release_id(encoded)
    _put(place / f"{fresh}.json", encoded)
    _put(place / "current", f"{fresh}\n".encode())
    texts = place / "texts"
    if not texts.exists():
        texts.unlink(missing_ok=True)  # it may lead to where a clone once was
        texts.symlink_to(built / "texts")


def _put(path: Path, content: bytes) -> None:
    """Write a file so that whoever serves it meanwhile never reads half of it."""
    if path.exists() and path.read_bytes() == content:
        return
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(content)
    beside.replace(path)
