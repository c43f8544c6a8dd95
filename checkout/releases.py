"""The folder of releases: what is served now, and how a new one is taken up, whole or not at all."""

from __future__ import annotations

import hashlib
import logging
import re
from pathlib import Path

from checkout.ports import Clock
from checkout.store import Store, retried
from checkout.use_cases.hold_stock import count_stock
from shop.release import BadRelease, Release, ReleaseId, decode
from shop.search.listing import LISTINGS, BadListing, Listing, decode_listing
from shop.terms import Shop

log = logging.getLogger("hojreh.releases")

_SHA256 = re.compile("[0-9a-f]{64}")


class FolderReleases:
    """Releases as the build writes them: ``<id>.json`` files, ``current`` naming the one to serve, and policy texts.

    A text stands in ``texts/<SHA-256>.html`` for as long as an order may name it.
    """

    def __init__(self, folder: Path, store: Store, clock: Clock) -> None:
        self._folder = folder
        self._store = store
        self._clock = clock
        self._refused = ""
        self._terms: dict[ReleaseId, Shop | None] = {}
        self._served = self._take_up(self._named())

    def current(self) -> tuple[ReleaseId, Release]:
        """Return the release that is served now."""
        return self._served

    def terms(self, release_id: ReleaseId) -> Shop | None:
        """BAQ-058, BAK-005: return the terms of that release, None if it is gone, was changed, or has an older schema."""
        if release_id not in self._terms:
            self._terms[release_id] = self._look_up(release_id)
        return self._terms[release_id]

    def _look_up(self, release_id: ReleaseId) -> Shop | None:
        try:
            return self._known(self._read(release_id).shop)
        except BadRelease as error:
            log.warning("an order's release is not kept: %s", error)
            return None

    def _known(self, shop: Shop) -> Shop:
        """Return equal terms that are at hand already: orders name many releases, and few of those changed the terms."""
        return next((known for known in tuple(self._terms.values()) if known == shop), shop)

    def text(self, text_hash: str) -> str | None:
        """BAQ-058, BAK-005: return the policy text of that hash as it was published, None if it is gone or was changed."""
        if not _SHA256.fullmatch(text_hash):
            return None
        try:
            text = (self._folder / "texts" / f"{text_hash}.html").read_bytes()
        except OSError:
            log.warning("the policy text %s cannot be read", text_hash[:12])
            return None
        if hashlib.sha256(text).hexdigest() != text_hash:
            log.error("the policy text %s was changed after it was published", text_hash[:12])
            return None
        return text.decode("utf-8", "replace")

    def listing(self, name: str) -> Listing | None:
        """Return the listing of that name as it was published; None, and that is logged, if it is gone or was changed."""
        if not _SHA256.fullmatch(name):
            return None
        try:
            return decode_listing((self._folder / LISTINGS / f"{name}.json").read_bytes(), name)
        except (OSError, BadListing) as error:
            log.warning("the listing that search goes by cannot be read: %s", error)
            return None

    def refresh(self) -> bool:
        """Take up the release that ``current`` names, if it is another one; a bad one is logged and left.

        Returns whether the served release changed.
        """
        try:
            named = self._named()
            if named == self._served[0]:
                return False
            self._served = self._take_up(named)
        except BadRelease as error:
            self._log_once(str(error))
            return False
        self._refused = ""
        log.info("serving release %s", named[:12])
        return True

    def _log_once(self, why: str) -> None:
        """Say why a release is refused, and no more until there is something new to say: this is looked at often."""
        if why != self._refused:
            log.warning("a new release is refused, the old one stays: %s", why)
            self._refused = why

    def _named(self) -> ReleaseId:
        try:
            return ReleaseId((self._folder / "current").read_text(encoding="ascii").strip())
        except (OSError, UnicodeDecodeError) as error:
            raise BadRelease(f"{self._folder / 'current'} cannot be read") from error

    def _take_up(self, named: ReleaseId) -> tuple[ReleaseId, Release]:
        release = self._read(named)
        self._count(release)
        self._terms[named] = self._known(release.shop)
        return named, release

    @retried
    def _count(self, release: Release) -> None:
        with self._store.transaction() as tx:
            count_stock(tx, release, self._clock())

    def _read(self, named: ReleaseId) -> Release:
        if not named.isalnum():
            raise BadRelease("it names no release")
        try:
            encoded = (self._folder / f"{named}.json").read_bytes()
        except OSError as error:
            raise BadRelease(f"{named[:12]} cannot be read") from error
        return decode(encoded, named)
