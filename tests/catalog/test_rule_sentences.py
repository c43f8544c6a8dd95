"""Each rule in force has its sentence, built from its figures; read them aloud before changing one."""

from __future__ import annotations

import pytest

from catalog.rule_sentences import rule_texts
from catalog.rule_sentences.rule_text import Table
from shop.rule_names import rules_in_force
from shop.terms import Shop
from tests.builders import SHOPS, a_shop
from tests.catalog.said_rules import SAID

NBSP = "\u00a0"


def words(shop: Shop, rule: str) -> str:
    """Return a rule's sentence with ordinary blanks."""
    return rule_texts(shop)[rule].words.replace(NBSP, " ")


@pytest.mark.parametrize("name", SHOPS)
def test_every_rule_in_force_has_a_sentence(name: str) -> None:
    shop = a_shop(name)
    texts = rule_texts(shop)

    assert [rule for rule in rules_in_force(shop) if rule not in texts] == []
    for text in texts.values():
        assert text.in_one_line.endswith(".")
        assert "  " not in text.in_one_line
        assert "None" not in text.in_one_line


@pytest.mark.parametrize(("name", "rule", "sentence"), SAID, ids=lambda value: value if len(value) < 40 else "")
def test_a_rule_is_said_with_its_figures(name: str, rule: str, sentence: str) -> None:
    assert words(a_shop(name), rule) == sentence


def test_carriage_by_weight_tells_places_apart_in_a_table() -> None:
    """ATR-013, ATR-015."""
    post = rule_texts(a_shop("atrebeheshti"))["delivery.priority-post"]

    assert post.table == Table(
        ("وزن سفارش", "قم", "شهرهای دیگر"),
        (
            ("تا ۵۰۰ گرم", f"۸٬۰۰۰{NBSP}تومان", f"۸٬۰۰۰{NBSP}تومان"),
            ("تا ۲ کیلوگرم", f"۱۲٬۰۰۰{NBSP}تومان", f"۱۶٬۰۰۰{NBSP}تومان"),
            ("تا ۱۰ کیلوگرم", f"۳۸٬۰۰۰{NBSP}تومان", f"۳۸٬۰۰۰{NBSP}تومان"),
        ),
    )
    assert post.spelled.replace(NBSP, " ") == (
        "کرایه: تا ۵۰۰ گرم ۸٬۰۰۰ تومان؛ تا ۲ کیلوگرم به قم ۱۲٬۰۰۰ تومان و به شهرهای دیگر ۱۶٬۰۰۰ تومان؛"
        " تا ۱۰ کیلوگرم ۳۸٬۰۰۰ تومان."
    )
    assert post.words.endswith("سفارش سنگین‌تر از ۱۰ کیلوگرم با این روش فرستاده نمی‌شود.")


def test_carriage_by_floor_is_a_table_with_the_rule_of_the_stairs() -> None:
    """CHI-021, CHI-022."""
    heavy = rule_texts(a_shop("chistatech"))["delivery.heavy-home"]

    assert heavy.words == (
        "حمل ویژه‌ی کالای سنگین فقط برای سفارشی است که لوازم سنگین دارد، در همه‌ی شهرها؛ هزینه‌اش به طبقه بستگی دارد."
        " سفارش ۳ تا ۶ روز کاری پس از آغاز رسیدگی می‌رسد و تا طبقه‌ی چهارم تحویل داده می‌شود؛ کد رهگیری‌اش را پیامک می‌کنیم."
        " اگر تا خانه بیش از ۶ پله باشد، دست‌کم طبقه‌ی دوم حساب می‌شود؛ بالاتر از طبقه‌ی چهارم نمی‌بریم."
    )
    assert heavy.table is not None
    assert heavy.table.rows[1] == ("طبقه‌ی دوم", f"۲٬۰۰۰٬۰۰۰{NBSP}ریال")


@pytest.mark.parametrize(
    ("limits", "sentence"),
    [
        ({"minimum": "100000 toman"}, "مبلغ سفارش باید ۱۰۰٬۰۰۰ تومان یا بیشتر باشد."),
        ({"maximum": "900000 toman"}, "سقف مبلغ سفارش ۹۰۰٬۰۰۰ تومان است و خود این مبلغ هم پذیرفته است."),
        (
            {"minimum": "100000 toman", "maximum": "900000 toman"},
            "مبلغ سفارش باید از ۱۰۰٬۰۰۰ تومان تا ۹۰۰٬۰۰۰ تومان باشد.",
        ),
        ({"except_classes": ["food", "home"]}, "سفارشی که خوراکی یا خانه دارد با این روش پرداخت نمی‌شود."),
    ],
)
def test_the_limits_of_a_payment_are_said(limits: dict[str, object], sentence: str) -> None:
    door = {"kind": "cash_on_delivery", "name": "پرداخت هنگام تحویل", "clause": "payment#at-the-door", **limits}

    assert words(a_shop(payment=[door]), "payment.cash_on_delivery") == (
        f"پرداخت هنگام تحویل برای همه‌ی سفارش‌ها باز است. {sentence}"
    )


