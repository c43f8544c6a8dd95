"""``scripts/explain`` says what the checkout would say, of every place, delivery and payment."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import pytest

from checkout.web.words import reason_words
from scripts.lib.explain import main
from shop.calendar import local_day
from shop.errors import OptionRefused
from shop.money import Rials
from shop.places import Place, provinces
from shop.quote import (
    DeliveryOption,
    PaymentOption,
    choose_delivery,
    choose_payment,
    delivery_options,
    finalise_by,
    payment_options,
)
from shop.rules.identity import identity_asked
from shop.terms import Shop
from shop.verdict import Clause, Refused, Verdict
from tests.builders import BAQIYAT, ISFAHAN, MASHHAD, PARDISAN, PLACED_AT, QOM, SHIRAZ, TEHRAN, a_shop
from tests.scripts.conftest import LONGEST_SECONDS, ROOT

GOLDEN = Path(__file__).parent / "explained"
AT = "1405/09/11 10:00"
"""``PLACED_AT``, as an owner types it."""

OTHERS = (
    ISFAHAN,
    MASHHAD,
    SHIRAZ,
    TEHRAN,
    Place("لرستان", "خرم آباد"),
    Place("مازندران", "خرم آباد"),
    Place("آذربایجان غربی", "مهاباد"),
    Place("هرمزگان", "حاجی آباد"),
    Place("مرکزی", "اراک"),
    Place("یزد", "یزد"),
)
GRID = (*(Place("قم", city) for city in provinces()["قم"]), *OTHERS)


@pytest.fixture
def explained(capsys: pytest.CaptureFixture[str]) -> Any:  # noqa: ANN401 - see Explained
    """Run ``scripts/explain`` on Baqiyat; return what it printed."""

    def run(*words: str, total: str = "2950000", at: str = AT, shop: str = "baqiyat") -> str:
        assert main([shop, "--total", total, "--at", at, *words]) == 0
        told = capsys.readouterr()
        assert told.err == ""
        return told.out

    return run


def plain_verdict(verdict: Verdict, clause: Clause, shop: Shop) -> dict[str, object]:
    if isinstance(verdict, Refused):
        return {
            "allowed": False,
            "code": verdict.reason.code,
            "words": reason_words(verdict.reason, shop.price_unit),
            "clause": verdict.clause,
        }
    return {"allowed": True, "code": None, "words": None, "clause": clause}


def told_verdict(told: dict[str, Any]) -> dict[str, object]:
    reason = told["reason"] or {"code": None, "words": None}
    return {"allowed": told["allowed"], "code": reason["code"], "words": reason["words"], "clause": told["clause"]}


def agree_on_payment(told: dict[str, Any], option: PaymentOption, place: Place, shop: Shop, delivery: str) -> None:
    by_freight = next(one.by_freight for one in shop.delivery if one.id == delivery)
    asked = identity_asked(shop, place, option.payment.kind) if option.verdict.allowed else None

    assert told["kind"] == option.payment.kind
    assert told_verdict(told) == plain_verdict(option.verdict, option.payment.clause, shop)
    assert told["identity_card"] is asked
    if told["allowed"]:
        assert choose_payment(shop, place, told["kind"], by_freight=by_freight) == option.payment
    else:
        with pytest.raises(OptionRefused):
            choose_payment(shop, place, told["kind"], by_freight=by_freight)


def agree_on_delivery(told: dict[str, Any], option: DeliveryOption, place: Place, shop: Shop) -> None:
    assert told["id"] == option.delivery.id
    assert told_verdict(told) == plain_verdict(option.verdict, option.delivery.clause, shop)
    if not told["allowed"]:
        with pytest.raises(OptionRefused):
            choose_delivery(shop, place, told["id"], PLACED_AT)
        assert told["payment"] == []
        assert {told[key] for key in ("carriage_rials", "payable_rials", "earliest", "latest")} == {None}
        return
    days = [told[key]["iso"] for key in ("earliest", "latest")]
    payments = payment_options(shop, place, by_freight=option.delivery.by_freight)

    assert choose_delivery(shop, place, told["id"], PLACED_AT) == option
    assert (told["carriage_rials"], told["carriage_collected"]) == (option.carriage, option.collect)
    assert told["payable_rials"] == Rials(29_500_000 + option.carriage)
    assert days == [local_day(option.earliest).isoformat(), local_day(option.latest).isoformat()]
    for payment, expected in zip(told["payment"], payments, strict=True):
        agree_on_payment(payment, expected, place, shop, told["id"])


@pytest.mark.parametrize("place", GRID, ids=lambda place: f"{place.province}/{place.city}")
def test_BAQ_003_it_agrees_with_the_checkout_on_every_delivery_and_payment(place: Place, explained: Any) -> None:  # noqa: ANN401
    """BAQ-003, BAQ-004, BAQ-006, BAQ-015, BAQ-019: verdicts, reasons, clauses, carriage, days and identity card."""
    shop = a_shop()

    told = json.loads(explained("--city", place.city, "--province", place.province, "--json"))

    assert (told["place"]["province"], told["place"]["city"]) == (place.province, place.city)
    assert (told["at"]["iso"], told["goods_rials"]) == ("2026-12-02T10:00:00+03:30", 29_500_000)
    assert told["finalise_by"]["iso"] == "2026-12-03T10:00:00+03:30"
    assert finalise_by(shop, PLACED_AT).isoformat() == "2026-12-03T06:30:00+00:00"
    for delivery, option in zip(told["delivery"], delivery_options(shop, place, PLACED_AT), strict=True):
        agree_on_delivery(delivery, option, place, shop)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("qom", ("--city", "قم")),
        ("pardisan", ("--city", "پردیسان")),
        ("kahak", ("--city", "کهک")),
        ("isfahan-freight", ("--city", "اصفهان", "--delivery", "freight")),
    ],
)
def test_BAQ_019_its_json_stays_as_it_is(name: str, words: tuple[str, ...], explained: Any) -> None:  # noqa: ANN401
    """BAQ-003, BAQ-004, BAQ-006, BAQ-015, BAQ-019: programs read it; keys may be added, none changed.

    The files are what ``scripts/explain baqiyat --total 2950000 --at 1405/09/11T10:00 --json`` prints.
    """
    assert explained(*words, "--json") == (GOLDEN / f"{name}.json").read_text(encoding="utf-8")


def test_BAQ_004_people_read_one_fact_a_line(explained: Any) -> None:  # noqa: ANN401
    """BAQ-004, BAQ-015: the first and the refused ways of an order to Isfahan."""
    lines = explained("--city", "اصفهان", "--class", "food").splitlines()

    first = lines.index("روش ارسال «پیک بین‌شهری» (courier): باز است")
    assert lines[:first] == [
        "فروشگاه: باقیات (baqiyat)",
        "مقصد: اصفهان، استان اصفهان",
        "کالاها: ۲٬۹۵۰٬۰۰۰\u00a0تومان",
        "رده‌ی کالا: food",
        "زمان سفارش: چهارشنبه ۱۱ آذر ۱۴۰۵، ساعت ۱۰:۰۰",
        "مهلت نهایی‌کردن: پنجشنبه ۱۲ آذر ۱۴۰۵، ساعت ۱۰:۰۰",
        "بند مهلت: ordering#finalise",
        "",
    ]
    assert lines[first + 1 : first + 9] == [
        "  بند: delivery#courier",
        "  هزینه‌ی ارسال: ۹۵٬۰۰۰\u00a0تومان",
        "  پرداختنی: ۳٬۰۴۵٬۰۰۰\u00a0تومان",
        "  زودترین روز رسیدن: یکشنبه ۱۵ آذر ۱۴۰۵",
        "  دیرترین روز رسیدن: سه‌شنبه ۱۷ آذر ۱۴۰۵",
        "  روش پرداخت «درگاه بانکی سایت» (gateway): باز است",
        "    بند: payment#gateway",
        "    کارت شناسایی هنگام تحویل: می‌خواهد (delivery#identity)",
    ]
    assert "  هزینه‌ی ارسال: هنگام تحویل به باربری" in lines
    assert lines[-3:] == [
        "روش ارسال «پیک رایگان» (free-courier): بسته است",
        "  علت: فقط برای قم و پردیسان؛ مقصد شما اصفهان است.",
        "  بند: delivery#free-courier",
    ]
    assert all(line == "" or line.strip()[0] in "فمکرزبهپدع" for line in lines)  # a terminal turns it right to left


@pytest.mark.parametrize("city", [QOM.city, PARDISAN.city])
def test_BAQ_006_at_the_door_nothing_is_prepaid_and_no_card_is_asked(city: str, explained: Any) -> None:  # noqa: ANN401
    """BAQ-003, BAQ-006, BAQ-015."""
    lines = explained("--city", city, "--delivery", "پیک رایگان").splitlines()

    door = lines.index("  روش پرداخت «پرداخت هنگام تحویل» (cash_on_delivery): باز است")
    assert lines[door:] == [lines[door], "    بند: payment#at-the-door", "    کارت شناسایی هنگام تحویل: نمی‌خواهد"]
    assert "  هزینه‌ی ارسال: رایگان" in lines


def test_a_refusal_without_a_clause_has_no_line_for_it(tmp_path: Path, explained: Any) -> None:  # noqa: ANN401
    text = (BAQIYAT / "shop.toml").read_text(encoding="utf-8")
    (tmp_path / "shop.toml").write_text(text.replace('freight_clause = "payment#freight-prepaid"', ""))

    lines = explained("--city", "تهران", "--delivery", "freight", shop=str(tmp_path)).splitlines()

    assert "payment#freight-prepaid" not in "".join(lines)
    assert lines[-1] == "    علت: سفارش باربری پیش از ارسال تسویه می‌شود، با درگاه بانکی سایت یا کارت به کارت."


def test_now_is_when_nothing_else_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["baqiyat", "--city", "قم", "--total", "1", "--json"]) == 0

    told = cast("dict[str, Any]", json.loads(capsys.readouterr().out))
    assert told["at"]["iso"] < told["finalise_by"]["iso"] <= told["delivery"][0]["latest"]["iso"] + "T24"


def test_it_runs_from_any_folder_and_in_any_language_of_the_system() -> None:
    answer = subprocess.run(
        [ROOT / "scripts" / "explain", "baqiyat", "--city", "قم", "--total", "۱۰۰", "--at", AT],
        cwd="/",
        env={**os.environ, "LC_ALL": "C"},
        capture_output=True,
        timeout=LONGEST_SECONDS,
        check=True,
    )

    assert answer.stdout.decode().startswith("فروشگاه: باقیات (baqiyat)\n")
    assert answer.stderr == b""


def test_it_needs_no_web_and_no_pelican() -> None:
    """The words of the reasons are the checkout's own, and come without its web server."""
    asked = (
        "import sys, scripts.lib.explain; print(sorted({'starlette', 'jinja2', 'pelican', 'PIL'} & set(sys.modules)))"
    )

    answer = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)

    assert answer.stdout == "[]\n"
