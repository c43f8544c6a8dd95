"""Tell what was measured: a table to look at, and the same in docs/speed.md with its day, its machine and its command."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from scripts.lib.bench.figures import Figure

_GIB = 1 << 30


@dataclass(frozen=True, slots=True)
class Section:
    """The figures of one group of measurements, and what must be known to read them."""

    name: str
    title: str
    notes: Sequence[str]
    figures: Sequence[Figure]


def table(figures: Sequence[Figure]) -> Iterator[str]:
    """Return the lines of a table in Markdown."""
    yield "| what | measured | figure set | met |"
    yield "|---|---|---|---|"
    for one in figures:
        beside = f" ({one.beside})" if one.beside else ""
        met = {True: "yes", False: "**no**", None: ""}[one.met]
        yield f"| {one.what} | {one.shown}{beside} | {one.wanted or ''} | {met} |"


def page_of(section: Section, told: str) -> str:
    """Return a section as it stands in the page; ``told`` says when, where and by which command it was measured."""
    notes = [f"\n{note}" for note in section.notes]
    return "\n".join([f"### {section.title}", "", told, *notes, "", *table(section.figures)])


def put_in(page: Path, bench: str, section: Section, told: str) -> None:
    """Write a section into a page between its marks, in place of what an older run left there."""
    start, end = f"<!-- {bench} {section.name} -->", f"<!-- /{bench} {section.name} -->"
    text = page.read_text(encoding="utf-8")
    fresh = f"{start}\n{page_of(section, told)}\n{end}"
    old = re.compile(f"{re.escape(start)}.*?{re.escape(end)}", re.DOTALL)
    text = old.sub(lambda _: fresh, text) if old.search(text) else f"{text.rstrip()}\n\n{fresh}\n"
    page.write_text(text, encoding="utf-8")


def measured_on(command: str, loads: Sequence[float]) -> str:
    """Say when and where this was measured, by which command, and how busy the machine was with other work."""
    day = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / _GIB
    machine = (
        f"{os.cpu_count()} cores, {memory:.0f} GiB, Linux {platform.release()}, Python {platform.python_version()}"
    )
    before = f"load average before it {loads[0]:.1f}" if loads else ""
    return f"Measured {day} by `{command}`: {machine}; {before}."
