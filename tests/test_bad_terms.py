"""A broken ``shop.toml`` is told with file and line; the pages, ``current`` and the running service keep what they had."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from catalog.publish import publish
from checkout.releases import FolderReleases
from checkout.storage.memory import MemoryStore
from tests.catalog.builders import ROOT, SHOP, a_folder
from tests.fakes import FrozenClock

SETTINGS = ROOT / "pelicanconf.py"
COURIER = """
[[delivery]]
id = "courier"
name = "دوباره"
fee = { kind = "free" }
working_days = [1, 2]
clause = "rules#delivery"
"""


@dataclass(frozen=True)
class Published:
    """A shop that was built once and is served."""

    folder: Path
    pages: Path
    releases: Path
    service: FolderReleases

    def files(self) -> Mapping[str, bytes]:
        """Return every file that was written, also hidden ones."""
        return {
            f"{place.name}/{file.relative_to(place)}": file.read_bytes()
            for place in (self.pages, self.releases)
            for file in place.rglob("*")
            if file.is_file()
        }

    def build(self) -> None:
        """Build the folder as it is now."""
        publish(SETTINGS, self.folder, self.pages, self.releases)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    place = tmp_path_factory.mktemp("shop")
    folder, pages, releases = a_folder(place / "site"), place / "pages", place / "releases"
    publish(SETTINGS, folder, pages, releases)
    return Published(folder, pages, releases, FolderReleases(releases, MemoryStore(), FrozenClock()))


def swapped(old: str, new: str) -> str:
    assert old in SHOP
    return SHOP.replace(old, new)


BAD: Mapping[str, tuple[str, str | bytes]] = {
    "broken TOML": ("SH302", swapped('tagline = "گل و گلدان"', 'tagline = "گل')),
    "a table twice": ("SH302", f"{SHOP}\n[week]\n"),
    "no UTF-8": ("SH001", SHOP.encode("windows-1256", "ignore")),
    "an unknown key": ("SH304", swapped("by_freight", "by_freigth")),
    "an unknown key deep inside": ("SH304", swapped('{ kind = "collect" }', '{ kind = "collect", sum = 1 }')),
    "an unknown table": ("SH304", f"{SHOP}\n[gifts]\nx = 1\n"),
    "a key missing": ("SH303", swapped("keep_days = 30\n", "")),
    "a word for a number": ("SH305", swapped("keep_days = 30", 'keep_days = "30"')),
    "an amount without unit": ("SH305", swapped('"95000 toman"', "95000")),
    "a span without unit": ("SH305", swapped('"48 working hours"', "48")),
    "a fee that is none": ("SH305", swapped('kind = "collect"', 'kind = "colect"')),
    "a maximum below a minimum": (
        "SH324",
        swapped('kind = "transfer"', 'kind = "transfer"\nminimum = "2 toman"\nmaximum = "19 rial"'),
    ),
    "a city in two zones": ("SH313", swapped('qom = ["قم/قم"]', 'qom = ["قم/قم"]\nkashan = ["قم/قم"]')),
    "a city that is none": ("SH308", swapped('"قم/قم"', '"قم/قمم"')),
    "a zone that is none": ("SH307", swapped('zones = ["qom"]', 'zones = ["qum"]')),
    "a clause nobody wrote": ("SH306", swapped('"rules#refund"', '"rules#refnd"')),
    "a cyclic transition": ("SH325", swapped('["prepared"]', '["prepared", "confirmed", "prepared"]')),
    "a deadline without a calendar": ("SH323", swapped('[week]\nweekend = ["friday"]\n', "")),
    "a week of no day": ("SH323", swapped('weekend = ["friday"]', 'cutoff = "16:00"')),
    "a week never open": (
        "SH305",
        swapped('["friday"]', '["saturday","sunday","monday","tuesday","wednesday","thursday","friday"]'),
    ),
    "a window that ends before it starts": ("SH305", swapped('["friday"]', '["friday"]\nhours = ["17:00", "09:00"]')),
    "a class that is none": ("SH314", swapped("by_freight = true", 'only_classes = ["car"]')),
    "a delivery twice": ("SH311", SHOP + COURIER),
    "a payment twice": ("SH317", swapped('kind = "transfer"', 'kind = "card_to_card"')),
    "no report of transfers": ("SH319", swapped('[report]\nclause = "rules#payment"\n', "")),
    "freight refused for no reason": ("SH320", swapped('kind = "transfer"', 'kind = "transfer"\nfor_freight = false')),
    "insured by nobody": ("SH321", swapped('id = "plant"', 'id = "plant"\ninsured = true')),
    "identity asked by no clause": ("SH322", swapped('zones = ["elsewhere"]\nclause = "rules#delivery"\n', "")),
    "a name of our own": ("SH326", swapped("[zones]", '[zones]\nelsewhere = ["قم/کهک"]')),
    "a filler phone": ("SH327", swapped("09120000011", "????")),
    "a filler sender": ("SH327", swapped("30000000000110", "00000000000000")),
    "a mailbox at a test domain": ("SH327", swapped("info@golkhaneh.example", "info@example.com")),
    "a filler address": ("SH327", swapped("قم، بلوار نمونه، پلاک ۱", "xxxx")),
    "samples at an address that buyers reach": ("SH328", swapped("https://golkhaneh.example", "https://golkhaneh.ir")),
    "a card with a wrong digit": ("SH310", swapped("9999990000001236", "9999990000001237")),
    "a tension of another form": (
        "SH305",
        f'{SHOP}\n[[reading]]\ntension = "تنش"\nabout = "یک"\ntaken = "دو"\n',
    ),
    "nothing": ("SH301", ""),
    "bytes": ("SH001", b"\xff\xfe\x00"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_shop_toml_leaves_pages_release_and_service_as_they_were(
    name: str, published: Published, capsys: pytest.CaptureFixture[str]
) -> None:
    code, content = BAD[name]
    before, served = published.files(), published.service.current()
    left = {place.name for place in published.pages.parent.iterdir()}
    file = published.folder / "shop.toml"
    file.write_bytes(content.encode() if isinstance(content, str) else content)

    with pytest.raises(SystemExit) as stop:
        published.build()

    lines = capsys.readouterr().err.splitlines()
    assert stop.value.code == 1
    assert any(re.match(rf"shop\.toml:[0-9]+(:[0-9]+)?: {code} ", line) for line in lines), lines
    assert lines[-1].endswith("مورد را درست کنید؛ چیزی منتشر نشد.")
    assert published.files() == before
    assert before
    assert {place.name for place in published.pages.parent.iterdir()} == left
    assert not published.service.refresh()
    assert published.service.current() == served


def test_no_shop_toml_at_all_leaves_them_too(published: Published, capsys: pytest.CaptureFixture[str]) -> None:
    before = published.files()
    (published.folder / "shop.toml").unlink()

    with pytest.raises(SystemExit):
        published.build()

    assert "SH301" in capsys.readouterr().err
    assert published.files() == before
    assert not published.service.refresh()


def test_a_good_one_is_taken_up_after_all_that(published: Published) -> None:
    old = published.service.current()[0]
    (published.folder / "shop.toml").write_text(SHOP.replace("maximum = 5", "maximum = 6"), encoding="utf-8")

    published.build()

    assert published.service.refresh()
    name, release = published.service.current()
    assert name != old
    assert release.shop.quantity.maximum == 6
