"""One normaliser for everything a person types, and the Persian forms of what they read."""

from __future__ import annotations

import re
import unicodedata

from shop.errors import BadInput

_LETTERS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک"})
_INVISIBLE = re.compile("[\u0640\u200b\u200d\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_ZWNJ_RUN = re.compile("\u200c{2,}")
_ZWNJ_AT_SPACE = re.compile(r"\u200c+(?=\s)|(?<=\s)\u200c+")
_BLANKS = re.compile(r"[^\S\n]+")
_GRAMS_IN_KILOGRAM = 1000
_NUL = b"\\u0000"
_REAL_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")  # after an even number of backslashes: else those words were typed
_SEPARATORS = re.compile(r"[\s,٬،'’_\-./()\u200c]")


def ascii_digits(text: str) -> str:
    """Return ``text`` with ۰-۹ and ٠-٩ as 0-9."""
    return text.translate(_TO_ASCII)


_TO_ASCII = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩", "01234567890123456789")
_TO_PERSIAN = str.maketrans("0123456789٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹" * 2)


def persian_digits(value: object) -> str:
    """Return ``value`` as text with ۰-۹ for 0-9."""
    return str(value).translate(_TO_PERSIAN)


def grouped(number: int) -> str:
    """Return an integer with Persian digits and «٬» between thousands: ۱٬۲۵۰٬۰۰۰."""
    return persian_digits(f"{number:,}".replace(",", "٬"))


def show_weight(grams: int) -> str:
    """Return a weight in the unit in which people say it: «۵۰۰ گرم», «۲ کیلوگرم», «۱٫۵ کیلوگرم»."""
    if grams < _GRAMS_IN_KILOGRAM:
        return f"{grouped(grams)} گرم"
    whole, rest = divmod(grams, _GRAMS_IN_KILOGRAM)
    fraction = f"٫{persian_digits(f'{rest:03}'.rstrip('0'))}" if rest else ""
    return f"{grouped(whole)}{fraction} کیلوگرم"


_TIDY_LETTERS = "!-~ء-ؤئ-غف-قل-هوپچژکگی،؛؟٠-٩۰-۹٪-٬«»"
TIDY = re.compile(f"[{_TIDY_LETTERS}]+(?:[ \u200c][{_TIDY_LETTERS}]+)*")
"""Words of letters that stay what they are, one blank or ZWNJ between them: most of what is ever normalised."""


def normalise(text: str) -> str:
    """Return what a person meant: ی and ک, no marks or tatweel, tidy ZWNJ and blanks; digits stay as typed."""
    if TIDY.fullmatch(text):
        return text
    # What is invisible goes first: it may stand between a letter and its mark, which NFC then makes one.
    text = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = unicodedata.normalize("NFC", text).translate(_LETTERS)
    text = _ZWNJ_AT_SPACE.sub("", _ZWNJ_RUN.sub("\u200c", text))
    return _BLANKS.sub(" ", text).strip(" \n\u200c\t")


def number_text(text: str) -> str:
    """Return a typed number, phone or code as ASCII, without the blanks, commas, dots and dashes people put in."""
    return _SEPARATORS.sub("", ascii_digits(normalise(text)))


def search_form(text: str) -> str:
    """Return the form in which two spellings of one word are equal: no ZWNJ, no diacritics, ASCII digits."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", normalise(text)) if not unicodedata.combining(c))
    # Taken apart, «ئ» and the old presentation forms hold an Arabic yeh or kaf again.
    return ascii_digits(normalise(bare)).replace("\u200c", "").casefold()


def clean(field: str, text: str, longest: int) -> str:
    """Return the normal form of one form field of at most ``longest`` characters.

    Raises:
        BadInput: it is too long, or holds a control character or half a surrogate pair.
    """
    if any(unicodedata.category(c) in {"Cc", "Cs"} and c not in "\n\r\t" for c in text):
        raise BadInput(field, "unprintable", text.encode("utf-8", "replace").decode())
    tidy = normalise(text)
    if len(tidy) > longest:
        raise BadInput(field, "too_long", tidy, longest=longest)
    return tidy


def keepable(json: bytes) -> bytes:
    """Return a document's JSON as it is, for what escaped ``clean``: no store takes a text that another one could not.

    Raises:
        ValueError: a text in it holds NUL, which PostgreSQL has no place for.
    """
    if _NUL in json and _REAL_NUL.search(json):
        raise ValueError("a text with NUL in it cannot be kept")
    return json
