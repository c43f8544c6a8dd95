"""Releases are taken up whole or not at all, each new count of stock once."""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path

import pytest

from checkout.releases import FolderReleases
from checkout.storage.memory import MemoryStore
from shop.release import BadRelease, Release, ReleaseId, encode, release_id
from shop.search.listing import encode_listing, listing_name
from tests.builders import HONEY, a_release, a_shop, an_offer
from tests.checkout.shopper import an_ordered
from tests.fakes import FrozenClock, World
from tests.shop.search.vectors import listing_of_goods


def publish(folder: Path, release: Release) -> str:
    name = release_id(encode(release))
    (folder / f"{name}.json").write_bytes(encode(release))
    (folder / "current").write_text(f"{name}\n", encoding="ascii")
    return name


@pytest.fixture
def served(tmp_path: Path) -> FolderReleases:
    publish(tmp_path, a_release(an_offer(stock=12)))
    return FolderReleases(tmp_path, MemoryStore(), FrozenClock())


def test_the_release_that_current_names_is_served_and_a_new_one_taken_up(
    served: FolderReleases, tmp_path: Path
) -> None:
    assert served.current()[1] == a_release(an_offer(stock=12))
    assert not served.refresh()
    name = publish(tmp_path, a_release(an_offer(price=5)))
    assert served.refresh()
    assert served.current() == (name, a_release(an_offer(price=5)))


@pytest.mark.parametrize(
    "current", [b"", b"nothing", b"../../etc/passwd", b"\xff", "۱۲".encode(), b"0" * 64, b"a b", b"x" * 5000]
)
def test_a_current_that_names_nothing_leaves_the_old_release(
    served: FolderReleases, tmp_path: Path, current: bytes
) -> None:
    old = served.current()
    (tmp_path / "current").write_bytes(current)
    assert not served.refresh()
    assert served.current() == old


@pytest.mark.parametrize("damage", ["cut", "changed", "empty", "gone", "garbage", "schema"])
def test_a_damaged_release_leaves_the_old_one(served: FolderReleases, tmp_path: Path, damage: str) -> None:
    old = served.current()
    name = publish(tmp_path, a_release(an_offer(price=5)))
    file = tmp_path / f"{name}.json"
    whole = file.read_bytes()
    if damage == "gone":
        file.unlink()
    elif damage in {"garbage", "schema"}:
        content = b"\xff\xfe" if damage == "garbage" else whole.replace(b'"schema":2', b'"schema":3')
        name = release_id(content)
        (tmp_path / f"{name}.json").write_bytes(content)
        (tmp_path / "current").write_text(name)
    else:
        file.write_bytes({"cut": whole[:-1], "changed": whole.replace(b"5", b"6"), "empty": b""}[damage])
    assert not served.refresh()
    assert served.current() == old


def test_a_bad_release_is_logged_once_and_not_at_every_look(
    served: FolderReleases, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "current").write_text("f" * 64)
    with caplog.at_level(logging.WARNING):
        for _ in range(50):
            served.refresh()
    assert len(caplog.records) == 1
    (tmp_path / "current").write_text("e" * 64)
    served.refresh()
    assert len(caplog.records) == 2


def test_without_a_release_the_service_does_not_start(tmp_path: Path) -> None:
    with pytest.raises(BadRelease):
        FolderReleases(tmp_path, MemoryStore(), FrozenClock())


def test_a_count_left_alone_says_nothing_new_and_a_changed_one_does(world: World) -> None:
    an_ordered(world, quantity=2)
    world.releases.serve(a_release(an_offer(stock=12, price=5)))
    assert world.stock(HONEY) == 10
    world.releases.serve(a_release(an_offer(stock=30)))
    assert world.stock(HONEY) == 30
    world.releases.serve(a_release(an_offer(stock=3)))
    assert world.stock(HONEY) == 3
    world.releases.serve(a_release(an_offer(stock=0)))
    assert world.stock(HONEY) == 0


