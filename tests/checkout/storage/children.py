"""Runs work in a real process of its own, cheaply: a fork of the test's, which may be killed at any point."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable


def start_child(work: Callable[[], None]) -> int:
    """Start the work in another process and return its id."""
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        work()
        status = 0
    except BaseException:  # noqa: BLE001 - the child ends here, whatever happened
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


def end_of(child: int) -> int:
    """Wait for a child and return its exit status; negative for the signal that killed it."""
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def run_in_child(work: Callable[[], None]) -> int:
    """Do the work in another process and return its exit status."""
    return end_of(start_child(work))
