"""Letters an editor did not mean: Arabic ones, other digits, marks that nobody sees, a blank for a half space; and mending them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from catalog.hidden_marks import HIDDEN
from catalog.problems import Code, Problems, Spot
from catalog.source import Source
from shop.text import grouped, normalise, persian_digits

ZWNJ = "\u200c"
_LETTER = "[ء-غف-يپچژکگی]"
_STEMS = (
    "آور|آموز|آی|افت|افزا|انداز|باش|بر|بند|بین|پرداز|پرس|پز|پوش|پذیر|توان|چسب|چین|خر|خواه|خوان|خور|دار|دان|ده|رس|رو|ریز|ز|زن"
    "|ساز|سپار|سنج|شناس|شو|شوی|شکن|فرست|فروش|فهم|کش|کن|گذار|گذر|گرد|گوی|گیر|مان|نشین|نویس|یاب"
)
_PASTS = (
    "آمد|آورد|افتاد|افزود|انداخت|برد|بست|بود|پرداخت|پرسید|پخت|پوشید|پذیرفت|توانست|چسبید|چید|خرید|خواست|خواند|خورد|داشت|دانست|داد"
    "|رسید|رفت|ریخت|زد|ساخت|سپرد|سنجید|شناخت|شد|شست|شکست|فرستاد|فروخت|فهمید|کشید|کرد|گذاشت|گذشت|گشت|گفت|گرفت|ماند|نشست|نوشت|یافت"
)
_VERB = f"(?:(?:{_STEMS})(?:م|ی|د|یم|ید|ند)|(?:{_PASTS})(?:م|ی|یم|ید|ند)?)(?!{_LETTER})"
"""The verbs of a shop's texts with their endings: other words may follow «می» and «نمی» that are words themselves."""
_PLURAL = "ها(?:ی|یی|یم|یت|یش|یمان|یتان|یشان)?|ترین"


@dataclass(frozen=True, slots=True)
class Slip:
    """One kind of letter that is not meant: where it shows, and how what was found is written.

    A text without any of its ``signs``, which are found far more quickly, shows none; '' is in every text.
    """

    code: Code
    found: re.Pattern[str]
    signs: tuple[str, ...] = ("",)

    def is_in(self, text: str) -> bool:
        """Does a text show it, lines and all?"""
        return any(sign in text for sign in self.signs) and bool(self.found.search(text))

    def mended(self, found: str) -> str:
        """Return what was meant."""
        match self.code:
            case Code.HALF_SPACE:
                return ZWNJ.join(found.split(" "))
            case Code.ARABIC_DIGIT:
                return persian_digits(found)
            case Code.HIDDEN_MARK:
                return ""
            case _:
                return normalise(found)


SLIPS = (
    Slip(Code.ARABIC_LETTER, re.compile(r"(?<![\w\u200c])[\w\u200c]*[يىك][\w\u200c]*"), ("ي", "ى", "ك")),
    Slip(Code.HIDDEN_MARK, HIDDEN),
    Slip(
        Code.HALF_SPACE,
        # Each way begins with a letter of its own, for which the engine can look ahead; what stands before comes second.
        re.compile(
            rf"(?:نمی(?<![\w\u200c]نمی)|می(?<![\w\u200c]می)) {_VERB}| (?<={_LETTER}{{2}} )(?:{_PLURAL})(?![\w\u200c])"
        ),
        ("می ", " ها", " ترین"),
    ),
    Slip(Code.ARABIC_DIGIT, re.compile("[٠-٩][٠-٩٬٫]*")),
)


def check_letters(source: Source, problems: Problems) -> None:
    """Warn once a file of each kind, at the first of them: a text from elsewhere has them everywhere."""
    marked = (field.value for field in source.marked)
    whole = "\n".join((*(f"{field.key} {field.value}" for field in source.fields), *marked, source.body))
    for slip in SLIPS:
        if not slip.is_in(whole):
            continue
        found = [(spot, line, match) for spot, line in _lines(source) for match in slip.found.finditer(line)]
        if found:
            spot, line, first = found[0]
            others = grouped(len(found) - 1) if len(found) > 1 else ""
            value, example = _shown(slip, line, first)
            problems.add(slip.code, spot, value=value, example=example, others=others)


def _lines(source: Source) -> Iterator[tuple[Spot, str]]:
    marked = {field.spot: field.value for field in source.marked}
    yield from ((field.spot, marked.get(field.spot, f"{field.key} {field.value}")) for field in source.fields)
    for number, line in enumerate(source.body.split("\n"), start=source.body_line):
        yield Spot(source.path, number), line


def _shown(slip: Slip, line: str, match: re.Match[str]) -> tuple[str, str]:
    """Return what was found and what was meant, a blank with the word before it."""
    if slip.code == Code.HIDDEN_MARK:
        return f"U+{ord(match[0]):04X}", ""
    word = re.search(r"[\w\u200c]*$", line[: match.start()])
    before = word[0] if word else ""
    return before + match[0], before + slip.mended(match[0])
