"""A release: immutable, named by the hash of its bytes, read whole or not at all."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date

import pytest

from shop.money import Rials
from shop.release import BadRelease, ProductPage, Release, ReleaseId, decode, encode, entry, release_id
from tests.builders import HONEY, SAFFRON, a_policy, a_release, a_shop, an_offer


def small() -> bytes:
    return encode(a_release(an_offer(), policies={"delivery": a_policy(**{"free-courier": "پیک رایگان"})}))


def changed(encoded: bytes, change: object) -> tuple[bytes, ReleaseId]:
    """Return the release with a table laid over it, and the name that fits."""
    assert isinstance(change, dict)
    again = json.dumps(json.loads(encoded) | change, ensure_ascii=False).encode()
    return again, release_id(again)


def test_a_release_read_is_the_release_written() -> None:
    release = a_release(policies={"delivery": a_policy(**{"free-courier": "پیک رایگان"})})
    encoded = encode(release)

    assert decode(encoded, release_id(encoded)) == release
    assert encode(decode(encoded, release_id(encoded))) == encoded


def test_an_entry_is_how_an_offer_or_a_product_stands_in_it() -> None:
    honey = replace(an_offer(), lead_days=2)
    page = ProductPage(
        category="honey",
        summary="عسل «کوهی»",
        images=("/images/a.jpg", "/images/b.jpg"),
        added=date(2026, 9, 5),
        changed=date(2026, 11, 26),
        before={honey.sku: Rials(900_000)},
        specification={"وزن": "۱ کیلو", "بو": ""},
    )
    encoded = encode(replace(a_release(honey, an_offer(SAFFRON)), products={honey.slug: page}))

    for name, value in ((honey.sku, honey), (honey.slug, page)):
        assert encoded.count(entry(name, value)) == 1
        assert encoded[encoded.index(entry(name, value)) + len(entry(name, value))] in b",}"


def test_its_name_is_the_hash_of_its_bytes() -> None:
    assert release_id(small()) == hashlib.sha256(small()).hexdigest()


def test_the_same_value_has_the_same_bytes() -> None:
    honey, saffron = an_offer(), an_offer(SAFFRON)
    one = a_release(honey, saffron, policies={"delivery": a_policy(), "terms": a_policy("شرایط")})
    other = a_release(saffron, honey, policies={"terms": a_policy("شرایط"), "delivery": a_policy()})

    assert list(one.offers) != list(other.offers)
    assert encode(one) == encode(other)
    assert "عسل آویشن".encode() in encode(one)
    plain = json.loads(encode(one))
    assert encode(one) == json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def test_another_value_has_another_name() -> None:
    release = a_release()
    others = [
        replace(release, commit="d" * 40),
        a_release(an_offer(price=1)),
        a_release(shop=a_shop(finalise={"within": "23 hours"})),
        a_release(policies={"delivery": a_policy(text_hash="f" * 64)}),
    ]

    assert len({release_id(encode(other)) for other in [release, *others]}) == 5


def test_any_flipped_byte_is_refused() -> None:
    encoded = small()
    name = release_id(encoded)

    for place in range(len(encoded)):
        flipped = encoded[:place] + bytes([encoded[place] ^ 1]) + encoded[place + 1 :]
        with pytest.raises(BadRelease, match="does not match its content"):
            decode(flipped, name)


@pytest.mark.parametrize("cut", [0, 1, 100, -1])
def test_half_a_release_is_refused(cut: int) -> None:
    with pytest.raises(BadRelease) as refused:
        decode(small()[:cut], release_id(small()))

    assert refused.value.code == "bad_release"


@pytest.mark.parametrize(
    "encoded", [b"", b"{}", b"[]", b"null", b"\xff\xfe", b"{" * 100_000], ids=lambda encoded: repr(encoded[:8])
)
def test_what_is_no_release_is_refused_under_its_own_name(encoded: bytes) -> None:
    with pytest.raises(BadRelease, match=release_id(encoded)[:12]):
        decode(encoded, release_id(encoded))


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"schema": 3}, id="a schema of tomorrow"),
        pytest.param({"schema": 1}, id="a schema of yesterday"),
        pytest.param({"schema": "2"}, id="a schema that is text"),
        pytest.param({"gifts": []}, id="something unknown"),
        pytest.param({"shop": None}, id="no shop"),
        pytest.param({"offers": {"X": {}}}, id="an empty offer"),
        pytest.param({"offers": []}, id="offers in a list"),
    ],
)
def test_a_release_that_does_not_fit_is_refused(change: object) -> None:
    with pytest.raises(BadRelease):
        decode(*changed(small(), change))


def test_a_release_keeps_the_offers_it_was_given() -> None:
    again = decode(small(), release_id(small()))

    assert isinstance(again, Release)
    assert again.schema == 2
    assert again.offers == {HONEY: an_offer()}
    assert again.policies["delivery"].anchors == {"free-courier": "پیک رایگان"}


@pytest.mark.parametrize("wrong", [{"price": 0}, {"stock": -1}, {"stock": 10**30}, {"maximum": 0}, {"weight": -1}])
def test_a_release_with_an_impossible_figure_is_refused(wrong: dict[str, int]) -> None:
    encoded = encode(a_release(an_offer(**wrong)))  # type: ignore[arg-type]
    with pytest.raises(BadRelease):
        decode(encoded, release_id(encoded))
