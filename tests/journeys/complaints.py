"""What a browser complains of while it shows a page: errors, warnings, breaches of the Content-Security-Policy."""

from __future__ import annotations

import re
from collections.abc import Iterator

from playwright.sync_api import ConsoleMessage

_PART_OF_A_PAGE = re.compile(r"\.(avif|css|jpg|js|svg|webp|woff2)$")


def complaints_of(message: ConsoleMessage) -> Iterator[str]:
    """Yield a message if it is a complaint.

    A page that a browser was refused on purpose (a form that has mistakes, a checkout that is dead) is none; a part of
    a page that is missing is one.
    """
    where = str(message.location.get("url", ""))
    refused = "status of 4" in message.text or "net::ERR_" in message.text
    if message.type in {"error", "warning"} and not (refused and not _PART_OF_A_PAGE.search(where)):
        yield f"{message.text} ({where})"
