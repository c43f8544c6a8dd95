"""The terms that an order accepted, word for word, whatever the pages say today."""

from __future__ import annotations

from dataclasses import dataclass

from checkout.ports import Ports
from checkout.use_cases.track_order import track
from shop.errors import NotFound
from shop.order import Order


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedPage:
    """One policy page as an order accepted it; ``changed`` says that it reads otherwise now, or is gone."""

    slug: str
    title: str
    text_hash: str
    changed: bool


def accepted_pages(ports: Ports, link: str) -> tuple[Order, tuple[AcceptedPage, ...]]:
    """BAQ-058, BAK-005, BAK-002: return the order behind a link, with the policy pages that it accepted.

    Raises:
        OrderNotFound: no order has this link.
    """
    order, _ = track(ports, link)
    _, release = ports.releases.current()
    pages = []
    for slug, text_hash in order.terms.pages.items():
        now = release.policies.get(slug)
        title = now.title if now else slug
        changed = now is None or now.text_hash != text_hash
        pages.append(AcceptedPage(slug=slug, title=title, text_hash=text_hash, changed=changed))
    return order, tuple(pages)


def accepted_text(ports: Ports, link: str, slug: str) -> tuple[Order, AcceptedPage, str | None]:
    """BAQ-058, BAK-005: return one of those pages with its text as HTML, None where the text is not kept any more.

    Raises:
        OrderNotFound: no order has this link.
        NotFound: the order accepted no such page.
    """
    order, pages = accepted_pages(ports, link)
    page = next((page for page in pages if page.slug == slug), None)
    if page is None:
        raise NotFound(slug)
    return order, page, ports.releases.text(page.text_hash)
