"""How a document is written as text: compact JSON in UTF-8, on one line."""

from __future__ import annotations

import json

from checkout.records import Document


def write_document(document: Document) -> bytes:
    """Return the document as text; raises ValueError when it holds what UTF-8 JSON cannot (a lone surrogate, NaN)."""
    return json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def read_document(text: bytes) -> Document:
    """Return the document of a text, always a new one; raises ValueError when there is none."""
    document = json.loads(text)
    if not isinstance(document, dict):
        raise ValueError(f"no document: {text[:40]!r}")  # noqa: TRY004 - it is the text that is wrong
    return document
