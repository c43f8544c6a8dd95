"""Where each page of a site stands."""

from __future__ import annotations


def category_url(slug: str) -> str:
    """Return the path of a category's page."""
    return f"/categories/{slug}.html"


def product_url(slug: str) -> str:
    """Return the path of a product's page."""
    return f"/products/{slug}.html"


def policy_url(slug: str) -> str:
    """Return the path of a policy page."""
    return f"/policies/{slug}.html"


def clause_url(clause: str) -> str:
    """Return the path of a clause: ``ordering#finalise`` -> ``/policies/ordering.html#finalise``."""
    page, _, anchor = clause.partition("#")
    return f"{policy_url(page)}#{anchor}"
