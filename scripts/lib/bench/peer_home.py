"""What is measured beside us is installed into an environment of its own, once."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from scripts.lib.shops import ROOT


class NotInstalled(Exception):
    """pip could not install a peer; what it said was printed."""


def installed(name: str, wanted: Sequence[str]) -> Path:
    """Return the folder with a peer's environment, after installing it where it is not there as it is wanted.

    Raises:
        NotInstalled: it could not be.
    """
    # An environment knows its own path, and a worktree that borrows its cache by a link may be gone before the next one.
    home = (ROOT / ".cache").resolve() / "peers" / name
    note = home / "installed"
    if not note.is_file() or note.read_text(encoding="ascii").split() != [*wanted]:
        print(f"scripts/bench: installing {', '.join(wanted)} into {home} (once)", file=sys.stderr)
        home.mkdir(parents=True, exist_ok=True)
        _run(sys.executable, "-m", "venv", "--clear", str(home))
        _run(str(home / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check", *wanted)
        note.write_text("\n".join(wanted), encoding="ascii")
    return home


def _run(*command: str) -> None:
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.stderr.write(done.stdout + done.stderr)
        raise NotInstalled(command[0])
