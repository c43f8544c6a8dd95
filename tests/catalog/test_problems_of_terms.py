"""Every key of the terms, given what it cannot be, is named with its line, its value and what to write."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from catalog.problem_words import sentence
from catalog.problems import Problem, Problems
from catalog.shop_check import check_shop
from catalog.shop_reader import read_shop
from catalog.toml_examples import WANTED
from catalog.toml_lines import leaves
from catalog.toml_tables import tables
from tests.catalog.builders import SHOP

FULL = (
    SHOP.replace(
        'fee = { kind = "fixed", amount = "95000 toman" }',
        'fee = { kind = "weight", rows = [\n'
        '  { zones = ["qom"], up_to_grams = 2000, amount = "12000 toman" },\n'
        '  { up_to_grams = 5000, amount = "16000 toman" },\n'
        "] }",
    )
    .replace("[look]", 'enamad_proof = "30219485"\n\n[look]', 1)
    .replace("[stock]", "[stock]\nfew = 4")
    + """
[[week.delay]]
from = "12/15"
to = "12/29"
not_before = "01/14"
days = 2
note = "نوروز"

[holidays]
add = [{ day = "1405/10/17", note = "مبعث" }]
remove = [
  { day = "1405/10/16", note = "مبعث فرداست" },
]

[seal]
enamad_id = "312045"
enamad_code = "Kq7LwT2mN9pR"
stars = 2

[feeds]
emalls = true
torob = true

[void]
gross_percent = 20
clause = "rules#order"

[sellers]
cutoff = "16:00"
lead_days = 1
clause = "rules#order"

[door_cancel]
within = "24 hours"
clause = "rules#order"

[absence]
attempts = 2
hold_days = 3
resend_fee = "80000 toman"
answer_within = "1 day"
clause = "rules#order"

[harm]
confirmed_by = ["haulier"]
clause = "rules#order"

[[refund.deduction]]
name = "کارمزد"
percent = "0.5"

[identity.documents]
above = "100000000 rial"
clause = "rules#order"

[insurance]
clause = "rules#order"

[free_shipping]
name = "ارسال رایگان"
minimum = "3000000 toman"
deliveries = ["courier"]
clause = "rules#order"

[[delivery]]
id = "home"
name = "تا خانه"
hand_over = "تا طبقه‌ی دوم"
only_classes = ["plant"]
except_classes = ["home"]
fee = { kind = "floors", stairs = 6, amounts = [
  "1500000 rial",
  "2000000 rial",
] }
working_days = [3, 6]
tracking = true
clause = "rules#order"

[[delivery]]
id = "fixed"
name = "ثابت"
working_days = [3, 6]
clause = "rules#order"
[delivery.fee]
kind = "fixed"
amount = "1 toman"

[[charge]]
id = "packing"
name = "بسته‌بندی"
amount = "5000 toman"
deliveries = ["courier"]
classes = ["home"]
clause = "rules#order"

[[payment]]
kind = "cash_on_delivery"
name = "هنگام تحویل"
zones = ["qom"]
for_freight = false
minimum = "1000 toman"
maximum = "400000 toman"
except_classes = ["plant"]
working_days_only = true
clause = "rules#order"
freight_clause = "rules#order"

[[payment]]
kind = "deposit"
name = "واریز"
clause = "rules#order"

[[statement]]
id = "shop"
name = "حساب فروشگاه"
payments = ["transfer", "deposit"]
unit = "rial"
date = "تاریخ"
time = "ساعت"
deposit = "بستانکار"
withdrawal = "بدهکار"
reference = "پیگیری"
about = "شرح"
balance = "مانده"
settles = true

[[claim]]
id = "late"
name = "دیرتر"
after = "refused_at_door"
only_classes = ["home"]
whole = true
clause = "rules#order"

[[contact.subject]]
id = "sales"
name = "فروش"
to = "sales@golkhaneh.example"

