"""What is measured beside us, or measures us, is installed into a place of its own, once."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from scripts.lib.shops import ROOT


class NotInstalled(Exception):
    """pip or npm could not install a peer; what it said was printed."""


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


def installed_by_npm(name: str, wanted: Mapping[str, str]) -> Path:
    """Return the folder whose ``node_modules`` hold packages at these versions, after installing what is not there.

    No package's own script runs: what needs one to work is not for us.

    Raises:
        NotInstalled: it could not be.
    """
    home = ROOT / ".cache" / "peers" / name
    note = home / "installed"
    manifest = json.dumps({"private": True, "dependencies": dict(wanted)}, indent=1)
    if not note.is_file() or note.read_text(encoding="ascii") != manifest:
        print(f"scripts/bench: installing {', '.join(wanted)} into {home} (once)", file=sys.stderr)
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        (home / "package.json").write_text(manifest, encoding="ascii")
        _run("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error", folder=home)
        note.write_text(manifest, encoding="ascii")
    return home


def _run(*command: str, folder: Path | None = None) -> None:
    done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.stderr.write(done.stdout + done.stderr)
        raise NotInstalled(command[0])
