"""What ``shop.toml`` names elsewhere has to be there: clauses, zones, cities, accounts, providers."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.catalog.test_problems_of_shop_toml import Slip

SLIPS = [
    Slip(
        "clause on no page",
        "refnd",
        'clause = "rules#refund"',
        'clause = "rules#refnd"',
        (
            (
                "shop.toml:{at}: SH306 بند «rules#refnd» در هیچ صفحه‌ی policies نیست."
                " منظورتان «rules#refund» است؟ بند یعنی «نام صفحه#لنگر عنوان»."
            ),
        ),
    ),
    Slip(
        "unknown zone",
        "qum",
        'zones = ["qom"]',
        'zones = ["qum"]',
        (
            (
                "shop.toml:{at}: SH307 محدوده‌ی «qum» در [zones] نیست."
                " منظورتان «qom» است؟ یکی از این‌ها را بنویسید: elsewhere، qom"
            ),
        ),
    ),
    Slip(
        "unknown city",
        "قمم",
        '"قم/قم"',
        '"قم/قمم"',
        ("shop.toml:{at}: SH308 شهر «قم/قمم» شناخته نیست. منظورتان «قم/قم» است؟ بنویسید: استان/شهر",),
    ),
    Slip(
        "card with a wrong digit",
        "card = ",
        "9999990000001236",
        "9999990000001237",
        (
            (
                "shop.toml:{at}: SH310 accounts.card «9999990000001237» درست نیست؛ رقم‌هایش با رقم کنترل نمی‌خواند."
                " از روی کارت یا برگه‌ی بانک دوباره بنویسید."
            ),
        ),
    ),
    Slip(
        "same delivery twice",
        'id = "courier"',
        'id = "freight"',
        'id = "courier"',
        ("shop.toml:{at}: SH311 شناسه‌ی ارسال «courier» دو بار آمده است. یکی را عوض کنید.",),
    ),
    Slip(
        "gateway without a provider",
        'kind = "gateway',
        'provider = "zarinpal"\n',
        "",
        ('shop.toml:{at}: SH312 درگاه پرداخت provider ندارد. بنویسید: provider = "zarinpal"',),
    ),
]


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def test_a_slip_stops_the_build_at_its_line(slip: Slip, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    slip.must_stop(tmp_path, capsys)