[[reading]]
tension = "T-GOL-01"
findings = ["held-for-ever:finalise"]
about = "مهلت"
taken = "همین"
"""
)


def found(text: str, place: Path) -> tuple[Problem, ...]:
    """Return all that is wrong with a file."""
    (place / "shop.toml").write_text(text, encoding="utf-8")
    problems = Problems()
    file = read_shop(place, problems)
    if file:
        check_shop(file, problems)
    return problems.found()


def swapped(old: str, new: str) -> str:
    """Return the full file with one place changed; it has to be the only one."""
    assert FULL.count(old) == 1, old
    return FULL.replace(old, new)


def test_the_full_file_uses_nearly_every_key_and_is_right(tmp_path: Path) -> None:
    found_here = found(FULL, tmp_path)
    used = {".".join(p for p in key if isinstance(p, str)) for key, _ in leaves(tomllib.loads(FULL))}
    every = {f"{table}.{key}".lstrip(".") for table, keys in tables().items() for key in keys}

    assert [problem.code for problem in found_here] == ["SH501"]  # there is no account number for the deposit
    assert len(every - used - set(tables())) < 35


SLIPS: Mapping[str, tuple[str, str, str, str]] = {
    # name: what stands there, what is put there, the key named, the value named
    "a span without unit": ('"48 working hours"', '"48"', "refund.within", "48"),
    "a span that is a number": ('"48 working hours"', "48", "refund.within", "48"),
    "a span of weeks": ('"7 days"', '"1 week"', "claim[1].within", "1 week"),
    "a span of none": ('"7 days"', '"0 days"', "claim[1].within", "0 days"),
    "a span in halves": ('"7 days"', '"1.5 days"', "claim[1].within", "1.5 days"),
    "a span as a table": ('"7 days"', '{ count = 7, unit = "days" }', "claim[1].within", '{ count = 7, unit = "days" }'),
    "an answer without unit": ('"1 day"', '"yes"', "absence.answer_within", "yes"),
    "a yearly day that is none": ('from = "12/15"', 'from = "13/01"', "week.delay[1].from", "13/01"),
    "a yearly day of no month": ('to = "12/29"', 'to = "07/31"', "week.delay[1].to", "07/31"),
    "a yearly day as a table": ('to = "12/29"', "to = { month = 12, day = 1 }", "week.delay[1].to", "{ month = 12, day = 1 }"),
    "a day in words": ('not_before = "01/14"', 'not_before = "نوروز"', "week.delay[1].not_before", "نوروز"),
    "a delay of less than none": ("days = 2", "days = -1", "week.delay[1].days", "-1"),
    "a day off that is none": ('{ day = "1405/10/16"', '{ day = "1405/13/16"', "holidays.remove[1].day", "1405/13/16"),
    "a row without weight": ("up_to_grams = 2000", "up_to_grams = 0", "delivery[1].fee.rows[1].up_to_grams", "0"),
    "a weight in words": ("up_to_grams = 2000", 'up_to_grams = "2 kg"', "delivery[1].fee.rows[1].up_to_grams", "2 kg"),
    "a row without unit": ('amount = "16000 toman"', "amount = 16000", "delivery[1].fee.rows[2].amount", "16000"),
    "a row in another money": ('amount = "16000 toman"', 'amount = "16 dollar"', "delivery[1].fee.rows[2].amount", "16 dollar"),
    "a zone that is no list": ('zones = ["qom"], up', 'zones = "qom", up', "delivery[1].fee.rows[1].zones", "qom"),
    "floors without unit": ('  "2000000 rial",', "  2000000,", "delivery[3].fee.amounts[2]", "2000000"),
    "no stairs": ("stairs = 6", "stairs = 0", "delivery[3].fee.stairs", "0"),
    "a fee of another kind": ('kind = "floors"', 'kind = "stairs"', "delivery[3].fee", ""),
    "a fixed fee without unit": ('amount = "1 toman"', 'amount = "1"', "delivery[4].fee.amount", "1"),
    "a fee that is a word": ('fee = { kind = "collect" }', 'fee = "collect"', "delivery[2].fee", "collect"),
    "days the wrong way": ("working_days = [1, 2]", "working_days = [2, 1]", "delivery[1].working_days", "[2, 1]"),
    "one day": ("working_days = [1, 2]", "working_days = [2]", "delivery[1].working_days", "[2]"),
    "three days": ("working_days = [1, 2]", "working_days = [1, 2, 3]", "delivery[1].working_days", "[1, 2, 3]"),
    "a day of none": ("working_days = [1, 2]", "working_days = [0, 2]", "delivery[1].working_days[1]", "0"),
    "truth in words": ("tracking = true", 'tracking = "yes"', "delivery[3].tracking", "yes"),
    "truth as a number": ("working_days_only = true", "working_days_only = 1", "payment[4].working_days_only", "1"),
    "a minimum without unit": ('"1000 toman"', "1000", "payment[4].minimum", "1000"),
    "a maximum in words": ('"400000 toman"', '"چهارصد هزار تومان"', "payment[4].maximum", "چهارصد هزار تومان"),
    "another gateway": ('"zarinpal"', '"zarinpall"', "payment[1].provider", "zarinpall"),
    "an unknown step": ('["prepared"]', '["packed"]', "order.steps[1]", "packed"),
    "small letters in a code": ('"GL"', '"gl"', "order.code_prefix", "gl"),
    "another price rule": ('"locked"', '"fixed"', "price.after_order", "fixed"),
    "all is gross": ("gross_percent = 20", "gross_percent = 100", "void.gross_percent", "100"),
    "cancelled when": ('"queued"', '"dispatched"', "cancel.own_until", "dispatched"),
    "a cut-off in words": ('"16:00"', '"عصر"', "sellers.cutoff", "عصر"),
    "no lead": ("lead_days = 1", "lead_days = 0", "sellers.lead_days", "0"),
    "attempts in words": ("attempts = 2", 'attempts = "2"', "absence.attempts", "2"),
    "held for a truth": ("hold_days = 3", "hold_days = true", "absence.hold_days", "true"),
    "resent for no money": ('"80000 toman"', "80000", "absence.resend_fee", "80000"),
    "another destination": ('"declared_account"', '"wallet"', "refund.destination", "wallet"),
    "all is deducted": ('percent = "0.5"', 'percent = "100"', "refund.deduction[1].percent", "100"),
    "a deduction of a share and an amount": ('percent = "0.5"', 'percent = "0.5"\namount = "1 toman"', "refund.deduction[1]", ""),
    "a deduction of nothing": ('percent = "0.5"', "", "refund.deduction[1]", ""),
    "an unknown field": ('"email", "plate"', '"email", "plaque"', "form.required[2]", "plaque"),
    "a kind of place that is no list": ('["هتل"]', '"هتل"', "address.refused_kinds", "هتل"),
    "an invoice for some": ("legal_entity = true", 'legal_entity = "some"', "invoice.legal_entity", "some"),
    "an invoice elsewhere": ('in_parcel = "asked"', 'in_parcel = "no"', "invoice.in_parcel", "no"),
    "identity of some": ('asked = "always"', 'asked = "some"', "identity.asked", "some"),
    "documents without unit": ('"100000000 rial"', '"100000000"', "identity.documents.above", "100000000"),
    "free from what": ('"3000000 toman"', "3000000", "free_shipping.minimum", "3000000"),
    "free by none": ('deliveries = ["courier"]\nclause', "deliveries = []\nclause", "free_shipping.deliveries", "[]"),
    "a charge without unit": ('"5000 toman"', "5000", "charge[1].amount", "5000"),
    "a claim after what": ('"refused_at_door"', '"refused"', "claim[2].after", "refused"),
    "six stars": ("stars = 2", "stars = 6", "seal.stars", "6"),
    "too round": ("corner_px = 10", "corner_px = 33", "look.corner_px", "33"),
    "a clause without its page": ('"rules#quantity"', '"quantity"', "quantity.clause", "quantity"),
    "a tension by another name": ('"T-GOL-01"', '"تنش یکم"', "reading[1].tension", "تنش یکم"),
    "a tension without number": ('"T-GOL-01"', '"T-GOL"', "reading[1].tension", "T-GOL"),
    "a name in capitals": ('id = "packing"', 'id = "Packing"', "charge[1].id", "Packing"),
    "no e-mail": ('"info@golkhaneh.example"', '"info"', "contact.email", "info"),
    "no e-mail for a subject": ('"sales@golkhaneh.example"', '"فروش"', "contact.subject[1].to", "فروش"),
    "no address on the web": ('"https://golkhaneh.example"', '"golkhaneh.example"', "site_url", "golkhaneh.example"),
    "a city without its province": ('qom = ["قم/قم"]', "qom = [5]", "zones.qom[1]", "5"),
    "a city as a table": ('qom = ["قم/قم"]', 'qom = [{ city = "قم" }]', "zones.qom[1]", '{ city = "قم" }'),
    "a report of what": ("[report]", '[report]\nfields = ["reference", "ref"]', "report.fields[2]", "ref"),
    "a report that is a word": ("[report]", '[report]\nfields = "reference"', "report.fields", "reference"),
    "a statement of the door": ('["transfer", "deposit"]', '["cash_on_delivery"]', "statement[1].payments[1]", "cash_on_delivery"),
    "a statement of nothing": ('["transfer", "deposit"]', "[]", "statement[1].payments", "[]"),
    "a statement in dollars": ('unit = "rial"', 'unit = "dollar"', "statement[1].unit", "dollar"),
    "a column without name": ('deposit = "بستانکار"', 'deposit = ""', "statement[1].deposit", ""),
    "a column by number": ('withdrawal = "بدهکار"', "withdrawal = 4", "statement[1].withdrawal", "4"),
    "settled in words": ("settles = true", 'settles = "yes"', "statement[1].settles", "yes"),
    "insured by a word": ('id = "plant"', 'id = "plant"\ninsured = "yes"', "class[2].insured", "yes"),
    "cancelled until when": ('id = "plant"', 'id = "plant"\ncancel_until = "quued"', "class[2].cancel_until", "quued"),
    "rows that are no list": ('id = "plant"', 'id = "plant"\nspecifications = "وزن"', "class[2].specifications", "وزن"),
    "a history in words": ('"locked"', '"locked"\nhistory = "all"', "price.history", "all"),
    "after dispatch in words": ('"queued"', '"queued"\nafter_dispatch = 1', "cancel.after_dispatch", "1"),
    "only the named in words": ('asked = "always"', 'asked = "always"\nonly_named = "yes"', "identity.only_named", "yes"),
    "an accent by name": ("corner_px = 10", 'corner_px = 10\naccent = "red"', "look.accent", "red"),
    "another layout": ("corner_px = 10", 'corner_px = 10\nlayout = "wide"', "look.layout", "wide"),
    "an amount deducted without unit": ('percent = "0.5"', 'amount = "720"', "refund.deduction[1].amount", "720"),
    "a share in words": ('percent = "0.5"', 'percent = "نیم"', "refund.deduction[1].percent", "نیم"),
    "hours in words": ('weekend = ["friday"]', 'weekend = ["friday"]\nhours = "office"', "week.hours", "office"),
    "one hour": ('weekend = ["friday"]', 'weekend = ["friday"]\nhours = ["09:00"]', "week.hours", '["09:00"]'),
    "an hour that is none": ('weekend = ["friday"]', 'weekend = ["friday"]\nhours = ["09:00", "25:00"]', "week.hours[2]", "25:00"),
    "a table for a list": ('[[claim]]\nid = "late"', '[claim_]\nid = "late"', "claim_", ""),
    "a list for a table": ("[void]", "[[void]]", "void", ""),
}  # fmt: skip


def test_all_slips_are_told_in_one_run(tmp_path: Path) -> None:
    names = [
        "a span without unit", "a yearly day that is none", "a row without weight", "floors without unit", "a fee that is a word",
        "an unknown step", "another destination", "a deduction of nothing", "an unknown field", "no e-mail", "six stars",
        "a tension without number", "a maximum in words", "truth in words", "a clause without its page", "no address on the web",
    ]  # fmt: skip
    text = FULL
    for name in names:
        text = text.replace(SLIPS[name][0], SLIPS[name][1])

    told = {problem.facts.get("key") for problem in found(text, tmp_path)}

    assert {SLIPS[name][2] for name in names} <= told


BELOW = {
    "a report of what", "a report that is a word", "insured by a word", "cancelled until when", "rows that are no list",
    "a history in words", "after dispatch in words", "only the named in words", "an accent by name", "another layout",
    "hours in words", "one hour", "an hour that is none",
}  # fmt: skip
"""Where what is put there is a line more."""
AT = {
    "a deduction of a share and an amount": "[[refund.deduction]]",
    "a deduction of nothing": "[[refund.deduction]]",
}
"""Where a slip is named at the line of the table around it."""


@pytest.mark.parametrize("name", SLIPS)
def test_a_value_that_cannot_be_is_named_at_its_line_with_what_to_write(name: str, tmp_path: Path) -> None:
    old, new, key, value = SLIPS[name]
    text = swapped(old, new)

    problems = [problem for problem in found(text, tmp_path) if problem.code not in {"SH501", "SH323"}]

    assert len(problems) == 1, [sentence(problem) for problem in problems]
    (problem,) = problems
    line = text.split("\n")[problem.spot.line - 1]
    assert AT.get(name, new.split("\n")[name in BELOW].strip()) in line, line
    assert problem.facts["key"] == key
    assert problem.facts.get("value", "").startswith(value)
    assert key in sentence(problem)
    assert problem.code == "SH304" or problem.facts["advice"]


PLACES = [at.end() for at in re.finditer(r"(?m)^\[.*\]\n|\{ ", FULL) if "zones]" not in at[0]]
"""Where each table of the file begins, also those in lists and in one line."""


@pytest.mark.parametrize("at", PLACES)
def test_a_key_that_no_table_has_is_refused_at_every_depth(at: int, tmp_path: Path) -> None:
    text = FULL[:at] + ("colour = 1\n" if FULL[at - 1] == "\n" else "colour = 1, ") + FULL[at:]

    (problem,) = (problem for problem in found(text, tmp_path) if problem.code != "SH501")

    assert problem.code == "SH304"
    assert problem.facts["key"].endswith(".colour")
    assert "colour" in text.split("\n")[problem.spot.line - 1]


def test_a_key_that_the_file_itself_has_not_is_refused(tmp_path: Path) -> None:
    (problem, _) = found(f"colour = 1\n{FULL}", tmp_path)

    assert (problem.code, problem.spot.line, problem.facts["key"]) == ("SH304", 1, "colour")


KEYS = [at.start(1) for at in re.finditer(r"(?m)(?:^|[{,] +)([a-z_]+) = ", FULL) if at[1] != "qom"]


@pytest.mark.parametrize(
    "at", KEYS, ids=lambda at: f"{FULL[at : FULL.index(' ', at)]}-{FULL.count(chr(10), 0, at) + 1}"
)
def test_a_misspelt_key_suggests_the_one_of_its_own_table(at: int, tmp_path: Path) -> None:
    name = FULL[at : FULL.index(" ", at)]
    text = f"{FULL[:at]}{name}{name[-1]}{FULL[at + len(name) :]}"
    line = FULL.count("\n", 0, at) + 1

    slips = [problem for problem in found(text, tmp_path) if problem.code == "SH304"]

    if name == "kind" and any("fee" in near for near in text.split("\n")[line - 2 : line]):
        assert slips == []  # the whole fee is told, with the kinds there are
    else:
        assert [(slip.spot.line, slip.facts["meant"]) for slip in slips] == [(line, name)]


def test_every_key_has_advice_with_an_example_of_itself() -> None:
    for path in [f"{table}.{key}".lstrip(".") for table, keys in tables().items() for key in keys]:
        key = path.rpartition(".")[2]
        advice = WANTED.get(path) or WANTED.get(key, "")
        shown = any(example in advice for example in (f"{key} = ", f"[[{path}]]", f"[{path}]"))

        assert advice or path in tables() or path == "zones", path
        assert not advice or shown or path.endswith("kind"), path
