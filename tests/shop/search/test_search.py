"""What people type finds what they mean: the vectors, and what must hold of any text."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from shop.search.find import MOST_WORDS, Found, find
from shop.search.index import SearchIndex
from shop.search.nearest import SHORTEST, one_slip
from shop.search.words import key_of, keys, words
from tests.shop.search.vectors import VECTORS, Wanted, listing_of_goods

LISTING = listing_of_goods(*VECTORS["goods"])
INDEX = SearchIndex(LISTING)
LETTERS = "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"


def slugs(found: Found) -> list[str]:
    return [LISTING.slug[product] for product in found.products]


@pytest.mark.parametrize("text", VECTORS["keys"])
def test_a_text_has_the_keys_of_the_vectors(text: str) -> None:
    assert keys(text) == VECTORS["keys"][text]
    assert [word.key for word in words(text)] == VECTORS["keys"][text]


@pytest.mark.parametrize("query", VECTORS["found"])
def test_a_query_finds_what_the_vectors_say(query: str) -> None:
    wanted: Wanted = VECTORS["found"][query]
    found = find(INDEX, query)
    if "first" in wanted:
        assert slugs(found)[:1] == [wanted["first"]]
    if "each" in wanted:
        assert sorted(slugs(found)) == sorted(wanted["each"])
    assert found.meant == wanted.get("meant", "")
    assert found.near == wanted.get("near", False)


@given(st.text())
@example("\ud800")
@example("ﷺ")
@example("ΑΣ ς")
def test_a_key_is_its_own_key(text: str) -> None:
    for key in keys(text):
        assert keys(key) == [key]
        assert key_of(key) == key


ARABIC = str.maketrans({"ی": "ي", "ک": "ك", "ه": "ة", "ا": "أ", "و": "ؤ"})
SPELLINGS: dict[str, Callable[[str], str]] = {
    "as in Arabic": lambda word: word.translate(ARABIC),
    "with alef maksura": lambda word: word.replace("ی", "ى"),
    "with madda": lambda word: word.replace("ا", "آ"),
    "with a hamza on its yeh": lambda word: word.replace("ی", "ئ"),
    "with marks": lambda word: "\u064e".join(word) + "\u0651",
    "with tatweel": "ـ".join,
    "with marks of direction": lambda word: f"\u202b{word}\u202c",
    "taken apart": lambda word: unicodedata.normalize("NFD", word.replace("ا", "آ")),
}


@pytest.mark.parametrize("spelling", SPELLINGS)
@given(st.text(LETTERS, min_size=1, max_size=12))
def test_other_spellings_of_a_word_have_its_key(spelling: str, word: str) -> None:
    assert key_of(SPELLINGS[spelling](word)) == key_of(word) or keys(SPELLINGS[spelling](word)) == keys(word)


@given(st.text("0123456789", min_size=1, max_size=12))
def test_any_digits_are_the_same_digits(number: str) -> None:
    persian = number.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    arabic = number.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert keys(persian) == keys(arabic) == keys(number) == [number]


@st.composite
def titles(draw: st.DrawFn) -> list[str]:
    # Where one word ends in the letter with which the next begins, joined they may be another word: بی‌یار, بیار.
    parts = draw(
        st.lists(st.text(LETTERS.replace("و", "").replace("ی", ""), min_size=2, max_size=8), min_size=1, max_size=3)
    )
    return [part for part in parts if key_of(part)]


@given(titles(), st.sampled_from(["", " ", "\u200c", "-"]), st.sampled_from(["", " ", "\u200c", "-", "ـ"]))
def test_joined_apart_or_half_apart_a_title_is_found(parts: list[str], written: str, typed: str) -> None:
    other = ("other", "۹۹۹ ۹۹۹", "x", "y", "")
    index = SearchIndex(listing_of_goods(("this", written.join(parts), "x", "z", ""), other))
    assert find(index, typed.join(parts)) == Found((0,))


@given(titles(), st.sampled_from(["ها", "های", "هایی", "\u200cها", "\u200cهای", " هایی", "هایشان"]))
def test_a_plural_finds_the_one(parts: list[str], plural: str) -> None:
    index = SearchIndex(listing_of_goods(("this", " ".join(parts), "x", "z", "")))
    assert find(index, " ".join(parts) + plural) == Found((0,))


@st.composite
def slips(draw: st.DrawFn) -> tuple[str, str]:
    word = draw(st.text(LETTERS, min_size=SHORTEST + 1, max_size=10).filter(lambda word: key_of(word) == word))
    at, letter = draw(st.integers(0, len(word) - 2)), draw(st.sampled_from(LETTERS))
    slip = draw(
        st.sampled_from(
            [
                word[:at] + letter + word[at:],
                word[:at] + word[at + 1 :],
                word[:at] + letter + word[at + 1 :],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            ]
        )
    )
    return word, slip


@given(slips())
def test_one_slip_in_a_word_is_seen(of: tuple[str, str]) -> None:
    word, slip = of
    assert one_slip(word, slip) == one_slip(slip, word) == (word != slip)


@given(slips())
def test_one_slip_in_a_word_still_finds_it(of: tuple[str, str]) -> None:
    word, slip = of
    # A slip that doubles a «و» is none, and may stand beside another.
    assume(key_of(slip) == slip)
    index = SearchIndex(listing_of_goods(("this", word, "999", "1", "")))
    assert find(index, slip).products == (0,)


@pytest.mark.parametrize(
    ("one", "other"),
    [("گلدان", "گلدان"), ("گلدان", "گلداننن"), ("گلدان", "لگدنا"), ("گلدان", "کلدام"), ("ab", "abcd"), ("", "ab")],
)
def test_two_slips_or_none_are_not_one(one: str, other: str) -> None:
    assert not one_slip(one, other)


@given(st.text(max_size=300))
@example("\ud800" * 300)
@example(" ".join(LETTERS))
@example("ا" * 10_000)
@example("\x00")
def test_whatever_is_typed_is_answered(query: str) -> None:
    found = find(INDEX, query)
    assert len(set(found.products)) == len(found.products)
    assert set(found.products) <= set(range(len(LISTING.slug)))


class _Counting(SearchIndex):
    """Counts how often it is looked into."""

    looks = 0

    def places(self, key: str) -> Sequence[int]:
        self.looks += 1
        return super().places(key)


@given(st.text(st.sampled_from(LETTERS + " \u200c۱2abc-"), max_size=3_000))
@example(" ".join(LETTERS * 2))
@example("هایی " * 1_000)
@example("گلدهای " * 1_000)
def test_a_query_costs_no_more_looks_than_its_eight_words_allow(query: str) -> None:
    index = _Counting(LISTING)
    find(index, query)
    # Each word alone and by two stems, pairs and triples; all of it once more where it was mended; all as one.
    assert index.looks <= 2 * (MOST_WORDS * 3 + 2 * MOST_WORDS) + 1


def test_what_can_be_had_comes_before_what_cannot_and_short_titles_before_long_ones() -> None:
    goods = [("gone", "گلدان", "x", "1", ""), ("long", "گلدان بزرگ", "x", "2", ""), ("here", "گلدان", "x", "3", "")]
    listing = listing_of_goods(*goods)
    gone = SearchIndex(
        type(listing)(**{name: getattr(listing, name) for name in listing.__slots__} | {"left": (0, 1, 1)})
    )
    assert [goods[product][0] for product in find(gone, "گلدان").products] == ["here", "long", "gone"]
