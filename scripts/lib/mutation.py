"""``scripts/mutate-rules [MODULE…]``: change the rules one small thing at a time; tell which change no test notices.

A developer's tool, slow, and no part of the checks. The tests that a change is tried against are those the register
names for the rules of its function, and those of ``tests/shop`` that import its module or bear its name; what they do not
notice is tried against all tests of the rules, and all that bear one of the function's.
"""

from __future__ import annotations

import argparse
import ast
import io
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from scripts.lib.mutants import Mutant, functions, mutants
from tests.rule_register import all_rows, borne_by, definitions, ids_in

ROOT = Path(__file__).resolve().parents[2]
OURS = ("shop", "catalog", "checkout", "scripts", "tests")
MODULES = ("shop/promises.py", "shop/working_time.py", "shop/order_lines.py", "shop/quote.py")
LONGEST_SECONDS = 180
_FIRST = ("tests/shop/rules/", "tests/shop/", "tests/checkout/use_cases/", "tests/")


def main(words: Sequence[str] | None = None) -> int:
    """Try every change; return 0 when each was noticed."""
    parser = argparse.ArgumentParser(prog="scripts/mutate-rules", description=__doc__)
    parser.add_argument("module", nargs="*", help="such as shop/rules/ending.py; all modules of rules if none is named")
    told = parser.parse_args(words)
    rules = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "shop" / "rules").glob("[a-z]*.py"))
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        copy_tree(copy)
        survived = [sum(1 for _ in _try_all(copy, module)) for module in told.module or (*rules, *MODULES)]
    print(f"{sum(survived)} survived in all")
    return 1 if any(survived) else 0


def copy_tree(copy: Path) -> None:
    """Copy what runs and is tried; what is only read is linked."""
    copy.mkdir()
    for name in OURS:
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("content", "theme", "docs", "pyproject.toml", "pelicanconf.py", ".git"):
        (copy / name).symlink_to(ROOT / name)


def _try_all(copy: Path, module: str) -> Iterator[Mutant]:
    """Yield the changes of a module that no test noticed, and print them and its figures."""
    file = copy / module
    source = file.read_text(encoding="utf-8")
    ids = ids_of(source)
    tests = {name: tried_by(module, own) for name, own in ids.items()}
    if not _passes(copy, sorted({one for some in tests.values() for one in some})):
        sys.exit(f"{module}: its tests fail as it is")
    tried = survived = 0
    for mutant in mutants(source):
        tried += 1
        file.write_text(mutant.source, encoding="utf-8")
        # Compiled files are told apart by whole seconds.
        os.utime(file, (time.time(), 1_000_000_000 + tried))
        if _passes(copy, tests[mutant.function]) and _passes(
            copy, ["tests/shop/rules", *bearing(ids[mutant.function])]
        ):
            survived += 1
            print(f"{module}:{mutant.line} {mutant.function}: {mutant.was}  ->  {mutant.now}", flush=True)
            yield mutant
    file.write_text(source, encoding="utf-8")
    print(f"{module}: {tried} tried, {survived} survived", flush=True)


def ids_of(source: str) -> dict[str, set[str]]:
    """Return the rules that each function's docstring names; one that names none works for all of the module's."""
    own = {name: ids_in(ast.get_docstring(node) or "") for name, node in functions(ast.parse(source))}
    every = {name for ids in own.values() for name in ids}
    return {name: ids or every for name, ids in own.items()}


def tried_by(module: str, ids: set[str]) -> list[str]:
    """Return the tests to try, those of the pure rules first."""
    imported = module.removesuffix(".py").replace("/", ".")
    files = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "tests" / "shop").rglob("test_*.py")
        if path.stem.startswith(f"test_{Path(module).stem}")
        or f"from {imported} import" in path.read_text(encoding="utf-8")
    ]
    named = [test for row in all_rows() if row.id in ids for test in row.shown if "::" in test]
    others = {test for test in named if test.partition("::")[0] not in files and "/journeys/" not in test}
    return sorted(
        {*files, *others}, key=lambda test: (next(n for n, at in enumerate(_FIRST) if test.startswith(at)), test)
    )


def bearing(ids: set[str]) -> list[str]:
    """Return the tests of use cases that bear one of these rules."""
    paths = [str(path.relative_to(ROOT)) for path in (ROOT / "tests" / "checkout" / "use_cases").glob("test_*.py")]
    tests = [f"{path}::{name}" for path in paths for name in definitions(path) if name.startswith("test_")]
    return sorted(test for test in tests if borne_by(test) & ids)


def _passes(copy: Path, tests: Sequence[str]) -> bool:
    """Run tests in a process that has loaded pytest already; one that takes too long does not pass."""
    child = os.fork()
    if child == 0:  # pragma: no cover - another process
        os._exit(_run(copy, tests))
    deadline = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < deadline:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status) == 0
        time.sleep(0.02)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


def _run(copy: Path, tests: Sequence[str]) -> int:  # pragma: no cover - another process
    for name in [name for name in sys.modules if name.partition(".")[0] in OURS]:
        del sys.modules[name]
    os.chdir(copy)
    sys.path[:] = [str(copy), *(path for path in sys.path if path and Path(path) != ROOT)]
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        return int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", "--hypothesis-seed=0", *tests]))


if __name__ == "__main__":
    sys.exit(main())
