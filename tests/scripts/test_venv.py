"""Making and mending .venv, in a copy of the scripts whose lock names nothing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.scripts.conftest import LONGEST_SECONDS, ROOT

PROBE = """#!/bin/sh
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
. "$root/scripts/lib/venv.sh"
need_venv requirements.lock
"$python" -c 'import sys; print(sys.prefix)'
"""


def bare_project(folder: Path) -> Path:
    """Make a project of which only the scripts' own ground is there."""
    place = folder / "a project"
    shutil.copytree(ROOT / "scripts" / "lib", place / "scripts" / "lib", ignore=shutil.ignore_patterns("__pycache__"))
    (place / "scripts" / "probe").write_text(PROBE)
    (place / "scripts" / "probe").chmod(0o755)
    (place / "requirements.lock").write_text("# nothing\n")
    return place


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    return bare_project(tmp_path)


@pytest.fixture(scope="module")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[int, str, str]]:
    """A project that has made its .venv, which takes seconds, and what it said."""
    project = bare_project(tmp_path_factory.mktemp("first"))
    return project, probe(project)


@pytest.fixture
def project(first_run: tuple[Path, object], tmp_path: Path) -> Path:
    """A project that has its .venv."""
    shutil.copytree(first_run[0], tmp_path / "a project", symlinks=True)
    return tmp_path / "a project"


def probe(project: Path, **environment: str) -> tuple[int, str, str]:
    answer = subprocess.run(
        [project / "scripts" / "probe"],
        cwd="/",
        env={**os.environ, "HOME": "", **environment},
        capture_output=True,
        text=True,
        timeout=LONGEST_SECONDS,
        check=False,
    )
    return answer.returncode, answer.stdout, answer.stderr


INSTALLING = "scripts/probe: installing what requirements.lock names into .venv (once, about a minute)\n"


def test_makes_what_is_missing_once(first_run: tuple[Path, tuple[int, str, str]]) -> None:
    project, said = first_run
    assert said == (0, f"{project}/.venv\n", INSTALLING)
    assert probe(project) == (0, f"{project}/.venv\n", "")


def test_an_install_cut_short_is_done_again_from_scratch(project: Path) -> None:
    (project / ".venv" / "unfinished").touch()
    (project / ".venv" / "half-made").touch()

    assert probe(project) == (0, f"{project}/.venv\n", INSTALLING)
    assert not (project / ".venv" / "unfinished").exists()
    assert not (project / ".venv" / "half-made").exists()


def test_a_venv_whose_python_is_gone_is_made_again(project: Path) -> None:
    (project / ".venv" / "bin" / "python").unlink()

    assert probe(project) == (0, f"{project}/.venv\n", INSTALLING)


def test_another_lock_is_installed_and_a_failing_one_is_told_and_left_unfinished(project: Path) -> None:
    (project / "requirements.lock").write_text(f"./nowhere.whl --hash=sha256:{'0' * 64}\n")

    status, output, errors = probe(project)

    assert (status, output) == (1, "")
    assert errors.startswith(INSTALLING)
    assert errors.endswith(
        "scripts/probe: pip could not install what requirements.lock names; see above, then run this again\n"
    )
    assert (project / ".venv" / "unfinished").exists()


def without_python(place: Path) -> str:
    """Return a PATH on which every other program that the scripts use can be found."""
    place.mkdir()
    for name in ("sh", "basename", "dirname", "cmp", "flock", "rm", "mkdir", "cp", "id"):
        (place / name).symlink_to(shutil.which(name) or pytest.fail(name))
    return str(place)


def test_a_missing_python_is_told_in_a_line(bare: Path, tmp_path: Path) -> None:
    status, output, errors = probe(bare, PATH=without_python(tmp_path / "bin"))

    assert (status, output) == (1, "")
    assert errors == (
        "scripts/probe: needs Python 3.11 or newer and finds none; on Debian, as root: apt-get install python3\n"
    )


@pytest.mark.parametrize("speaks", ["exit 1", "echo 'pyenv: python3.11: command not found' >&2; exit 127"])
def test_a_python_too_old_or_in_name_only_is_none(bare: Path, tmp_path: Path, speaks: str) -> None:
    path = without_python(tmp_path / "bin")
    for name in ("python3", "python3.11"):
        (tmp_path / "bin" / name).write_text(f"#!/bin/sh\n{speaks}\n")
        (tmp_path / "bin" / name).chmod(0o755)

    assert probe(bare, PATH=path)[0] == 1
    assert "finds none" in probe(bare, PATH=path)[2]


def test_the_lock_for_development_names_all_that_the_other_one_does() -> None:
    def pins(lock: str) -> set[str]:
        return set(re.findall(r"^[a-z0-9-]+==\S+", (ROOT / lock).read_text(), re.MULTILINE))

    assert pins("requirements.lock") < pins("requirements-dev.lock")