@pytest.mark.parametrize(
    ("own_until", "after_dispatch", "steps", "sentence"),
    [
        ("never", False, ["prepared"], "لغو سفارش، تا پیش از ارسال، با هماهنگی مسئول فروش است."),
        ("registered", False, ["prepared"], "تا پیش از پرداخت خودتان"),
        ("awaiting_transfer", False, ["prepared"], "تا پیش از تأیید پرداخت خودتان"),
        ("queued", False, ["confirmed", "prepared"], "تا پیش از تأیید فروشگاه خودتان"),
        ("confirmed", False, ["confirmed", "prepared"], "تا پیش از آغاز آماده‌سازی خودتان"),
        ("queued", False, [], "تا پیش از ارسال خودتان سفارش را در صفحه‌اش لغو می‌کنید."),
        ("preparing", True, ["prepared"], "می‌کنید. پس از ارسال، لغو تنها وقتی پذیرفته است که کالا به فروشگاه برگردد."),
    ],
)
def test_cancelling_is_said_as_far_as_it_reaches(
    own_until: str, after_dispatch: bool, steps: list[str], sentence: str
) -> None:
    shop = a_shop(cancel={"own_until": own_until, "after_dispatch": after_dispatch}, order={"steps": steps})

    assert sentence in words(shop, "cancel")


def test_ATR_005_goods_that_are_not_cancelled_so_long_are_named() -> None:
    assert words(a_shop("atrebeheshti"), "cancel").endswith(
        "سفارشی که عطر ترکیبی دارد، پس از آغاز آماده‌سازی لغو نمی‌شود."
    )


def test_a_cut_off_and_office_hours_are_said() -> None:
    shop = a_shop(week={"weekend": ["monday", "friday"], "cutoff": "16:00", "hours": ["9:00", "17:30"]})

    assert words(shop, "week") == (
        "روزهای کاری ما شنبه، یک‌شنبه، سه‌شنبه، چهارشنبه و پنج‌شنبه است، جز تعطیل‌های رسمی کشور."
        " سفارشی که پس از ساعت ۱۶:۰۰ ثبت شود، از روز کاری بعد شمرده می‌شود."
        " ساعت کاری یعنی از ۹:۰۰ تا ۱۷:۳۰ در همین روزها."
    )


def test_a_delay_says_its_days_and_its_note() -> None:
    shop = a_shop(
        week={
            "delay": [
                {"from": "1405/12/15", "to": "1405/12/29", "days": 5, "note": "-"},
                {"from": "07/01", "to": "07/10", "note": "جشنواره است."},
            ]
        }
    )

    assert words(shop, "week.delay") == (
        "سفارشی که راهش به ۱۵ اسفند ۱۴۰۵ تا ۲۹ اسفند ۱۴۰۵ بخورد، ۵ روز کاری دیرتر می‌رسد. از ۱ مهر تا ۱۰ مهر: جشنواره است."
    )


def test_a_delivery_that_is_not_for_some_goods_says_so() -> None:
    way = {
        "id": "courier",
        "name": "پیک",
        "fee": {"kind": "free"},
        "working_days": [1, 1],
        "except_classes": ["home"],
        "tracking": False,
        "clause": "delivery#courier",
    }

    assert words(a_shop(delivery=[way]), "delivery.courier") == (
        "پیک برای همه‌ی شهرهاست، جز سفارشی که خانه دارد، و هزینه‌ای ندارد. سفارش ۱ روز کاری پس از آغاز رسیدگی می‌رسد."
    )


def test_a_shop_that_asks_for_no_card_says_so() -> None:
    assert words(a_shop(identity={"asked": "never", "zones": []}), "identity") == "هنگام تحویل کارت شناسایی نمی‌خواهیم."
    assert words(a_shop(identity={"asked": "never", "zones": ["qom"]}), "identity").startswith(
        "هر سفارش به نشانی‌های قم و پردیسان فقط با دیدن"
    )


def test_freight_is_not_spoken_of_where_nothing_goes_by_freight() -> None:
    assert "payment.freight" not in rule_texts(a_shop("chistatech"))
