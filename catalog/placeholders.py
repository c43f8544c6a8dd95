"""``{shop:…}`` in a text: the shop's own data, so that a policy page and the checkout state the same figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

from catalog.problems import Code, Problems, Spot, nearest
from catalog.source import Source
from shop.money import show_money
from shop.spans import show_span
from shop.terms import Fee, Fixed, Free, Shop
from shop.text import grouped, number_text, persian_digits

_PLACEHOLDER = re.compile(r"\{shop:\s*([^{}]*?)\s*\}")
_TOKEN = re.compile("\ue000([0-9]+)\ue001")
_NOT_YET = "هنوز اعلام نشده"
_IN_ATTRIBUTE = re.compile('="[^"]*\ue000[^"]*"')


@dataclass(frozen=True, slots=True)
class Datum:
    """One datum: as pages show it (HTML), and plain, as an address wants it."""

    shown: str
    plain: str

    @property
    def is_blank(self) -> bool:
        """Has the owner left it empty?"""
        return not self.plain.strip()


def shop_data(shop: Shop) -> Mapping[str, Datum]:
    """Return every datum a text may name."""
    contact, accounts = shop.contact, shop.accounts
    return {
        "shop.name": _words(shop.name),
        "shop.site_url": _latin(shop.site_url),
        "contact.email": _latin(contact.email),
        "contact.mobile": _number(contact.mobile, 4, 3, 4),
        "contact.landline": _number(contact.landline, 3, 4, 4),
        "contact.address": _words(contact.address),
        "contact.sms_sender": _number(contact.sms_sender),
        "contact.sales_officer": _number(contact.sales_officer, 4, 3, 4),
        "accounts.bank": _words(accounts.bank),
        "accounts.holder": _words(accounts.holder),
        "accounts.number": Datum(_isolated(persian_digits(accounts.number)), accounts.number),
        "accounts.sheba": _number(accounts.sheba, *[4] * 7),
        "accounts.card": _number(accounts.card, *[4] * 4),
        "finalise.within": _words(show_span(shop.finalise.within) if shop.finalise else ""),
        "quantity.maximum": _count(shop.quantity.maximum),
        "refund.within": _words(show_span(shop.refund.within)),
        "cart.keep_days": _count(shop.cart.keep_days),
        **{f"delivery.{way.id}.fee": _words(_fee(way.fee, shop)) for way in shop.delivery},
    }


def _fee(fee: Fee, shop: Shop) -> str:
    if isinstance(fee, Free):
        return "رایگان"
    return show_money(fee.amount, shop.price_unit) if isinstance(fee, Fixed) else "پس‌کرایه"


def _words(text: str) -> Datum:
    return Datum(escape(persian_digits(text)), text)


def _count(number: int) -> Datum:
    return Datum(grouped(number), str(number))


def _latin(text: str) -> Datum:
    return Datum(_isolated(text), text)


def _number(text: str, *groups: int) -> Datum:
    plain = number_text(text)
    parts = []
    rest = plain
    for length in groups:
        parts.append(rest[:length])
        rest = rest[length:]
    shown = "\u00a0".join(part for part in (*parts, rest) if part)
    return Datum(_isolated(persian_digits(shown)), plain)


def _isolated(text: str) -> str:
    return f'<bdi dir="ltr">{escape(text)}</bdi>'


class Placeholders:
    """Swaps placeholders for tokens that Markdown leaves alone, and the tokens for the data afterwards."""

    def __init__(self, shop: Shop | None, problems: Problems) -> None:
        self._data = shop_data(shop) if shop else None
        self._problems = problems
        self._used: list[Datum] = []

    def hide(self, body: str, source: Source) -> str:
        """Return the text with a token for each placeholder; an unknown one is noted with line and column."""
        lines = body.split("\n")
        for number, line in enumerate(lines):
            spot = Spot(source.path, source.body_line + number)
            lines[number] = _PLACEHOLDER.sub(self._token_at(spot), line)
        return "\n".join(lines)

    def _token_at(self, spot: Spot) -> Callable[[re.Match[str]], str]:
        def token(match: re.Match[str]) -> str:
            if self._data is None:
                return match[0]
            datum = self._data.get(match[1])
            at = Spot(spot.path, spot.line, match.start() + 1)
            if datum is None:
                meant = nearest(match[1], self._data)
                self._problems.add(Code.UNKNOWN_DATUM, at, value=match[0], meant=meant and f"{{shop:{meant}}}")
                return match[0]
            if datum.is_blank:
                self._problems.add(Code.BLANK_DATUM, at, value=match[0])
            self._used.append(datum)
            return f"\ue000{len(self._used) - 1}\ue001"

        return token

    def show(self, html: str) -> str:
        """Return rendered HTML with the data in place of the tokens; inside an attribute it is plain."""
        plain = _IN_ATTRIBUTE.sub(lambda match: self._fill(match[0], plain=True), html)
        return self._fill(plain, plain=False)

    def words(self, text: str) -> str:
        """Return plain text, such as a heading, with the data in place of the tokens."""
        return re.sub("<[^>]*>", "", self._fill(text, plain=False))

    def _fill(self, text: str, *, plain: bool) -> str:
        def datum(match: re.Match[str]) -> str:
            used = self._used[int(match[1])]
            if plain:
                return escape(used.plain)
            return _NOT_YET if used.is_blank else used.shown

        return _TOKEN.sub(datum, text)
