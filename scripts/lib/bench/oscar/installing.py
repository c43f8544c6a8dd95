"""Install django-oscar into an environment of its own, once, and lay out a small project for it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from scripts.lib.shops import ROOT

HOME = ROOT / ".cache" / "peers" / "oscar"
WANTED = ("django-oscar[sorl-thumbnail]==4.2.1", "gunicorn==27.0.1", "psycopg[binary]==3.3.9")
"""The newest of this day. A newer one makes a new figure: change it here."""
_PROJECT = Path(__file__).with_name("project")


class NotInstalled(Exception):
    """pip could not install the peer; what it said was printed."""


def installed() -> Path:
    """Return the folder with the peer's environment, after installing it where it is not there as it is wanted.

    Raises:
        NotInstalled: it could not be.
    """
    note = HOME / "installed"
    if not note.is_file() or note.read_text(encoding="ascii").split() != list(WANTED):
        print(f"scripts/bench: installing {', '.join(WANTED)} into {HOME} (once)", file=sys.stderr)
        HOME.mkdir(parents=True, exist_ok=True)
        _run(sys.executable, "-m", "venv", "--clear", str(HOME))
        _run(str(HOME / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check", *WANTED)
        note.write_text("\n".join(WANTED), encoding="ascii")
    return HOME


def lay_out(folder: Path) -> None:
    """Write the project's files into a folder."""
    for source in sorted(_PROJECT.rglob("*.in")):
        place = folder / source.relative_to(_PROJECT).with_suffix("")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(source.read_bytes())
        (place.parent / "__init__.py").touch()


def _run(*command: str) -> None:
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.stderr.write(done.stdout + done.stderr)
        raise NotInstalled(command[0])
