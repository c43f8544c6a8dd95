"""Numbers and addresses that only fill their place, are mistyped, or are left of a sample shop."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from catalog.problem_words import report_line
from catalog.problems import Problems
from catalog.shop_check import check_shop
from catalog.shop_reader import FILE, read_shop
from shop.rules.payment import NoAccount, may_pay
from shop.verdict import refused
from tests.builders import SHOPS, a_bill
from tests.catalog.builders import BAQIYAT, SHOP, a_folder, build, page, release_in
from tests.catalog.test_problems_of_terms import found


def told(text: str, place: Path) -> list[str]:
    """Return what is said of a file."""
    return [report_line(problem) for problem in found(text, place)]


REAL = SHOP.replace("https://golkhaneh.example", "https://golkhaneh.ir")
"""The small shop at an address that buyers reach, everything else still as a sample."""

OWN = {
    "https://pay.golkhaneh.example": "https://pay.golkhaneh.ir",
    "info@golkhaneh.example": "info@golkhaneh.ir",
    "09120000011": "09123344556",
    "09120000012": "09123344557",
    "02530000000": "02537778899",
    "قم، بلوار نمونه، پلاک ۱": "قم، بلوار امین، پلاک ۱",
    "30000000000110": "3000445566",
    "IR780990000000000000012345": "IR900120000000004321567890",
    "9999990000001236": "6104337712345675",
}


@pytest.mark.parametrize(
    ("key", "old", "filler", "thing"),
    [
        ("contact.mobile", "09120000011", "????", "شماره‌ی"),
        ("contact.mobile", "09120000011", "00000000000", "شماره‌ی"),
        ("contact.mobile", "09120000011", "09111111111", "شماره‌ی"),
        ("contact.landline", "02530000000", "02500000000", "شماره‌ی"),
        ("contact.sales_officer", "09120000012", "xxxxxxxxxxx", "شماره‌ی"),
        ("contact.sms_sender", "30000000000110", "????", "شماره‌ی"),
        ("contact.sms_sender", "30000000000110", "30000000000000", "شماره‌ی"),
        ("contact.address", "قم، بلوار نمونه، پلاک ۱", "؟؟؟", "نشانی"),
        ("contact.email", "info@golkhaneh.example", "info@example.com", "ایمیل"),
        ("contact.email", "info@golkhaneh.example", "info@golkhaneh.test", "ایمیل"),
        ("checkout_url", "https://pay.golkhaneh.example", "https://pay.example.com", "نشانی"),
        ("site_url", '"https://golkhaneh.example"', '"https://example.com"', "نشانی"),
    ],
)
def test_BAQ_049_a_filler_stops_the_build_in_a_sample_shop_too(
    key: str, old: str, filler: str, thing: str, tmp_path: Path
) -> None:
    """BAQ-021, BAQ-049, BAK-108, T-BAQ-19, T-BAK-15, T-X-07."""
    text = SHOP.replace(old, filler)
    line = SHOP.split("\n").index(next(line for line in SHOP.split("\n") if old in line)) + 1
    value = filler.strip('"')

    expected = (
        f"shop.toml:{line}: SH327 {key} «{value}» پُرکننده است، نه {thing} راستین. {thing} خود فروشگاه را بنویسید."
    )
    assert expected in told(text, tmp_path)


MOBILE = "۱۱ رقم، مانند 09121112233"
SENDER = "۴ تا ۱۴ رقم، مانند 3000123456"


@pytest.mark.parametrize(
    ("key", "typed", "digits", "example"),
    [
        ("mobile", "091233445566", "۱۲", MOBILE),
        ("mobile", "0912334455", "۱۰", MOBILE),
        ("mobile", "02537778899", "۱۱", MOBILE),
        ("landline", "025377788991", "۱۲", "۱۱ رقم با پیش‌شماره، مانند 02537778899"),
        ("sales_officer", "0912334455667", "۱۳", MOBILE),
        ("sms_sender", "300", "۳", SENDER),
        ("sms_sender", "300012345678901", "۱۵", SENDER),
    ],
)
def test_ATR_063_a_number_with_a_digit_too_many_is_warned_of(
    key: str, typed: str, digits: str, example: str, tmp_path: Path
) -> None:
    """ATR-063, T-ATR-17: the number of the source has 12 digits."""
    text = re.sub(f'(?m)^{key} = ".*"', f'{key} = "{typed}"', SHOP)
    line = text.split("\n").index(f'{key} = "{typed}"') + 1

    assert told(text, tmp_path) == [
        f"shop.toml:{line}: SH531 هشدار: contact.{key} «{typed}» شماره‌ی درستی نیست ({digits} رقم). بنویسید: {example}"
    ]


@pytest.mark.parametrize("typed", ["09123344556", "+98 912 334 4556", "۰۹۱۲۳۳۴۴۵۵۶"])
def test_ATR_063_eleven_digits_appear(typed: str, tmp_path: Path) -> None:
    """ATR-063."""
    build(a_folder(tmp_path / "site", {"shop.toml": SHOP.replace("09120000011", typed)}), tmp_path / "out")

    assert told(SHOP.replace("09120000011", typed), tmp_path) == []
    assert f'href="tel:{typed}"' in page(tmp_path / "out", "index.html")


@pytest.mark.parametrize(
    ("key", "filler"),
    [("card", "0000000000000000"), ("card", "????"), ("sheba", "IR000000000000000000000000"), ("sheba", "xxxx")],
)
def test_BAQ_021_a_method_that_pays_into_a_filler_is_not_published(
    key: str, filler: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """BAQ-021, T-BAQ-19: the build tells of it, the page has no number, the checkout does not offer it."""
    old, kind, name = {
        "card": ("9999990000001236", "card_to_card", "کارت به کارت"),
        "sheba": ("IR780990000000000000012345", "transfer", "واریز پایا"),
    }[key]
    build(a_folder(tmp_path / "site", {"shop.toml": SHOP.replace(old, filler)}), tmp_path / "out")

    line = {"card": 24, "sheba": 23}[key]
    assert (
        f"shop.toml:{line}: SH530 هشدار: accounts.{key} «{filler}» پُرکننده است و روش پرداخت «{name}» به خریدار پیشنهاد نمی‌شود."
        " شماره‌ی راستین را بنویسید یا آن روش را پاک کنید."
    ) in capsys.readouterr().err.splitlines()
    assert filler not in page(tmp_path / "out", "policies/rules.html")
    shop = release_in(tmp_path / "out.release").shop
    payment = next(payment for payment in shop.payment if payment.kind == kind)
    assert may_pay(shop, payment, a_bill()) == refused(NoAccount(), payment.clause)


def test_a_deposit_needs_the_account_number(tmp_path: Path) -> None:
    deposit = '\n[[payment]]\nkind = "deposit"\nname = "واریز"\nclause = "rules#payment"\n'

    blank = told(SHOP + deposit, tmp_path)
    filler = told(SHOP.replace("[accounts]", '[accounts]\nnumber = "000"') + deposit, tmp_path)

    assert [line.split()[1] for line in (*blank, *filler)] == ["SH501", "SH530"]


def test_a_shop_that_buyers_reach_keeps_nothing_of_a_sample(tmp_path: Path) -> None:
    assert [(line.split(":")[1], line.split()[1]) for line in told(REAL, tmp_path)] == [
        ("7", "SH328"),  # checkout_url
        ("15", "SH328"),  # email
        ("16", "SH532"),  # mobile
        ("17", "SH532"),  # landline
        ("18", "SH532"),  # address
        ("19", "SH328"),  # sms_sender
        ("20", "SH532"),  # sales_officer
        ("23", "SH328"),  # sheba
        ("24", "SH328"),  # card
    ]
    assert told(REAL, tmp_path)[-1] == (
        "shop.toml:24: SH328 accounts.card «9999990000001236» نمونه‌ی فروشگاه‌های آزمایشی است،"
        " ولی این فروشگاه نشانی راستین دارد (golkhaneh.ir). مقدار خود فروشگاه را بنویسید."
    )


def test_its_own_numbers_are_fine(tmp_path: Path) -> None:
    text = REAL
    for sample, own in OWN.items():
        text = text.replace(sample, own)

    assert told(text, tmp_path) == []


@pytest.mark.parametrize("site", ["https://golkhaneh.example", "http://localhost:8000", "http://127.0.0.1:8000/"])
def test_a_shop_that_no_buyer_reaches_may_be_made_of_samples(site: str, tmp_path: Path) -> None:
    assert told(SHOP.replace("https://golkhaneh.example", site), tmp_path) == []


@pytest.mark.parametrize("name", SHOPS)
def test_the_sample_shops_are_told_nothing(name: str) -> None:
    problems = Problems()
    file = read_shop(BAQIYAT.parent / name, problems)
    assert file
    check_shop(file, problems)

    assert problems.found() == ()
    assert file.spot(("id",)).path == FILE


def test_a_seal_is_its_issuers(tmp_path: Path) -> None:
    seal = '\n[seal]\nenamad_id = "000000"\nenamad_code = "xxxxxxxxxx"\nstars = 2\n'

    assert [line.split()[1:3] for line in told(SHOP + seal, tmp_path)] == [
        ["SH327", "seal.enamad_id"],
        ["SH327", "seal.enamad_code"],
    ]


@pytest.mark.parametrize("seal_id", ["????", "0a0", "xxxx"])
def test_what_its_type_refuses_is_told_once(seal_id: str, tmp_path: Path) -> None:
    seal = f'\n[seal]\nenamad_id = "{seal_id}"\nenamad_code = "Kq7LwT2mN9pR"\nstars = 2\n'

    assert [line.split()[1:4] for line in told(SHOP + seal, tmp_path)] == [["SH305", "مقدار", "seal.enamad_id"]]
