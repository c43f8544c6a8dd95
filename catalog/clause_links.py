"""The headings of a policy page: links to themselves, so that anybody can hand on the address of one clause, and their ranks."""

from __future__ import annotations

import re

from markupsafe import Markup

_HEADING = re.compile(r'<(h[1-6]) id="([^"]+)">(.*?)</\1>', re.DOTALL)


def linked(html: str) -> Markup:
    """Return a rendered text in which every heading with an anchor leads to itself; one that holds a link stays."""
    return Markup(_HEADING.sub(_link, html))  # noqa: S704 - checked by body_check


def below_others(html: str) -> frozenset[str]:
    """Return the anchors of the headings that stand below another one: those of a rank under the highest."""
    ranks = {anchor: tag for tag, anchor, _ in _HEADING.findall(html)}
    return frozenset(anchor for anchor, tag in ranks.items() if tag > min(ranks.values()))


def _link(match: re.Match[str]) -> str:
    tag, anchor, title = match.groups()
    if "<a " in title:
        return match[0]
    return f'<{tag} id="{anchor}"><a class="clause" href="#{anchor}">{title}</a></{tag}>'
