"""``scripts/rule-check SHOP [--json]``: what an owner would not see in their own rules, and what they acknowledged."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence

from catalog.finding_words import finding_sentence
from scripts.lib.shop_terms import NoSuchShop, terms_of
from scripts.lib.shops import OneLineParser
from shop.rule_check import findings, outdated, reading_of
from shop.rule_check.finding import Finding
from shop.terms import Shop

ABOUT = """
Walk through every place, delivery, payment, amount and class of goods that a shop's shop.toml tells apart, and tell what
its owner would not see: a way nobody can choose, a buyer left without one, two clauses that answer one case differently.
Exit status 0 when all is acknowledged in [[reading]], 1 when something is new, 2 for words not understood.
"""


def main(words: Sequence[str] | None = None) -> int:
    """Check one shop; return the exit status."""
    parser = OneLineParser(prog="scripts/rule-check", description=ABOUT)
    parser.add_argument("shop", metavar="SHOP", help="a folder in content/, or a path")
    parser.add_argument("--json", action="store_true", help="for programs")
    told = parser.parse_args(words)
    try:
        shop = terms_of(told.shop)
    except NoSuchShop as error:
        print(error, file=sys.stderr)
        return 2
    if shop is None:
        return 1
    found = findings(shop)
    print(_as_json(shop, found) if told.json else "\n".join(_as_lines(shop, found)))
    return 0 if all(reading_of(shop, finding) for finding in found) and not outdated(shop, found) else 1


def _as_lines(shop: Shop, found: tuple[Finding, ...]) -> Iterator[str]:
    yield f"فروشگاه: {shop.name} ({shop.id})"
    for finding in found:
        reading = reading_of(shop, finding)
        yield ""
        yield f"{finding.name}: {'پذیرفته‌شده' if reading else 'تازه'}"
        yield f"  {finding_sentence(finding, shop.price_unit)}"
        if reading:
            yield f"  برداشت فروشگاه: {reading.taken}"
    for name in outdated(shop, found):
        yield ""
        yield f"{name}: دیگر یافت نمی‌شود؛ آن را از findings پاک کنید"


def _as_json(shop: Shop, found: tuple[Finding, ...]) -> str:
    told = [
        {
            "name": finding.name,
            "kind": finding.kind,
            "rule": finding.about,
            "facts": dict(finding.facts),
            "words": finding_sentence(finding, shop.price_unit),
            "acknowledged": reading.taken if (reading := reading_of(shop, finding)) else None,
            "tension": reading.tension if reading else None,
        }
        for finding in found
    ]
    return json.dumps(
        {"shop": shop.id, "findings": told, "outdated": outdated(shop, found)}, ensure_ascii=False, indent=2
    )


if __name__ == "__main__":
    sys.exit(main())
