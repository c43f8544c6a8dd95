"""Zarinpal REST v4 as the sandbox bank speaks it."""