def test_BAQ_058_BAK_005_the_terms_of_an_older_release_are_read_after_a_restart(
    served: FolderReleases, tmp_path: Path
) -> None:
    old, shop = served.current()[0], a_shop(refund={"within": "9 days"})
    publish(tmp_path, a_release(an_offer(), shop=shop))
    for one in (served, FolderReleases(tmp_path, MemoryStore(), FrozenClock())):
        one.refresh()
        assert (one.current()[1].shop, one.terms(old)) == (shop, a_release().shop)


@pytest.mark.parametrize("damage", [b"", b"{}"])
def test_the_terms_of_a_release_that_is_gone_or_was_changed_are_not_known(
    served: FolderReleases, tmp_path: Path, damage: bytes
) -> None:
    old = served.current()[0]
    publish(tmp_path, a_release(an_offer(price=5)))
    (tmp_path / f"{old}.json").write_bytes(damage)
    again = FolderReleases(tmp_path, MemoryStore(), FrozenClock())
    assert again.terms(old) is None
    assert again.terms(ReleaseId("0" * 64)) is None


def test_a_hundred_releases_that_orders_name_keep_their_terms_once(tmp_path: Path) -> None:
    names = [publish(tmp_path, a_release(an_offer(price=price))) for price in range(1, 101)]
    served = FolderReleases(tmp_path, MemoryStore(), FrozenClock())
    assert {id(served.terms(ReleaseId(name))) for name in names} == {id(served.current()[1].shop)}


def test_BAQ_058_BAK_005_a_policy_text_is_read_by_its_hash(served: FolderReleases, tmp_path: Path) -> None:
    text = "<p>سفارش با پرداخت قطعی است.</p>"
    name = hashlib.sha256(text.encode()).hexdigest()
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / f"{name}.html").write_text(text, encoding="utf-8")
    assert served.text(name) == text
    publish(tmp_path, a_release(an_offer(price=5)))
    served.refresh()
    assert served.text(name) == text


def test_a_policy_text_that_was_changed_or_is_gone_is_not_shown(
    served: FolderReleases, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    name = hashlib.sha256(b"<p>1</p>").hexdigest()
    (tmp_path / "texts").mkdir()
    assert served.text(name) is None
    (tmp_path / "texts" / f"{name}.html").write_text("<p>2</p>", encoding="utf-8")
    assert served.text(name) is None
    assert "was changed" in caplog.text


@pytest.mark.parametrize("name", ["", "../current", "x" * 64, "a" * 63, "A" * 64, "a" * 64 + "\n"])
def test_a_policy_text_has_the_name_of_a_hash(served: FolderReleases, name: str) -> None:
    assert served.text(name) is None


def test_a_listing_is_read_by_its_name_or_not_at_all(
    served: FolderReleases, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    listing = listing_of_goods(("goldan", "گلدان", "خانه", "G-1", ""))
    encoded = encode_listing(listing)
    name = listing_name(encoded)
    place = tmp_path / "listings" / f"{name}.json"
    place.parent.mkdir()

    assert [served.listing(bad) for bad in ("", "../current", "0" * 64)] == [None] * 3
    place.write_bytes(encoded)
    assert served.listing(name) == listing
    place.write_bytes(encoded[:-1])
    assert served.listing(name) is None
    assert "the listing that search goes by cannot be read" in caplog.text


@pytest.mark.parametrize(
    ("old", "new"),
    [(b'"shelf":[0]', b'"shelf":[1]'), (b'"left":[1]', b'"left":[1,1]'), (b'"more"', b'"other"'), (b"{", b"")],
)
def test_a_listing_whose_columns_do_not_fit_is_none(
    served: FolderReleases, tmp_path: Path, old: bytes, new: bytes
) -> None:
    encoded = encode_listing(listing_of_goods(("goldan", "گلدان", "خانه", "G-1", ""))).replace(old, new, 1)
    (tmp_path / "listings").mkdir()
    (tmp_path / "listings" / f"{listing_name(encoded)}.json").write_bytes(encoded)
    assert served.listing(listing_name(encoded)) is None
