"""What templates may say: the shop's own unit, Jalali days, and the Persian words of every state, fact and refusal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from checkout.ports import Ports
from checkout.web.attempt_words import attempt_reason, gateway_name
from checkout.web.fact_words import told_buyer, told_facts
from checkout.web.order_words import (
    ACCOUNT_KINDS,
    REFUND_PARTS,
    REFUND_STANDINGS,
    REFUND_TO,
    REFUND_TO_YOU,
    clock_words,
)
from checkout.web.reasons import reason_words, remedy_words
from checkout.web.words import ATTEMPTS, EVENTS, PAYMENTS, STATES, who
from shop import latin
from shop.banks import bank_of
from shop.calendar import show_date, show_day, show_moment, typed_date
from shop.identifiers import masked
from shop.money import Unit, show_amount, show_money
from shop.spans import show_span
from shop.text import grouped, persian_digits
from shop.verdict import Clause


def templates(theme: Path, ports: Ports) -> Environment:
    """Return the template environment: the checkout's own templates over the theme's.

    Imported macros see only the environment, so what they need of the shop is asked of the release each time.
    """
    own = Path(__file__).parent.parent / "templates"
    environment = Environment(
        loader=FileSystemLoader([own, theme / "templates"]),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(_PLAIN)
    environment.filters.update(_in_its_unit(lambda: ports.releases.current()[1].shop.price_unit))
    environment.globals.update(
        STATES=STATES,
        ATTEMPTS=ATTEMPTS,
        EVENTS=EVENTS,
        PAYMENTS=PAYMENTS,
        ACCOUNT_KINDS=ACCOUNT_KINDS,
        REFUND_PARTS=REFUND_PARTS,
        REFUND_STANDINGS=REFUND_STANDINGS,
        REFUND_TO=REFUND_TO,
        REFUND_TO_YOU=REFUND_TO_YOU,
        clause_url=lambda clause: _clause_url(ports.site_url, clause),
    )
    return environment


def _moment_element(at: datetime) -> Markup:
    """Return a moment as people read it, with the same for programs beside it: a Jalali day is no date to them."""
    return Markup('<time datetime="{}">{}</time>').format(at.isoformat(timespec="seconds"), show_moment(at))


def _named(text: str) -> Markup:
    """Return a title or a variant's name with its Latin names in their own direction, and in one piece."""
    return Markup(latin.isolated(escape(text)))  # noqa: S704 - escaped


_PLAIN: Mapping[str, Callable[..., Any]] = {
    "fa": persian_digits,
    "number": grouped,
    "jalali": show_date,
    "typed_date": typed_date,
    "day": show_day,
    "moment": show_moment,
    "moment_element": _moment_element,
    "span": show_span,
    "who": who,
    "why_attempt": attempt_reason,
    "gateway_name": gateway_name,
    "clock_words": clock_words,
    "masked": masked,
    "bank_of": bank_of,
    "named": _named,
}


def _in_its_unit(unit: Callable[[], Unit]) -> Mapping[str, Callable[..., Any]]:
    """Return the filters that say amounts, or may, in the unit the shop has now."""
    return {
        "money": lambda amount: show_money(amount, unit()),
        "amount": lambda amount: show_amount(amount, unit()),
        "why": lambda reason: reason_words(reason, unit()),
        "remedy": lambda reason: remedy_words(reason, unit()),
        "told": lambda event: told_facts(event, unit()),
        "told_buyer": lambda event: told_buyer(event, unit()),
    }


def _clause_url(site_url: str, clause: Clause) -> str:
    page, _, anchor = clause.partition("#")
    return f"{site_url}/policies/{page}.html#{anchor}"
