"""What is wrong with an owner's folder: a stable code, the spot, and facts. The words stand in ``problem_words``."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from catalog.problem_codes import Code

__all__ = ["Code", "Problem", "Problems", "Spot", "nearest"]


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
