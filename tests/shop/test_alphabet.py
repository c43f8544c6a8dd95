"""Names stand as a Persian reader looks for them."""

from __future__ import annotations

import random

import pytest

from shop.alphabet import alphabetical

IN_ORDER = {
    "letters that code points put last": [
        "آب",
        "ببر",
        "پسته",
        "تخته",
        "چای",
        "زیره",
        "ژله",
        "سیب",
        "کره",
        "گز",
        "لیمو",
        "نخ",
        "یاس",
    ],
    "numbers first, by value": ["۱٫۵ لیتر", "۳ گرم", "۶ گرم", "۱۲ گرم", "۱۰۰ میلی‌لیتر", "ادویه"],
    "a blank before any letter": ["گل سرخ", "گلاب"],
    "other letters after Persian ones": ["یخ", "DECT", "IPS"],
}


@pytest.mark.parametrize("names", IN_ORDER.values(), ids=IN_ORDER.keys())
def test_names_stand_in_the_order_of_the_alphabet(names: list[str]) -> None:
    mixed = random.Random(7).sample(names, len(names))  # noqa: S311 - any other order will do

    assert mixed != names
    assert sorted(mixed, key=alphabetical) == names


def test_two_spellings_of_a_name_stand_at_one_place() -> None:
    assert alphabetical("كيسه ها") == alphabetical("کیسه ها")
    assert alphabetical("می‌شود") == alphabetical("میشود")
