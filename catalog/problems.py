"""What is wrong with an owner's folder: a stable code, the spot, and facts. The words stand in ``problem_words``."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Code(StrEnum):
    """Every kind of slip: those of SH5 only warn, all others stop the build.

    The values are public and never reused: SH309 is gone.
    """

    NOT_UTF8 = "SH001"
    LINE_WITHOUT_KEY = "SH002"
    UNKNOWN_KEY = "SH003"
    REPEATED_KEY = "SH004"
    MISSING_KEY = "SH005"
    EMPTY_KEY = "SH006"
    UNPRINTABLE = "SH007"
    UNREADABLE = "SH008"
    TOO_LARGE = "SH009"
    LEADS_OUT = "SH010"
    LEFT_OUT = "SH011"
    KEY_IN_TEXT = "SH012"
    NO_KEYS = "SH013"
    TWO_KEYS = "SH014"
    BAD_SLUG = "SH101"
    BAD_SKU = "SH102"
    MISSING_PRICE = "SH103"
    PRICE_HAS_UNIT = "SH104"
    PRICE_NOT_NUMBER = "SH105"
    PRICE_ZERO = "SH106"
    PRICE_NEGATIVE = "SH107"
    PRICE_FRACTION = "SH108"
    NOT_COUNTED = "SH109"
    NOT_POSITIVE = "SH110"
    BAD_DATE = "SH111"
    BAD_STATUS = "SH112"
    UNKNOWN_CLASS = "SH113"
    UNKNOWN_CATEGORY = "SH114"
    BAD_VARIANT = "SH115"
    VARIANT_BESIDE_OWN = "SH116"
    DUPLICATE_SKU = "SH117"
    DUPLICATE_SLUG = "SH118"
    MISSING_PICTURE = "SH119"
    NOT_A_PICTURE = "SH120"
    MISSING_SPECIFICATION = "SH121"
    LEAD_WITHOUT_SELLER = "SH122"
    LEAD_TOO_LONG = "SH123"
    BAD_WAS = "SH124"
    WAS_IN_FUTURE = "SH125"
    WAS_OUT_OF_ORDER = "SH126"
    WAS_UNKNOWN_SKU = "SH127"
    SKU_ORDERED = "SH128"
    MOVED = "SH129"
    HEIC_PICTURE = "SH130"
    HUGE_PICTURE = "SH131"
    MOVING_PICTURE = "SH132"
    BAD_PICTURE = "SH133"
    PICTURE_TWICE = "SH134"
    BAD_MEASURE = "SH135"
    MEASURE_OVER_WEIGHT = "SH136"
    FORBIDDEN_TAG = "SH201"
    FORBIDDEN_ATTRIBUTE = "SH202"
    FORBIDDEN_ADDRESS = "SH203"
    BROKEN_LINK = "SH204"
    FOREIGN_PICTURE = "SH205"
    UNKNOWN_DATUM = "SH206"
    REPEATED_ANCHOR = "SH207"
    TOO_DEEP = "SH208"
    UNKNOWN_RULE = "SH209"
    RULE_NOT_STATED = "SH210"
    HALF_TAG = "SH211"
    NO_SHOP_FILE = "SH301"
    TOML_SYNTAX = "SH302"
    TOML_MISSING = "SH303"
    TOML_UNKNOWN = "SH304"
    TOML_VALUE = "SH305"
    UNKNOWN_CLAUSE = "SH306"
    UNKNOWN_ZONE = "SH307"
    UNKNOWN_PLACE = "SH308"
    BAD_ACCOUNT = "SH310"
    DUPLICATE_DELIVERY = "SH311"
    NO_PROVIDER = "SH312"
    CITY_IN_TWO_ZONES = "SH313"
    NO_SUCH_CLASS = "SH314"
    NO_SUCH_DELIVERY = "SH315"
    DUPLICATE_ID = "SH316"
    PAYMENT_TWICE = "SH317"
    FREE_BUT_COLLECT = "SH318"
    NO_REPORT = "SH319"
    NO_FREIGHT_CLAUSE = "SH320"
    NO_INSURANCE = "SH321"
    NO_IDENTITY_CLAUSE = "SH322"
    NO_CALENDAR = "SH323"
    MAXIMUM_BELOW_MINIMUM = "SH324"
    CYCLIC_STEPS = "SH325"
    RESERVED_NAME = "SH326"
    FILLER = "SH327"
    SAMPLE = "SH328"
    NO_PRODUCT = "SH401"
    NO_FOLDER = "SH402"
    BLANK_ACCOUNT = "SH501"
    BLANK_DATUM = "SH502"
    ARABIC_LETTER = "SH503"
    HIDDEN_MARK = "SH504"
    SMALL_PICTURE = "SH505"
    CLAUSE_WITHOUT_TEXT = "SH506"
    TYPED_FIGURE = "SH507"
    HALF_SPACE = "SH508"
    ARABIC_DIGIT = "SH509"
    FAR_PRICE = "SH510"
    SKU_GONE = "SH511"
    PAGE_GONE = "SH512"
    PRICE_WITHOUT_WAS = "SH513"
    RULE_FINDING = "SH520"
    OUTDATED_READING = "SH521"
    FILLER_ACCOUNT = "SH530"
    ODD_PHONE = "SH531"
    LIKE_A_SAMPLE = "SH532"
    UNREACHED_ROW = "SH533"
    UNREACHED_STATE = "SH534"
    UNKNOWN_FILTER = "SH535"
    USELESS_FILTER = "SH536"
    LEFT_MARK = "SH537"
    HEADING_LEVEL = "SH538"
    UNEVEN_ROW = "SH539"
    UNNAMED_PICTURE = "SH540"
    LONG_VALUE = "SH541"

    @property
    def is_warning(self) -> bool:
        """Does this only warn?"""
        return self.startswith("SH5")


class Spot(NamedTuple):
    """A place in a file; ``path`` counts from the owner's folder, lines and columns from 1 (0: no column)."""

    path: str
    line: int = 1
    column: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """One slip, with the facts its sentence needs."""

    code: Code
    spot: Spot
    facts: Mapping[str, str]


