"""What a screen reader would stumble over in a page, read off its accessibility tree."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

_NODE = re.compile(r"^\s*- '?(?P<role>[a-z]+)(?: \"(?P<name>(?:[^\"\\]|\\.)*)\")?(?: \[level=(?P<level>\d)\])?")
_ONCE = ("banner", "main")
_NAMED = {"button", "checkbox", "combobox", "heading", "img", "link", "radio", "searchbox", "spinbutton", "textbox"}
_TOLD_APART = ("contentinfo", "navigation", "region", "search", "complementary", "form")


def stumbles(tree: str) -> list[str]:
    """Return what is wrong with a page's tree, as ``Locator.aria_snapshot`` gives it."""
    nodes = [node for node in map(_NODE.match, tree.splitlines()) if node]
    return [*_landmarks(nodes), *_unnamed(nodes), *_jumps([int(node["level"]) for node in nodes if node["level"]])]


def _landmarks(nodes: Sequence[re.Match[str]]) -> Iterator[str]:
    """Each page has one of the two that people jump to; others of one role are told apart by their names."""
    roles = Counter(node["role"] for node in nodes)
    yield from (f"{roles[role]} of {role}" for role in _ONCE if roles[role] != 1)
    named = Counter((node["role"], node["name"]) for node in nodes if node["role"] in _TOLD_APART)
    yield from (f"{count} of {role} «{name or ''}»" for (role, name), count in named.items() if count > 1)


def _unnamed(nodes: Sequence[re.Match[str]]) -> Iterator[str]:
    yield from (f"has no name: {node.string.strip()}" for node in nodes if node["role"] in _NAMED and not node["name"])


def _jumps(levels: Sequence[int]) -> Iterator[str]:
    """Headings go down one level at a time. The summary of mistakes stands before the first, one level below it."""
    for before, level in pairwise(levels):
        if level > before + 1:
            yield f"a heading of level {level} follows one of level {before}"
