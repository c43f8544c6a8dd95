"""Reading the products of a large folder on all cores, each file as if it stood alone, before the folder is read as a whole.

What comes of it is a memory as the last build leaves one, of all files in which nothing is wrong. So whatever leans on other
files, or is said of them, is left to the reading that follows: that takes what is known here only where it comes to the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from catalog.addresses import product_url
from catalog.assemble import NOTHING_READY, names_of, product_of
from catalog.blobs import Blob
from catalog.content import Content
from catalog.images_folder import IMAGES
from catalog.in_parallel import in_parallel, worth_sharing
from catalog.kept import Kept, Memory
from catalog.keys import is_published
from catalog.marks import Marks
from catalog.memory_file import Filed, part_name
from catalog.named_pictures import prepare_named
from catalog.packing import PARTS, Entry, in_parts, pack, part_of, unpack, with_entries
from catalog.pictures import Gallery, KnownPictures
from catalog.problems import Problems
from catalog.reading import Reading, read_front, with_goods
from catalog.remember import kept_of
from catalog.sheets import Claims, ProductSheet
from catalog.site import Product
from catalog.source import paths_in, read_source
from catalog.specification_check import check_specifications
from catalog.texts import render_some
from catalog.workshop import Workshop
from shop.terms import Shop


def read_ahead(folder: Path, workshop: Workshop, marks: Marks) -> Filed:
    """Return what is known of the products of a folder, nothing where one process is as quick or its terms are wrong."""
    paths = paths_in(folder, "products")
    if not worth_sharing(len(paths)):
        return Filed()
    gallery = Gallery(folder / IMAGES, workshop.pictures, marks)
    front = read_front(folder, gallery, workshop.hosts, Problems())
    shop = front.shop
    if shop is None:
        return Filed()
    parts: dict[int, list[str]] = {number: [] for number in range(PARTS)}
    for path in paths:
        parts[part_of(path)].append(path)

    def read(numbers: Sequence[int]) -> _Share:
        return _read(folder, front, shop, sorted(path for number in numbers for path in parts[number]), marks)

    shares = in_parallel(read, range(PARTS), len(paths))
    memory = Memory(
        measure=front.measure,
        shop=shop,
        pictures={name: known for share in shares for name, known in share.pictures.items()},
    )
    entries = sorted((entry for share in shares for entry in share.entries()), key=lambda entry: entry.path)
    packed = {name: part for share in shares for name, part in share.packed.items()}
    return Filed(with_entries(memory, entries), packed)


@dataclass(frozen=True, slots=True)
class _Share:
    """What was read of some files, and packed; another process is told what was packed alone."""

    packed: Mapping[str, Blob]
    pictures: KnownPictures
    read: Sequence[Entry] | None

    def entries(self) -> Iterator[Entry]:
        """Yield what was read."""
        return (
            iter(self.read)
            if self.read is not None
            else (one for part in self.packed.values() for one in unpack(part.packed))
        )

    def __reduce__(self) -> tuple[object, ...]:
        return _Share, (self.packed, self.pictures, None)


@dataclass(slots=True)
class _Pages(Mapping[str, str]):
    """The page of each file: of some that is known, of a product's its file says it."""

    folder: Path
    known: dict[str, str]
    """Also of what was looked up; '' where a file has none."""

    def __getitem__(self, file: str) -> str:
        if file not in self.known:
            self.known[file] = self._of_product(file)
        if not self.known[file]:
            raise KeyError(file)
        return self.known[file]

    def __iter__(self) -> Iterator[str]:
        return iter(self.known)

    def __len__(self) -> int:
        return len(self.known)

    def _of_product(self, file: str) -> str:
        source = read_source(self.folder, file, Problems()) if file.startswith("products/") else None
        slug = source.field("Slug") if source and is_published(source, Problems()) else None
        return product_url(slug.value) if slug else ""


def _read(folder: Path, front: Reading, shop: Shop, paths: Sequence[str], marks: Marks) -> _Share:
    """Read some files as if there were no others of products."""
    problems = Problems()
    claims = Claims(problems)
    found = [source for path in paths if (source := read_source(folder, path, problems))]
    reading = with_goods(front, claims, found, problems)
    sources, gallery = reading.sources["products"], front.gallery
    prepare_named(sources, None, gallery, problems)
    pages = _Pages(folder, {**front.claims.pages(), **claims.pages()})
    texts = render_some(sources, pages, shop, gallery, problems)
    texts.check.check_alone()
    check_specifications(shop, reading.sheets.products, texts.bodies, problems)
    alone = Content(
        site=None,
        problems=problems.errors(),
        warnings=problems.warnings(),
        drafts=0,
        reading=reading,
        texts=texts,
        ready=NOTHING_READY,
    )
    names = names_of(front.sheets.categories)

    def product(kept: Kept) -> Product | None:
        sheet = kept.sheet
        return product_of(sheet, names, kept.body, shop, gallery) if isinstance(sheet, ProductSheet) else None

    entries = [Entry(path, kept, product(kept)) for path, kept in sorted(kept_of(alone, marks))]
    packed = {part_name(number): Blob.of(pack(part)) for number, part in in_parts(entries).items()}
    return _Share(packed, gallery.known(), entries)