class Problems:
    """All slips of one folder, gathered in one run."""

    def __init__(self) -> None:
        self._found: dict[tuple[object, ...], Problem] = {}

    def add(self, code: Code, spot: Spot, **facts: str) -> None:
        """Note a slip; the same slip at the same spot counts once."""
        self._found.setdefault((code, spot, *sorted(facts.items())), Problem(code, spot, facts))

    def take(self, problems: Iterable[Problem]) -> None:
        """Note slips that were found elsewhere."""
        for problem in problems:
            self.add(problem.code, problem.spot, **problem.facts)

    def found(self) -> tuple[Problem, ...]:
        """Return the slips in reading order: by file, line, column."""
        return tuple(sorted(self._found.values(), key=lambda problem: (problem.spot, problem.code)))

    def errors(self) -> tuple[Problem, ...]:
        """Return the slips that stop the build."""
        return tuple(problem for problem in self.found() if not problem.code.is_warning)

    def errors_of(self, path: str) -> tuple[Problem, ...]:
        """Return the slips of one file that stop the build."""
        return tuple(problem for problem in self.errors() if problem.spot.path == path)

    def errors_below(self, folder: str) -> frozenset[str]:
        """Return the files of a folder, or that folder itself, of which some slip stops the build."""
        paths = {problem.spot.path for problem in self._found.values() if not problem.code.is_warning}
        return frozenset(path for path in paths if path == folder or path.startswith(f"{folder}/"))

    def warnings(self) -> tuple[Problem, ...]:
        """Return the slips that do not."""
        return tuple(problem for problem in self.found() if problem.code.is_warning)


def nearest(name: str, names: Iterable[str]) -> str:
    """Return the name that was probably meant, or nothing."""
    known = {known.casefold(): known for known in names}
    close = difflib.get_close_matches(name.casefold(), known, n=1, cutoff=0.65)
    return known[close[0]] if close else ""
