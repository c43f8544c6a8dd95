"""What a service that starts does not need yet, it does not load: its first answer would come later for it."""

from __future__ import annotations

import subprocess
import sys


def loaded_by(what: str) -> str:
    told = f"import sys; {what}; print(*sorted({{'psycopg', 'httpx2', 'jinja2', 'uvicorn', 'jwt', 'cryptography'}} & set(sys.modules)))"
    return subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True, timeout=60).stdout


def test_the_parent_of_several_processes_loads_no_pages_no_driver_and_no_banks_client() -> None:
    assert loaded_by("import checkout.__main__") == "uvicorn\n"


def test_who_serves_loads_neither_the_driver_nor_the_banks_client_nor_what_reads_tokens_before_it_is_needed() -> None:
    assert loaded_by("import checkout.__main__, checkout.web.front") == "jinja2 uvicorn\n"
