"""What one build is to do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from catalog.ground import Ground
    from catalog.last_release import Ordered
    from catalog.second_tree import SecondTree


@dataclass(frozen=True, slots=True)
class Job:
    """One build: the shop's folder, the new folder for its pages, the one that stands published, that of its releases.

    ``ground`` is what of the published pages stands in the new folder already, None where nobody knows what they show;
    ``second`` is to become that of the next build, where this one writes all pages.
    """

    content: Path
    fresh: Path
    pages: Path
    releases: Path
    commit: str
    ordered: Ordered | None
    ground: Ground | None
    second: SecondTree
