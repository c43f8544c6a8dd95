"""Every problem has its Persian words."""

from __future__ import annotations

import string

from catalog.problem_words import WORDS
from catalog.problems import Code, nearest


def test_every_code_has_words_that_say_what_to_do() -> None:
    assert set(WORDS) == set(Code)
    for words in WORDS.values():
        assert not words.isascii()
        assert "لطفاً" not in words


def test_facts_are_named_in_words_only_by_plain_names() -> None:
    facts = {name for words in WORDS.values() for _, name, _, _ in string.Formatter().parse(words) if name}
    assert facts == {
        "advice", "digits", "example", "first", "first_zone", "hint", "key", "known", "line", "maximum", "method", "minimum",
        "more", "others", "pixels", "site", "thing", "value", "words", "zone",
    }  # fmt: skip


def test_the_nearest_name_is_found_whatever_its_case() -> None:
    assert nearest("GOLDAN.webp", ["sabad.webp", "goldan.webp"]) == "goldan.webp"
    assert nearest("xyz", ["sabad.webp"]) == ""
