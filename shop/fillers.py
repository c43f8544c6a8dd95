"""Telling a value that a shop has from one that only fills its place.

A *filler* is what a person types to get past a field: nothing but one digit, question marks, «xxxx», a mailbox at
example.com. No bank, network or registry gives such a value to anybody, so it is taken for none, in every shop: a way
of payment whose number is a filler is not offered, a phone or address that is one is not published.

A *sample* is well formed, and passes every check digit, but is of a range that nobody is given: cards and accounts of
a bank that does not exist, names under ``.example``. Our sample shops and guides are made of them. A sample is right
in a shop that stands under ``.example`` itself, which no buyer can reach; in any other it was copied and forgotten.
"""

from __future__ import annotations

import re

from shop.text import ascii_digits, normalise, number_text

_MARKS = re.compile(r"[?؟*#_…xX✕×]|\.{2,}")
_PREFIX = re.compile(r"(?:\+98|0098|98)?0?(?:9[0-9]{2}|[1-8][0-9])")
"""Before the subscriber's own digits: the network's or the area's."""
_TEST_HOSTS = re.compile(
    r"(?:.+\.)?(?:(?:example|test|sample|domain|yourdomain|mydomain|yoursite|mysite)\.(?:com|org|net|ir)"
    r"|test|invalid|localhost|local)"
)
_PLACEHOLDER_WORDS = frozenset(
    {"test", "todo", "tbd", "none", "null", "address", "تست", "آزمایشی", "نشانی", "آدرس", "ندارد", "نامشخص"}
)
_SAMPLE_CARD = re.compile("999999[0-9]{10}")
_SAMPLE_SHEBA = re.compile("IR[0-9]{2}099[0-9]{19}")
_SAMPLE_SENDER = re.compile("[0-9]*(?:0{8,})[0-9]*")
_SAMPLE_PHONE = re.compile("0912000[0-9]{4}|0(?:21|25)(?:2200|3200|3000)[0-9]{4}")
_SAMPLE_WORD = re.compile(r"(?<![\w\u200c])نمونه(?![\w\u200c])")
_LETTERS = 2
"""No name or address is shorter."""
_SHORT_CODE = 7
"""Digits; a line no longer, such as 20000, may be a real one."""


def is_filler_number(number: str) -> bool:
    """BAQ-021: is this account or card number blank, or only filling its place?"""
    digits = _digits(number)
    return bool(_MARKS.search(number)) or len(set(digits)) < 2  # noqa: PLR2004 - one digit, over and over


def is_filler_sheba(sheba: str) -> bool:
    """BAQ-021: is this SHEBA blank, a filler, or one whose account is all of one digit?"""
    digits = _digits(sheba)
    return is_filler_number(sheba) or len(set(digits[5:])) < 2  # noqa: PLR2004 - after check digits and bank


def is_filler_phone(phone: str) -> bool:
    """BAQ-049, ATR-063: is this phone blank, a filler, or one whose own digits after the prefix are all the same?"""
    digits = number_text(phone)
    own = digits[match.end() :] if (match := _PREFIX.match(digits)) else digits
    return is_filler_number(phone) or len(set(own)) < 2  # noqa: PLR2004


def is_filler_sender(number: str) -> bool:
    """BAQ-049: is this the number that messages come from a filler, such as fourteen zeros, or a digit and zeros?"""
    digits = _digits(number)
    return is_filler_number(number) or (len(digits) > _SHORT_CODE and len(set(digits[1:])) < 2)  # noqa: PLR2004


def is_filler_text(text: str) -> bool:
    """BAQ-021: is this address or name one letter over and over, marks alone, or a word that stands for one?"""
    plain = normalise(text).casefold()
    letters = {letter for letter in plain if letter.isalnum()}
    return len(plain) < _LETTERS or len(letters) < 2 or plain in _PLACEHOLDER_WORDS  # noqa: PLR2004


def is_filler_host(host: str) -> bool:
    """BAK-108, T-BAK-15: is this a domain that only stands for one, such as example.com?"""
    return bool(_TEST_HOSTS.fullmatch(host.casefold())) or len({letter for letter in host if letter.isalnum()}) < 2  # noqa: PLR2004


def is_sample_host(host: str) -> bool:
    """Is this a name under ``.example``, which the internet keeps for samples?"""
    return host.casefold().endswith(".example")


def is_sample_account(number: str) -> bool:
    """Is this a card or SHEBA of the bank that does not exist?"""
    typed = number_text(number).upper()
    return bool(_SAMPLE_CARD.fullmatch(typed) or _SAMPLE_SHEBA.fullmatch(typed))


def is_sample_sender(number: str) -> bool:
    """Is this the sender of a sample shop: zeros, and a few digits after them?"""
    return bool(_SAMPLE_SENDER.fullmatch(number_text(number)))


def is_like_sample(text: str) -> bool:
    """Does a phone, an address or a name look like those of the sample shops? Some real ones may."""
    return bool(_SAMPLE_PHONE.fullmatch(number_text(text)) or _SAMPLE_WORD.search(normalise(text)))


def _digits(text: str) -> str:
    return "".join(letter for letter in ascii_digits(text) if letter.isdecimal())
