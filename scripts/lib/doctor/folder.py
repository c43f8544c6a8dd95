"""Looks at a store in a folder: who owns it, who else writes to it, whether its file is whole, and how big it has grown."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from scripts.lib.doctor.finding import Finding, unsafe, warning, well
from shop.text import grouped, persian_digits

CEILING_ORDERS = 100_000
"""The longest history that ``scripts/bench store`` fills and measures; beyond it, nobody has looked. See docs/speed.md."""
_WRITING = os.O_WRONLY | os.O_RDWR


def look_at_owner(folder: Path, file: Path) -> Iterator[Finding]:
    """Tell which process holds the store, and which others have its file open to write."""
    owner = owner_of(folder / "lock")
    if owner is not None:
        yield well(
            "owner", f"صندوق روشن است: پردازه‌ی {persian_digits(owner)} این سفارش‌ها را در دست دارد ({_command(owner)})."
        )
    for process in sorted(writers_of(file) - {owner, os.getpid()}):
        yield unsafe(
            "second-writer",
            f"پردازه‌ی {persian_digits(process)} هم پرونده‌ی سفارش‌ها را برای نوشتن باز کرده است ({_command(process)}).",
            f"آن را ببندید: kill {process}. هر انبار فقط یک نویسنده دارد.",
        )


def owner_of(lock: Path) -> int | None:
    """Return the process that holds a lock file; None where none does, or the system does not say."""
    if not lock.exists():
        return None
    wanted = str(lock.stat().st_ino)
    for line in Path("/proc/locks").read_text().splitlines():
        # 1: FLOCK  ADVISORY  WRITE 4711 fe:00:2154606 0 EOF; a file system of many layers names another device here.
        _, way, _, _, process, place, *_ = line.split()
        if way == "FLOCK" and place.rpartition(":")[2] == wanted and _has_open(process, lock):
            return int(process)
    return None


def _has_open(process: str, file: Path) -> bool:
    try:
        return any(link.resolve() == file.resolve() for link in Path(f"/proc/{process}/fd").iterdir())
    except PermissionError:
        return True  # somebody else's; the lock's own number must do
    except OSError:
        return False


def writers_of(file: Path) -> set[int]:
    """Return the processes that have a file open to write, as far as this user may see them."""
    found = set()
    for link in Path("/proc").glob("[0-9]*/fd/*"):
        try:
            if link.readlink() == file.resolve():
                about = (link.parent.parent / "fdinfo" / link.name).read_text()
                flags = next(int(line.split()[1], 8) for line in about.splitlines() if line.startswith("flags:"))
                if flags & _WRITING:
                    found.add(int(link.parts[2]))
        except OSError:  # it ended meanwhile, or is somebody else's
            continue
    return found


def look_at_size(where: str, orders: int, ceiling: int = CEILING_ORDERS) -> Iterator[Finding]:
    """Tell when a store has grown past what was measured."""
    if orders > ceiling:
        yield warning(
            "past-ceiling",
            f"{grouped(orders)} سفارش در این انبار است؛ این گونه تا {grouped(ceiling)} سفارش سنجیده شده است.",
            f"به PostgreSQL بروید: صندوق را خاموش کنید، ./scripts/move-store {where} postgresql://…، سپس همان را در HOJREH_STORE بنویسید.",
        )


def _command(process: int) -> str:
    try:
        words = Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return "?"
    return " ".join(word.decode(errors="replace") for word in words[:4] if word)
