"""All that comes of an edit: the files to be other than they stand, the release, and what the next build is to know."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from catalog import emalls
from catalog.atom import NAME, atom
from catalog.blobs import Blob
from catalog.edited.files import Files
from catalog.edited.known import Known, Unknown
from catalog.edited.memory import blobs_now, register_now, shown_now, warnings_now
from catalog.edited.pages import page_files
from catalog.edited.pictures import picture_files, pictures_now
from catalog.edited.reading import Change, read_changes
from catalog.edited.register import Lists, lists_of, standing
from catalog.edited.released import Released, released
from catalog.edited.shelves import Shelf, listed_now, relisted, shelves_of
from catalog.edited.touched import touched
from catalog.images_folder import IMAGES
from catalog.marks import Marks
from catalog.pictures import Gallery
from catalog.problem_words import report
from catalog.search_listing import SearchListing


@dataclass(frozen=True, slots=True)
class Edit:
    """What is to be written; ``said`` is told now, ``said_again`` by each build that finds nothing to do."""

    files: Files
    release: bytes
    listing: SearchListing
    blobs: Mapping[str, Blob]
    said: str
    said_again: str


def edit(folder: Path, releases: Path, known: Known, marks: Marks, commit: str) -> Edit | None:
    """Return what a build of the whole folder would come to, None where only that can tell."""
    try:
        return _edit(folder, releases, known, marks, commit)
    except (Unknown, OSError):
        return None


def _edit(folder: Path, releases: Path, known: Known, marks: Marks, commit: str) -> Edit | None:
    register, workshop, shop = known.register, known.workshop, known.site.shop
    paths = touched(register, marks)
    if paths is None:
        return None
    gallery = Gallery(folder / IMAGES, workshop.pictures, marks, register.pictures)
    changes = None if gallery.outside else read_changes(folder, paths, known, gallery, marks)
    if changes is None:
        return None
    different = [change for change in changes if change.new is not change.old]
    pictures = pictures_now(register, shown_now(known, changes), gallery)
    of_pictures = picture_files(register.pictures, pictures, register.addressed, workshop.pictures)
    release = released(releases, shop, register.order, different, commit)
    if of_pictures is None or release is None:
        return None
    shelves = shelves_of(known, different)
    files, lists = _files(known, shelves, different, release)
    warnings = warnings_now(register.warnings, changes)
    return Edit(
        files={**files, **of_pictures},
        release=release.encoded,
        listing=release.listing,
        blobs=blobs_now(known, changes, shelves, register_now(known, changes, pictures, marks, lists)),
        said=report((), warnings, register.drafts),
        said_again=report((), standing(warnings), register.drafts),
    )


def _files(known: Known, shelves: Sequence[Shelf], changes: Sequence[Change], release: Released) -> tuple[Files, Lists]:
    """Return what of pages, listing and feeds changes, and what the site lists now."""
    if not changes:
        return {}, known.register.lists
    lists, also = known.register.lists, relisted(known, shelves, changes)
    listed = also.any or known.site.shop.feeds.emalls
    site = listed_now(known, changes) if listed else known.site
    is_new = release.listing.name != release.last.name
    files = dict(page_files(known, shelves, also, site, release.listing.url, found_anew=is_new))
    if is_new:
        files |= {release.last.file: None, release.listing.file: release.listing.encoded}
    if also.feed:
        files[NAME] = atom(site).encode()
    if known.site.shop.feeds.emalls:
        files[emalls.NAME] = emalls.emalls(site).encode()
    return files, lists_of(site) if also.any else lists
