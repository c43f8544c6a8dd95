"""The import table in pyproject.toml bites, and has a row for every module."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("shop", "catalog", "checkout")
ROWS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]

FORBIDDEN = {
    "shop/money.py": "pelican",
    "catalog/source.py": "checkout.secrets",
    "checkout/records/stock.py": "checkout.ports",
    "checkout/kind.py": "checkout.records",
    "checkout/kinds.py": "checkout.ports",
    "checkout/naming.py": "checkout.store",
    "checkout/store.py": "checkout.ports",
    "checkout/together.py": "checkout.records",
    "checkout/ports.py": "tinydb",
    "checkout/messages.py": "checkout.ports",
    "checkout/news/told.py": "checkout.records",
    "checkout/secrets.py": "argon2",
    "checkout/torob_token.py": "checkout.ports",
    "checkout/settings.py": "pydantic",
    "checkout/use_cases/limits.py": "checkout.storage.memory",
    "checkout/pictures.py": "checkout.store",
    "checkout/storage/memory.py": "checkout.gateways.zarinpal",
    "checkout/upkeep/sums.py": "checkout.storage.memory",
    "checkout/stores.py": "checkout.use_cases.limits",
    "checkout/gateways/zarinpal.py": "checkout.messengers.sandbox",
    "checkout/messengers/sandbox.py": "checkout.use_cases.limits",
    "checkout/releases.py": "checkout.storage.embedded",
    "checkout/job_runner.py": "checkout.use_cases.jobs",
    "checkout/web/visitors.py": "checkout.gateways.zarinpal",
    "checkout/sandbox/clock.py": "checkout.ports",
    "checkout/app.py": "catalog.source",
    "checkout/__main__.py": "checkout.storage.embedded",
    "checkout/prompt.py": "checkout.app",
    "checkout/worker.py": "checkout.storage.embedded",
    "checkout/workers.py": "checkout.app",
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of all that import-linter reads, for a test to spoil."""
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__", "templates"))
    shutil.copytree(ROOT / "scripts" / "lib", tmp_path / "scripts" / "lib")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def verdicts(place: Path) -> dict[str, bool]:
    """Run import-linter; return which rows are kept."""
    run = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    answer = subprocess.run(
        [sys.executable, "-c", run, "--no-cache"],
        cwd=place,
        env={**os.environ, "PYTHONPATH": str(place), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = [line.strip().rpartition(" ") for line in answer.stdout.splitlines()]
    found = {name: word == "KEPT" for name, _, word in lines if word in {"KEPT", "BROKEN"}}
    assert answer.returncode == (0 if all(found.values()) else 1), answer.stdout + answer.stderr
    return found


def test_the_project_keeps_its_table(copy: Path) -> None:
    assert verdicts(copy) == {row["name"]: True for row in ROWS}


def test_each_row_refuses_an_import_that_it_does_not_name(copy: Path) -> None:
    for file, module in FORBIDDEN.items():
        with (copy / file).open("a") as source:
            source.write(f"\nimport {module}\n")

    assert verdicts(copy) == {row["name"]: False for row in ROWS}


def test_a_row_may_not_name_what_nothing_imports(copy: Path) -> None:
    table = copy / "pyproject.toml"
    table.write_text(table.read_text().replace('"holidays", ', '"holidays", "numpy", '))

    assert [name for name, kept in verdicts(copy).items() if not kept] == ["the rules are pure"]


def test_every_module_is_in_one_row() -> None:
    rows = [module for row in ROWS for module in row["modules"]]
    inside = [path for path in (ROOT / "checkout").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()]
    modules = {f"checkout.{path.stem}" for path in inside if path.stem != "__init__"}

    assert sorted(rows) == sorted({"shop", "catalog"} | modules)
    assert "import" not in (ROOT / "checkout" / "__init__.py").read_text()
