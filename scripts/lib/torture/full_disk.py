"""Row 3, the other half: the disk fills up while 16 buyers finish their purchases, and gets room again."""

from __future__ import annotations

import asyncio
import itertools
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from checkout.store import StoreDamaged
from scripts.lib.load.answers import Answer
from scripts.lib.load.buyers import ready_buyers
from scripts.lib.load.final_step import review_forms
from scripts.lib.load.wire import Wire, get
from scripts.lib.torture.disk import Disk, fillable
from scripts.lib.torture.house import House, housed, is_up, miscounted
from scripts.lib.torture.result import EMBEDDED, Asked, Measured
from scripts.lib.torture.sending import UNAVAILABLE, link_of, sent, sent_until_taken
from scripts.lib.torture.stock_tinydb import STOCK

SIZES = 20
WHAT = f"disk full at {SIZES} sizes"
FORMS = 96
STEP = 48 << 10
"""Bytes more room at each size: from none to what most of the forms need."""
CONTROL_ROOMS = (100 << 10, 200 << 10)
SAYS_SO = "سامانه‌ی سفارش‌ها در دسترس نیست و چیزی ثبت نشد"
UNSURE = "نمی‌دانیم ثبت شد یا نه"
SEGMENTS_MIB = (16, 1)
"""By turns: PostgreSQL's log has room left when its tables have none, or it needs a new file first, and the server ends."""
RESUMES_WITHIN_SECONDS = 10

_numbers = itertools.count(1)


@dataclass
class Filled:
    """What all sizes came to. ``silent`` are answers that were neither an order nor a page that says what is wrong.

    ``unsure`` were told that nobody knows; ``down`` is how often the database's server had ended, full log and all.
    """

    sizes: int = 0
    disk: str = ""
    acknowledged: int = 0
    lost: int = 0
    wrong: int = 0
    told: int = 0
    unsure: int = 0
    down: int = 0
    silent: Counter[int] = field(default_factory=Counter)
    unread: int = 0
    stuck: int = 0

    @property
    def holds(self) -> bool:
        """Whether nothing was lost, all were told, pages could be read, and it went on by itself."""
        wrong = self.lost + self.wrong + self.silent.total() + self.unread + self.stuck
        return bool(self.told and self.acknowledged) and not wrong

    def __str__(self) -> str:
        return (
            f"{self.sizes} sizes ({self.disk}): {self.acknowledged} acknowledged, {self.lost} lost, {self.wrong} doubled "
            f"or miscounted; {self.told} told by the 503 page, {self.unsure} that nobody knows, {self.silent.total()} "
            f"answered otherwise, {self.unread} orders not shown while full, server down at {self.down} sizes; "
            f"{self.stuck} forms not taken within {RESUMES_WITHIN_SECONDS} s of room"
        )


def full_disk(asked: Asked) -> list[Measured]:
    """Fill the disk at so many sizes on each adapter."""
    sizes = asked.part_of(SIZES, least=2)
    rooms = [STEP * turn for turn in range(0, SIZES, SIZES // sizes)]
    return [_on(asked, adapter, rooms) for adapter in asked.adapters]


def _on(asked: Asked, adapter: str, rooms: Sequence[int]) -> Measured:
    real = filled_up(asked, adapter, rooms)
    bare = filled_up(asked, EMBEDDED, CONTROL_ROOMS, STOCK)
    return Measured(
        what=WHAT,
        adapter=adapter,
        measured=str(real),
        holds=real.holds,
        guard=STOCK,
        control=str(bare),
        control_fails=not bare.holds,
    )


def filled_up(asked: Asked, adapter: str, rooms: Sequence[int], control: str = "") -> Filled:
    """Fill a fresh disk for each size, in bytes of room left when the buyers begin."""
    filled = Filled()
    for room, segment in zip(rooms, itertools.cycle(SEGMENTS_MIB), strict=False):
        folder = asked.folder / f"disk-{next(_numbers)}"
        with (
            fillable(folder) as disk,
            housed(replace(asked, folder=folder), adapter, "full", control=control, segment_mib=segment) as house,
        ):
            _fill(house, disk, room, filled)
    return filled


def _fill(house: House, disk: Disk, room: int, filled: Filled) -> None:
    with house.ports() as ports:
        buyers = ready_buyers(ports, FORMS, first=100_000)
    port = house.service.port
    with house.running():
        forms = asyncio.run(review_forms(port, buyers, house.service.url))
        disk.leave(room, house.service.pid)
        before = asyncio.run(sent(port, forms))
        if house.cluster is None or is_up(house.cluster):
            filled.unread += asyncio.run(_not_shown(port, before))
        else:
            filled.down += 1
        filled.lost += _lost_on_disk(house, before)
        disk.widen(house.service.pid)
        house.mend()
        after = asyncio.run(sent_until_taken(port, forms, RESUMES_WITHIN_SECONDS))
        house.service.stop()
    _count(before, after, filled)
    filled.lost += _lost(house, before, after, filled)
    filled.sizes += 1
    filled.disk = disk.name


def _lost_on_disk(house: House, answers: dict[int, Answer]) -> int:
    """Return how many acknowledged orders are not in the embedded store's files as they are now, the disk full."""
    if house.cluster is not None:
        return 0
    links = {link for answer in answers.values() if (link := link_of(answer))}
    with TemporaryDirectory() as elsewhere:
        copy = Path(elsewhere) / "store"
        shutil.copytree(house.where, copy)
        try:
            return len(house.kept(str(copy)).lost(links))
        except StoreDamaged:
            return len(links)


async def _not_shown(port: int, answers: dict[int, Answer]) -> int:
    """Return how many acknowledged orders cannot be looked at while the disk is full."""
    async with Wire(port) as wire:
        pages = [await wire.ask(get(f"/orders/{link}")) for answer in answers.values() if (link := link_of(answer))]
    return sum(page.status != 200 for page in pages)  # noqa: PLR2004


def _count(before: dict[int, Answer], after: dict[int, Answer], filled: Filled) -> None:
    for answer in before.values():
        if link_of(answer):
            filled.acknowledged += 1
        elif answer.status == UNAVAILABLE and SAYS_SO in answer.text:
            filled.told += 1
        elif answer.status == UNAVAILABLE and UNSURE in answer.text:
            filled.unsure += 1
        else:
            filled.silent[answer.status] += 1
    filled.silent[0] += FORMS - len(before)
    filled.stuck += FORMS - sum(bool(link_of(answer)) for answer in after.values())


def _lost(house: House, before: dict[int, Answer], after: dict[int, Answer], filled: Filled) -> int:
    """Return how many acknowledged orders are not what their forms lead to, or not in the store."""
    links = {link for answers in (before, after) for answer in answers.values() if (link := link_of(answer))}
    try:
        kept = house.kept()
    except StoreDamaged:
        return len(links)
    filled.wrong += len(kept.doubled()) + len({*kept.oversold(), *miscounted(kept)})
    moved = {
        link for number, answer in before.items() if (link := link_of(answer)) and link != link_of(after.get(number))
    }
    return len(moved | set(kept.lost(links)))
