"""Read the forms of a page, as a browser would fill them before anyone types."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

_FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
_INPUT = re.compile(r"<input\b([^>]*)>")
_ATTRIBUTE = re.compile(r"""([\w-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?""")


@dataclass(frozen=True, slots=True)
class PageForm:
    """A form as it stands on a page: where it posts to ('' for the page itself), and what its inputs hold already."""

    action: str
    fields: dict[str, str]


def forms_in(page: str) -> list[PageForm]:
    """Return the forms of a page that post, in their order; what is not ticked or chosen is left out."""
    found = []
    for form in _FORM.finditer(page):
        told = _attributes(form[1])
        if told.get("method", "").lower() == "post":
            found.append(PageForm(told.get("action", ""), _held(form[2])))
    return found


def form_with(page: str, field: str) -> PageForm | None:
    """Return the first form that holds a field, None if there is none."""
    return next((form for form in forms_in(page) if field in form.fields), None)


def _held(inside: str) -> dict[str, str]:
    fields = {}
    for one in _INPUT.finditer(inside):
        told = _attributes(one[1])
        kind = told.get("type", "text").lower()
        if "name" not in told or (kind in {"checkbox", "radio"} and "checked" not in told):
            continue
        if kind not in {"submit", "button", "image", "file"}:
            fields[told["name"]] = told.get("value", "on" if kind == "checkbox" else "")
    return fields


def _attributes(text: str) -> dict[str, str]:
    return {
        name.lower(): html.unescape(double or single or bare) for name, double, single, bare in _ATTRIBUTE.findall(text)
    }
