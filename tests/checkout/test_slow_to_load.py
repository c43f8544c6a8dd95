"""What a service that starts does not need yet, it does not load: its first answer would come later for it."""

from __future__ import annotations

import subprocess
import sys


def test_neither_the_database_driver_nor_the_banks_client_is_loaded_before_it_is_needed() -> None:
    told = "import sys, checkout.__main__; print(sorted({'psycopg', 'httpx2', 'starlette'} & set(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True, timeout=60)

    assert loaded.stdout == "['starlette']\n"
