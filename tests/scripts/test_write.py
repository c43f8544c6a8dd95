"""The preview as an editor starts it: a save reaches the page by itself, and Ctrl-C ends it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from scripts.lib.processes import free_ports
from tests.catalog.builders import ROOT, a_folder, a_product

_LIMIT = 60
GOLDAN = "/products/goldan.html"


@contextmanager
def writing(folder: Path, place: Path) -> Iterator[str]:
    """Start the preview of a folder; yield its address."""
    port = free_ports(1)
    command = [sys.executable, "-m", "scripts.lib.write", str(folder), "--port", str(port), "--no-browser"]
    environment = {**os.environ, "HOJREH_VAR": str(place / "var")}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            assert process.stdout.readline() == f"Ready: http://127.0.0.1:{port}/\n"
            yield f"http://127.0.0.1:{port}"
            process.send_signal(signal.SIGINT)
            assert process.wait(_LIMIT) == 0
        finally:
            process.kill()


def opened(address: str) -> tuple[str, str]:
    """Return a page, and the policy it is sent with."""
    with urllib.request.urlopen(address, timeout=_LIMIT) as answer:  # noqa: S310 - our own address
        return answer.read().decode(), answer.headers["Content-Security-Policy"]


def told_of(address: str, url: str, at: str) -> str:
    """Wait as a page's script does; return what it is told."""
    asked = f"{address}/.write/changes?{urlencode({'page': url, 'at': at})}"
    with urllib.request.urlopen(asked, timeout=_LIMIT) as answer:  # noqa: S310 - our own address
        while not (line := answer.readline().decode()).startswith("data: "):
            assert line.startswith((":", "\n"))
        return str(line).removeprefix("data: ").strip()


def test_a_save_reaches_the_open_page_and_its_script_is_told(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "site")
    with writing(folder, tmp_path) as address:
        html, policy = opened(address + GOLDAN)
        at = re.findall('data-at="([0-9a-f]+)"', html)[0]
        assert "۲۵۰٬۰۰۰" in html
        assert "connect-src 'self'" in policy

        (folder / "products/goldan.md").write_text(a_product({"Price": "260000"}), encoding="utf-8")

        told = told_of(address, GOLDAN, at)
        html, _ = opened(address + GOLDAN)
        assert "۲۶۰٬۰۰۰" in html
        assert f'data-at="{told}"' in html
    assert not (tmp_path / "var").exists(), "a preview publishes nothing"


def test_a_shop_that_is_not_there_ends_it_in_one_line(tmp_path: Path) -> None:
    done = subprocess.run(
        [ROOT / "scripts/write", tmp_path / "none"], capture_output=True, text=True, check=False, timeout=_LIMIT
    )
    assert done.returncode == 2
    assert done.stderr.startswith("scripts/write: no shop")
    assert done.stderr.count("\n") == 1
