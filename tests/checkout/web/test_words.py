"""Everything that can be refused has its words: found in the code itself, so that none is forgotten."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

from checkout.records import AttemptState
from checkout.use_cases.close_attempt import Outcome
from checkout.web import attempt_words, words
from checkout.web.attempt_words import attempt_reason
from checkout.web.error_pages import HANDLERS, _told
from checkout.web.field_names import FIELDS
from checkout.web.reasons import reason_words
from checkout.web.words import EVENTS, PAYMENTS, STATES, field_error, too_many, who
from shop import errors
from shop.errors import BadInput, ShopError, TooManyRequests
from shop.lifecycle import TRANSITIONS, EventKind, State
from shop.money import Rials
from shop.places import Place
from shop.rules.delivery import OutsideZone, PublicPlace
from shop.rules.handover import NotSettled
from shop.rules.payment import FreightIsPrepaid
from shop.terms import PaymentKind
from shop.terms.payment import GatewayName
from shop.verdict import Reason, Refused
from tests.builders import PLACED_AT, ROOT

PERSIAN = set("آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیئأؤء ‌،؛.؟»«()-:=@/۰۱۲۳۴۵۶۷۸۹٬\u00a0ُٔ")


def sources() -> Iterator[Path]:
    yield from (ROOT / "shop").rglob("*.py")
    yield from (ROOT / "checkout" / "use_cases").rglob("*.py")
    yield from (ROOT / "checkout" / "web").rglob("*.py")
    yield ROOT / "checkout" / "pictures.py"


@cache
def raised() -> dict[tuple[str, str], set[str]]:
    """Return every (field, problem) the code raises, with the facts it names. A field that varies is ''."""
    found: dict[tuple[str, str], set[str]] = {}
    for source in sources():
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "BadInput":
                field, problem = node.args[:2]
                named = field.value if isinstance(field, ast.Constant) else ""
                assert isinstance(problem, ast.Constant), f"{source}: a problem is named by its word"
                facts = {keyword.arg or "" for keyword in node.keywords}
                found.setdefault((str(named), str(problem.value)), set()).update(facts)
    return found


def asked_of_forms() -> set[str]:
    """Return every field that the web layer reads by name."""
    found: set[str] = set()
    for source in (ROOT / "checkout" / "web").glob("*.py"):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {"text", "read"} and node.args:
                name = node.args[0]
                if isinstance(name, ast.Constant) and isinstance(name.value, str):
                    found.add(name.value)
    return found


@pytest.mark.parametrize(("field", "problem"), sorted(raised()))
def test_every_problem_that_is_raised_has_its_words_and_facts(field: str, problem: str) -> None:
    template = words._PROBLEMS[problem]  # noqa: SLF001
    facts = raised()[field, problem]
    wanted = {name for _, name, _, _ in string.Formatter().parse(template) if name} - {"field"}
    assert wanted <= facts
    given = {name: 2_400_000 if name == "due" else "قم" for name in facts}
    said = field_error(BadInput(field or "name", problem, "x", **given))
    assert said.endswith((".", "؟"))
    assert "{" not in said


def test_every_field_has_its_persian_name() -> None:
    named = {field for field, _ in raised() if field}
    assert asked_of_forms() >= {"name", "mobile", "email", "note", "code", "amount", "tracking"}
    assert (named | asked_of_forms()) - set(FIELDS) == set()


def test_no_words_are_kept_for_problems_that_are_never_raised() -> None:
    assert set(words._PROBLEMS) == {problem for _, problem in raised()}  # noqa: SLF001


def test_a_reason_without_words_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        reason_words(Reason())


def test_reasons_name_the_facts() -> None:
    tehran = Place("تهران", "تهران")
    assert reason_words(OutsideZone(tehran, ("قم", "پردیسان"))) == "فقط برای قم و پردیسان؛ مقصد شما تهران است."
    assert reason_words(OutsideZone(tehran, ())) == "فقط برای شهرهایی جز تهران؛ مقصد شما تهران است."
    assert "هتل" in reason_words(PublicPlace("هتل"))
    assert "با درگاه یا کارت." in reason_words(FreightIsPrepaid(("درگاه", "کارت")))
    assert "۵\u00a0ریال" in reason_words(NotSettled(Rials(5)), "rial")


def test_states_events_payments_and_actors_have_their_words() -> None:
    assert set(STATES) == set(get_args(State)) == set(TRANSITIONS)
    assert set(EVENTS) == set(get_args(EventKind))
    assert set(PAYMENTS) == set(get_args(PaymentKind))
    assert [who(by) for by in ("buyer", "bank", "clock", "staff:sara")] == ["خریدار", "بانک", "خودکار", "همکار sara"]


def every_error() -> list[ShopError]:
    made: dict[str, tuple[object, ...]] = {
        "BadInput": ("name", "missing"),
        "Forbidden": ("origin",),
        "TooManyRequests": ("code_mobile", 5),
        "CodeRefused": (0,),
        "OptionRefused": ("پیک", Refused(PublicPlace("هتل"))),
        "TooManyUnpaid": (5,),
        "OutOfStock": ("x", 2, 1),
        "TransitionRefused": ("queued", "paid"),
        "SalesStopped": ("ordering#stop",),
        "DeadlinePassed": (PLACED_AT,),
        "GatewayRefused": ("-9",),
        "Conflict": ("orders", "x"),
    }
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, ShopError)]
    return [kind(*made.get(kind.__name__, ())) for kind in kinds]


@pytest.mark.parametrize("error", every_error(), ids=lambda error: type(error).__name__)
def test_every_refusal_has_a_page(error: ShopError) -> None:
    told = _told(error)
    assert 400 <= told.status <= 503
    assert told.title
    assert told.text
    ours = {"ShopError", "ChainBroken", "CodeRefused", "SignInRefused"}
    assert (told.status == 500) == (type(error).__name__ in ours)


def test_a_lost_order_is_told_otherwise_than_a_lost_page() -> None:
    assert _told(errors.OrderNotFound()).link == "/track"
    assert _told(errors.NotFound()).link == ""
    assert Exception in HANDLERS


def test_waiting_is_told_in_seconds_and_then_in_minutes() -> None:
    assert "۹۰ ثانیه" in too_many(TooManyRequests("x", 90))
    assert "۲ دقیقه" in too_many(TooManyRequests("x", 91))
    assert "۶۰ دقیقه" in too_many(TooManyRequests("x", 3600))


def test_words_are_persian() -> None:
    latin = {
        "CVV2",
        "CSV",
        "JPEG",
        "PNG",
        "WebP",
        "PDF",
        "UTF-8",
        "statement",
        "shop.toml",
        "name",
        "example",
        "ir",
        "IR",
    }
    for said in [*STATES.values(), *EVENTS.values(), *PAYMENTS.values(), *FIELDS.values()]:
        assert set(said) <= PERSIAN, said
    for template in words._PROBLEMS.values():  # noqa: SLF001
        bare = template
        for _, name, _, _ in string.Formatter().parse(template):
            bare = bare.replace(f"{{{name}}}", "")
        for word in latin:
            bare = bare.replace(word, "")
        assert set(bare) <= PERSIAN, template


def test_a_payment_for_a_person_says_why_and_a_banks_own_code_reads_as_it_is_written() -> None:
    assert attempt_reason("no_return").startswith("خریدار از بانک برنگشت")
    assert attempt_reason("-11") == "پاسخ درگاه: کد \u2066-11\u2069"
    assert attempt_reason("") == ""
    assert set(attempt_words.GATEWAYS) == set(get_args(GatewayName))
    assert set(attempt_words.OUTCOMES) == set(get_args(Outcome))
    assert set(words.ATTEMPTS) == set(get_args(AttemptState))
