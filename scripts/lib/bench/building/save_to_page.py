"""From a save in an editor to the page in the browser: ``scripts/write`` on a large shop, asked as a page's script asks."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from scripts.lib.bench.figures import Figure, at_most
from scripts.lib.processes import free_ports
from scripts.lib.shops import ROOT

_SAVES = 7


def save_to_page(shop: Path) -> Figure:
    """Measure how long after a save the page that is served has the new text; the folder is left as it was."""
    file = shop / "products" / "goods-1.md"
    text = file.read_text(encoding="utf-8")
    with _writing(shop) as address:
        try:
            taken = [_save(file, f"{text}\nذخیره‌ی شماره‌ی {number}.\n", address) for number in range(_SAVES)]
        finally:
            file.write_text(text, encoding="utf-8")
    return Figure(
        "scripts/write: from a save to the page that has it",
        median(taken),
        "s",
        at_most(0.15),
        beside=f"slowest of {_SAVES}: {max(taken):.2f} s",
    )


def _save(file: Path, text: str, address: str) -> float:
    """Save a file and wait, as the page's script does, for its page to change; return the seconds until the page has the text."""
    url = f"/products/{file.stem}.html"
    at = re.findall('data-at="([0-9a-f]+)"', _opened(address + url))[0]
    asked = f"{address}/.write/changes?{urlencode({'page': url, 'at': at})}"
    with urllib.request.urlopen(asked) as told:  # noqa: S310 - our own address
        start = time.perf_counter()
        file.write_text(text, encoding="utf-8")
        while not told.readline().startswith(b"data: "):
            pass
        html = _opened(address + url)
        seconds = time.perf_counter() - start
    if text.strip().rpartition("\n")[2] not in html:
        raise ValueError(f"{url} was told to have changed, and has not")
    return seconds


def _opened(address: str) -> str:
    with urllib.request.urlopen(address) as answer:  # noqa: S310 - our own address
        return str(answer.read().decode())


@contextmanager
def _writing(shop: Path) -> Iterator[str]:
    port = free_ports(1)
    command = [sys.executable, "-m", "scripts.lib.write", str(shop), "--port", str(port), "--no-browser"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            if process.stdout is None or "Ready" not in process.stdout.readline():
                raise RuntimeError("scripts/write did not start")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGINT)
