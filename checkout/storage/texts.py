"""How a document is written as text: compact JSON in UTF-8, on one line."""

from __future__ import annotations

from pydantic_core import from_json, to_json

from checkout.kinds import Document
from shop.text import keepable


def write_document(document: Document) -> bytes:
    """Return the document as text; raises ValueError when it holds what no store can keep: NUL, or a lone surrogate."""
    return keepable(to_json(document))


def read_document(text: bytes) -> Document:
    """Return the document of a text, always a new one; raises ValueError when there is none."""
    document = from_json(text)
    if not isinstance(document, dict):
        raise ValueError(f"no document: {text[:40]!r}")  # noqa: TRY004 - it is the text that is wrong
    return document
