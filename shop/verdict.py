"""A verdict: allowed, or refused with the reason and the policy clause it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, NewType

Clause = NewType("Clause", str)
"""A heading on a policy page, written ``page#anchor``."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an option is refused: facts under a stable code; the words live at the edge."""

    code: ClassVar[str] = "reason"


@dataclass(frozen=True, slots=True)
class Allowed:
    """This buyer may choose it."""

    allowed: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Refused:
    """This buyer may not choose it, because of ``reason``, as ``clause`` says."""

    allowed: ClassVar[bool] = False
    reason: Reason
    clause: Clause | None = None


Verdict = Allowed | Refused


def refused(reason: Reason, clause: Clause | None = None) -> Refused:
    """Return a refusal; reads well at the end of a rule."""
    return Refused(reason, clause)
