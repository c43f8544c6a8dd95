"""Every refusal has its words: why, and what would open it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, date, datetime
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, get_type_hints

import pytest

from checkout.web.reasons import reason_words, remedy_words
from shop import rules
from shop.money import Rials
from shop.rules.delivery import OutsideZone, TooHeavy
from shop.rules.payment import AboveMaximum, BelowMinimum
from shop.terms import Confirmer
from shop.verdict import Reason
from tests.builders import QOM, TEHRAN


def _reasons() -> Iterator[type[Reason]]:
    for module in iter_modules(rules.__path__):
        for found in vars(import_module(f"shop.rules.{module.name}")).values():
            if isinstance(found, type) and issubclass(found, Reason) and found is not Reason:
                yield found


def _some(hint: Any) -> Any:  # noqa: ANN401 - any field of any reason
    samples: dict[Any, Any] = {
        str: "کافه",
        int: 7,
        Rials: Rials(70),
        tuple[str, ...]: ("قم",),
        tuple[Confirmer, ...]: ("haulier", "officer"),
        datetime: datetime(2026, 12, 2, tzinfo=UTC),
        date: date(2026, 12, 5),
    }
    return samples.get(hint, QOM)


def _code(kind: type[Reason]) -> str:
    return kind.code


KINDS: list[type[Reason]] = sorted(set(_reasons()), key=_code)


@pytest.mark.parametrize("kind", KINDS, ids=_code)
def test_a_refusal_says_why_and_what_would_open_it(kind: type[Reason]) -> None:
    hints = get_type_hints(kind)
    reason = kind(**{field.name: _some(hints[field.name]) for field in fields(kind)})

    for words in (reason_words(reason), remedy_words(reason)):
        assert words.endswith(".")
        assert "None" not in words


def test_the_codes_of_refusals_are_all_different() -> None:
    kinds = set(_reasons())

    assert len({kind.code for kind in kinds}) == len(kinds) > 20


def test_what_would_open_it_names_the_figure_that_is_missing() -> None:
    below = BelowMinimum(Rials(3_999_990), Rials(4_000_000))
    above = AboveMaximum(Rials(30_000_001), Rials(30_000_000))

    assert "۱ تومان بیشتر" in remedy_words(below).replace("\u00a0", " ")
    assert "۱ ریال کمتر" in remedy_words(above, "rial").replace("\u00a0", " ")
    assert remedy_words(OutsideZone(TEHRAN, ("قم", "پردیسان"))) == "با نشانی گیرنده در قم یا پردیسان باز می‌شود."


def test_a_parcel_is_weighed_in_the_words_of_the_policy_page() -> None:
    assert reason_words(TooHeavy(60_500, 60_000)) == "تا ۶۰ کیلوگرم؛ بسته‌ی شما ۶۰٫۵ کیلوگرم است."
    assert reason_words(TooHeavy(1_050, 999)) == "تا ۹۹۹ گرم؛ بسته‌ی شما ۱٫۰۵ کیلوگرم است."
