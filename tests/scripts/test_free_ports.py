"""Ports for what is started: free, in a row, and not given twice."""

from __future__ import annotations

import socket

from scripts.lib.processes import busy, free_ports


def test_ports_are_free_and_none_is_given_twice() -> None:
    given = [port for _ in range(20) for base in [free_ports(3)] for port in range(base, base + 3)]
    assert len(set(given)) == 60
    assert all(10_000 <= port < 32_000 for port in given)
    assert not any(busy(port) for port in given[-3:])


def test_a_row_with_a_busy_port_is_passed_over() -> None:
    before = free_ports(2)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", before + 3))  # the second of those that would come next

        base = free_ports(2)

    assert before + 3 not in (base, base + 1)
