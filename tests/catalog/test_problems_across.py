"""What one part of ``shop.toml`` says against another is named with both its lines."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from catalog.problem_words import report_line
from tests.catalog.builders import SHOP
from tests.catalog.test_problems_of_terms import FULL, found, swapped


@dataclass(frozen=True)
class Clash:
    """What stands in the full file, what is put there, and the sentences of it; «{…}» is the line with that text."""

    old: str
    new: str
    told: tuple[str, ...]


def line_of(text: str, needle: str, which: int = -1) -> str:
    """Return the number of a line that holds a text."""
    return str([number for number, line in enumerate(text.split("\n"), 1) if needle in line][which])


CLASHES = {
    "a city in two zones": Clash(
        'qom = ["قم/قم"]',
        'qom = ["قم/قم", "قم/کهک"]\nnear = ["قم/کهک"]',
        (
            (
                'shop.toml:{near = }: SH313 شهر «قم/کهک» در دو محدوده آمده است: near (خط {near = }) و qom (خط {qom = ["قم/قم", "})'
                ". آن را در یکی نگه دارید."
            ),
        ),
    ),
    "a city twice in one zone": Clash(
        'qom = ["قم/قم"]',
        'qom = [\n"قم/قم",\n"قم / قم",\n]',
        (
            (
                'shop.toml:{"قم / قم"}: SH313 شهر «قم/قم» در دو محدوده آمده است: qom (خط {"قم / قم"}) و qom (خط {"قم/قم"})'
                ". آن را در یکی نگه دارید."
            ),
        ),
    ),
    "a zone of our own name": Clash(
        'qom = ["قم/قم"]',
        'qom = ["قم/قم"]\nelsewhere = ["قم/کهک"]',
        ("shop.toml:{elsewhere = }: SH326 نام «elsewhere» در [zones] از آنِ خود برنامه است. نام دیگری بنویسید.",),
    ),
    "a zone of a row": Clash(
        '{ zones = ["qom"], up',
        '{ zones = ["qomm"], up',
        (
            (
                "shop.toml:{qomm}: SH307 محدوده‌ی «qomm» در [zones] نیست. منظورتان «qom» است؟"
                " یکی از این‌ها را بنویسید: elsewhere، qom"
            ),
        ),
    ),
    "a class of a delivery": Clash(
        'only_classes = ["plant"]\nexcept',
        'only_classes = ["plantt"]\nexcept',
        ("shop.toml:{plantt}: SH314 رده‌ی «plantt» در هیچ [[class]] نیست. منظورتان «plant» است؟ یکی از این‌ها را بنویسید: home، plant",),
    ),
    "a class that a delivery excepts": Clash(
        'except_classes = ["home"]',
        'except_classes = [\n"home",\n"food"]',
        ('shop.toml:{"food"}: SH314 رده‌ی «food» در هیچ [[class]] نیست. یکی از این‌ها را بنویسید: home، plant',),
    ),
    "a class of a charge": Clash(
        '\nclasses = ["home"]',
        '\nclasses = ["hom"]',
        ('shop.toml:{"hom"}: SH314 رده‌ی «hom» در هیچ [[class]] نیست. منظورتان «home» است؟ یکی از این‌ها را بنویسید: home، plant',),
    ),
    "a class of a claim": Clash(
        'after = "refused_at_door"\nonly_classes = ["home"]',
        'after = "refused_at_door"\nonly_classes = ["homes"]',
        ('shop.toml:{"homes"}: SH314 رده‌ی «homes» در هیچ [[class]] نیست. منظورتان «home» است؟ یکی از این‌ها را بنویسید: home، plant',),
    ),
    "a delivery of a charge": Clash(
        'amount = "5000 toman"\ndeliveries = ["courier"]',
        'amount = "5000 toman"\ndeliveries = ["curier"]',
        (
            (
                "shop.toml:{curier}: SH315 راه ارسال «curier» در هیچ [[delivery]] نیست. منظورتان «courier» است؟"
                " یکی از این‌ها را بنویسید: courier، freight، home، fixed"
            ),
        ),
    ),
    "a delivery of free shipping": Clash(
        'deliveries = ["courier"]\nclause = "rules#order"\n\n[[delivery]]',
        'deliveries = ["courrier"]\nclause = "rules#order"\n\n[[delivery]]',
        (
            (
                "shop.toml:{courrier}: SH315 راه ارسال «courrier» در هیچ [[delivery]] نیست. منظورتان «courier» است؟"
                " یکی از این‌ها را بنویسید: courier، freight، home، fixed"
            ),
        ),
    ),
    "carriage that is free and collected": Clash(
        'deliveries = ["courier"]\nclause = "rules#order"\n\n[[delivery]]',
        'deliveries = ["courier", "freight"]\nclause = "rules#order"\n\n[[delivery]]',
        (
            (
                'shop.toml:{"courier", "freight"}: SH318 «freight» پس‌کرایه است و ارسال رایگان نمی‌شود.'
                " از deliveries بخش [free_shipping] پاکش کنید، یا راهی بنویسید که کرایه‌اش پس‌کرایه نیست."
            ),
        ),
    ),
    "a delivery of our own name": Clash(
        'id = "home"\nname = "تا خانه"',
        'id = "by-shop"\nname = "تا خانه"',
        ("shop.toml:{by-shop}: SH326 نام «by-shop» در delivery[3].id از آنِ خود برنامه است. نام دیگری بنویسید.",),
    ),
    "two classes of one id": Clash(
        'id = "plant"',
        'id = "home" # again',
        (
            'shop.toml:{# again}: SH316 class[2].id «home» دو بار آمده است؛ بار اول در خط {!id = "home"}. یکی را عوض کنید.',
            'shop.toml:{only_classes = ["plant"]}: SH314 رده‌ی «plant» در هیچ [[class]] نیست. یکی از این‌ها را بنویسید: home، home',
            'shop.toml:{except_classes = ["plant"]}: SH314 رده‌ی «plant» در هیچ [[class]] نیست. یکی از این‌ها را بنویسید: home، home',
        ),
    ),
    "two deliveries of one id": Clash(
        'id = "fixed"',
        'id = "courier" # again',
        ("shop.toml:{# again}: SH311 شناسه‌ی ارسال «courier» دو بار آمده است. یکی را عوض کنید.",),
    ),
    "two claims of one id": Clash(
        'id = "late"',
        'id = "defect" # again',
        ('shop.toml:{# again}: SH316 claim[2].id «defect» دو بار آمده است؛ بار اول در خط {!id = "defect"}. یکی را عوض کنید.',),
    ),
    "two charges of one id": Clash(
        "[[charge]]",
        '[[charge]]\nid = "packing"\nname = "الف"\namount = "1 toman"\nclause = "rules#order"\n\n[[charge]]',
        ('shop.toml:{id = "packing"}: SH316 charge[2].id «packing» دو بار آمده است؛ بار اول در خط {!id = "packing"}. یکی را عوض کنید.',),
    ),
    "two readings of one tension": Clash(
        "[[reading]]\n",
        '[[reading]]\ntension = "T-GOL-01"\nabout = "یک"\ntaken = "دو"\n\n[[reading]]\n',
        ("shop.toml:{T-GOL-01}: SH316 reading[2].tension «T-GOL-01» دو بار آمده است؛ بار اول در خط {!T-GOL-01}. یکی را عوض کنید.",),
    ),
    "two payments of one kind": Clash(
        'kind = "card_to_card"',
        'kind = "transfer" # again',
        ('shop.toml:{# again}: SH317 راه پرداخت «transfer» دو بار آمده است؛ بار اول در خط {!kind = "transfer"}. دو بخش [[payment]] را یکی کنید.',),
    ),
    "a transfer that nobody reports": Clash(
        '[report]\nclause = "rules#payment"\n',
        "",
        tuple(
            f'shop.toml:{{kind = "{kind}"}}: SH319 راه پرداخت «{name}» گزارش واریز می‌خواهد و بخش [report] نیست.'
            ' بنویسید: [report] و زیر آن clause = "payment#report"'
            for kind, name in (("transfer", "واریز پایا"), ("card_to_card", "کارت به کارت"), ("deposit", "واریز"))
        ),
    ),
    "freight refused for no reason": Clash(
        'freight_clause = "rules#order"\n',
        "",
        (
            (
                "shop.toml:{for_freight}: SH320 راه پرداخت «هنگام تحویل» برای باربری بسته است و بندی نمی‌گوید چرا."
                ' بنویسید: freight_clause = "payment#freight-prepaid"'
            ),
        ),
    ),
    "insured by nobody": Clash(
        '[insurance]\nclause = "rules#order"\n',
        '[[class]]\nid = "glass"\nname = "شیشه"\ninsured = true\n',
        (
            (
                "shop.toml:{insured}: SH321 رده‌ی «شیشه» بیمه‌ی حمل می‌خواهد و بخش [insurance] نیست."
                ' بنویسید: [insurance] و زیر آن clause = "delivery#insurance"'
            ),
        ),
    ),
    "identity asked by no clause": Clash(
        'zones = ["elsewhere"]\nclause = "rules#delivery"\n\n[report]',
        "\n[report]",
        (
            (
                "shop.toml:{[identity]}: SH322 کارت شناسایی خواسته می‌شود و بندی آن را نمی‌گوید."
                ' زیر [identity] بنویسید: clause = "delivery#identity"، یا asked = "never" بی zones'
            ),
        ),
    ),
    "a maximum below a minimum": Clash(
        '"400000 toman"',
        '"400 toman"',
        (
            (
                'shop.toml:{maximum = "400 toman"}: SH324 در payment[4] بیشترین مبلغ «400 toman» از کمترین مبلغ «1000 toman»'
                " کمتر است. maximum را بیشتر یا minimum را کمتر کنید."
            ),
        ),
    ),
    "a step twice": Clash(
        'steps = ["prepared"]',
        'steps = ["prepared", "confirmed", "prepared"]',
        (
            (
                "shop.toml:{steps}: SH325 در order.steps کار «prepared» دو بار آمده است و سفارش دور خودش می‌گردد."
                ' هر کار را یک بار بنویسید: steps = ["confirmed", "prepared"]'
            ),
        ),
    ),
    "a row that none reaches": Clash(
        '  { up_to_grams = 5000, amount = "16000 toman" },\n',
        '  { up_to_grams = 5000, amount = "16000 toman" },\n  { zones = ["qom"], up_to_grams = 5000, amount = "1 toman" },\n',
        (
            (
                'shop.toml:{"1 toman" }}: SH533 هشدار: به delivery[1].fee.rows[3] هیچ بسته‌ای نمی‌رسد:'
                " delivery[1].fee.rows[2] پیش از آن همان محدوده و وزن را می‌گیرد. ردیف‌ها را از سبک به سنگین بچینید."
            ),
        ),
    ),
    "a state that no order has": Clash(
        'own_until = "queued"',
        'own_until = "confirmed"',
        (
            (
                "shop.toml:{own_until}: SH534 هشدار: cancel.own_until مرحله‌ی «confirmed» را می‌گوید، ولی order.steps آن را ندارد"
                " و سفارش به آن نمی‌رسد. مرحله‌ای را بنویسید که هست، یا آن کار را به steps بیفزایید."
            ),
        ),
    ),
}  # fmt: skip


def filled(sentence: str, text: str) -> str:
    """Return a sentence with a line number for each «{text on that line}»; «{!…}» is the first such line, not the last."""
    out = ""
    rest = sentence
    while "{" in rest:
        before, _, rest = rest.partition("{")
        needle, _, rest = rest.partition("}")
        if rest.startswith("}"):
            needle, rest = f"{needle}}}", rest[1:]
        out += before + line_of(text, needle.removeprefix("!"), 0 if needle.startswith("!") else -1)
    return out + rest


@pytest.mark.parametrize("name", CLASHES)
def test_two_parts_that_clash_are_told_with_their_lines(name: str, tmp_path: Path) -> None:
    clash = CLASHES[name]
    text = swapped(clash.old, clash.new)

    told = [report_line(problem) for problem in found(text, tmp_path) if problem.code != "SH501"]

    assert told == sorted((filled(sentence, text) for sentence in clash.told), key=lambda line: int(line.split(":")[1]))


def test_the_full_file_clashes_nowhere(tmp_path: Path) -> None:
    assert [problem.code for problem in found(FULL, tmp_path)] == ["SH501"]


def test_a_deadline_without_a_calendar_names_the_keys_that_count_in_working_time(tmp_path: Path) -> None:
    """T-X-03: where a shop leaves its working week undefined, the key is required."""
    text = SHOP.replace('[week]\nweekend = ["friday"]\n', "")

    assert [report_line(problem) for problem in found(text, tmp_path)] == [
        (
            "shop.toml:48: SH323 روزهای کاری فروشگاه معلوم نیست و این‌ها با آن شمرده می‌شود (شماره‌ی خط در پرانتز):"
            " finalise.within (48)، refund.within (63)، delivery[1].working_days (99)، delivery[2].working_days (108)."
            ' بنویسید: [week] و زیر آن weekend = ["friday"]'
        )
    ]


def test_a_week_without_its_days_names_those_keys_at_its_own_line(tmp_path: Path) -> None:
    text = FULL.replace('weekend = ["friday"]', 'cutoff = "16:00"')

    told = [report_line(problem) for problem in found(text, tmp_path) if problem.code != "SH501"]

    assert len(told) == 1
    assert told[0].startswith("shop.toml:36: SH323 روزهای کاری فروشگاه معلوم نیست")
    assert told[0].endswith(' (و ۳ جای دیگر در همین پرونده). بنویسید: [week] و زیر آن weekend = ["friday"]')


def test_a_maximum_below_its_minimum_is_told_beside_other_slips_of_that_payment(tmp_path: Path) -> None:
    text = FULL.replace('"400000 toman"', '"400 toman"').replace("working_days_only = true", "working_days_only = 1")

    assert {"SH305", "SH324"} <= {problem.code for problem in found(text, tmp_path)}
