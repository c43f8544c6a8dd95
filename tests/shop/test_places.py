"""Provinces, cities and zones."""

from __future__ import annotations

import pytest

from shop.places import ELSEWHERE, Place, Zone, city_in, provinces, zone_of
from shop.text import normalise, search_form
from tests.builders import ISFAHAN, KAHAK, MASHHAD, PARDISAN, QOM, SHIRAZ, TEHRAN, a_shop

ALPHABET = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"

CAPITALS = {
    "آذربایجان شرقی": "تبریز",
    "آذربایجان غربی": "ارومیه",
    "اردبیل": "اردبیل",
    "اصفهان": "اصفهان",
    "البرز": "کرج",
    "ایلام": "ایلام",
    "بوشهر": "بوشهر",
    "تهران": "تهران",
    "چهارمحال و بختیاری": "شهرکرد",
    "خراسان جنوبی": "بیرجند",
    "خراسان رضوی": "مشهد",
    "خراسان شمالی": "بجنورد",
    "خوزستان": "اهواز",
    "زنجان": "زنجان",
    "سمنان": "سمنان",
    "سیستان و بلوچستان": "زاهدان",
    "فارس": "شیراز",
    "قزوین": "قزوین",
    "قم": "قم",
    "کردستان": "سنندج",
    "کرمان": "کرمان",
    "کرمانشاه": "کرمانشاه",
    "کهگیلویه و بویراحمد": "یاسوج",
    "گلستان": "گرگان",
    "گیلان": "رشت",
    "لرستان": "خرم‌آباد",
    "مازندران": "ساری",
    "مرکزی": "اراک",
    "هرمزگان": "بندرعباس",
    "همدان": "همدان",
    "یزد": "یزد",
}


def test_there_are_31_provinces_each_with_its_capital() -> None:
    assert list(provinces()) == list(CAPITALS)
    assert len(CAPITALS) == 31
    for province, capital in CAPITALS.items():
        assert city_in(province, capital) in provinces()[province]


def test_every_name_is_spelt_in_its_normal_form() -> None:
    for province, cities in provinces().items():
        assert [normalise(name) for name in (province, *cities)] == [province, *cities]


def test_no_province_names_a_city_twice() -> None:
    for province, cities in provinces().items():
        spellings = [search_form(city).replace(" ", "") for city in cities]
        assert sorted({city for city in spellings if spellings.count(city) > 1}) == [], province


def test_names_stand_in_persian_alphabetical_order() -> None:
    def place_in_alphabet(name: str) -> list[int]:
        return [ALPHABET.index(letter) for letter in name.translate(str.maketrans("أؤئ", "اوی")) if letter in ALPHABET]

    def first_letters(names: list[str]) -> list[int]:
        return [place_in_alphabet(name)[0] for name in names]

    assert list(provinces()) == sorted(provinces(), key=place_in_alphabet)
    for province, cities in provinces().items():
        assert first_letters(list(cities)) == sorted(first_letters(list(cities))), province


@pytest.mark.parametrize("typed", ["خرم آباد", "خرم‌آباد", "خرماباد", "خرم اباد", " خرّم  آباد "])
def test_a_city_is_known_in_every_spelling(typed: str) -> None:
    assert city_in("لرستان", typed) == "خرم آباد"


def test_a_city_of_another_province_is_not_known() -> None:
    assert city_in("تهران", "خرم آباد") is None
    assert city_in("لرستان", "") is None


def test_Qom_has_the_cities_that_the_shops_rules_name() -> None:
    assert {"قم", "پردیسان", "کهک"} <= set(provinces()["قم"])


@pytest.mark.parametrize(
    ("place", "zone"),
    [
        (QOM, "qom"),
        (PARDISAN, "qom"),
        (KAHAK, "elsewhere"),
        (TEHRAN, "elsewhere"),
        (ISFAHAN, "elsewhere"),
        (SHIRAZ, "elsewhere"),
        (MASHHAD, "elsewhere"),
        (Place("تهران", "قم"), "elsewhere"),
        (Place("", ""), "elsewhere"),
    ],
)
def test_BAQ_003_a_zone_is_the_cities_it_names_in_their_provinces(place: Place, zone: str) -> None:
    """BAQ-003, BAQ-004: Kahak is in Qom province, and in neither city."""
    assert zone_of(place, a_shop().zones) == zone


def test_the_first_zone_that_names_a_place_has_it() -> None:
    zones = {Zone("near"): (QOM,), Zone("far"): (QOM, TEHRAN)}

    assert (zone_of(QOM, zones), zone_of(TEHRAN, zones), zone_of(SHIRAZ, zones)) == ("near", "far", ELSEWHERE)
    assert zone_of(QOM, {}) == ELSEWHERE == "elsewhere"
