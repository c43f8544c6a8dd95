"""The rule check as part of a build: what it finds, and its owner has not acknowledged, is warned of at its line."""

from __future__ import annotations

from collections.abc import Mapping

from catalog.finding_words import finding_sentence
from catalog.problems import Code, Problems
from catalog.shop_reader import ShopFile
from catalog.toml_scan import Key
from shop.rule_check import findings, outdated, reading_of
from shop.terms import Shop


def check_findings(file: ShopFile, shop: Shop, problems: Problems) -> None:
    """Note each finding that no reading acknowledges, and each acknowledgement of what is no longer there."""
    found = findings(shop)
    for finding in found:
        if reading_of(shop, finding) is None:
            words = finding_sentence(finding, shop.price_unit)
            problems.add(
                Code.RULE_FINDING, file.spot(key_of(file.values, finding.about)), value=finding.name, words=words
            )
    for name in outdated(shop, found):
        problems.add(Code.OUTDATED_READING, file.spot(_reading_of(file.values, name)), value=name)


def key_of(values: Mapping[Key, object], about: str) -> Key:
    """Return the key of the table that a rule's name means: ``payment.gateway`` is the ``[[payment]]`` of that kind."""
    table, _, own = about.partition(".")
    own = own.partition("+")[0]
    for key, value in values.items():
        if key[0] == table and value == own and key[2:] in {("id",), ("kind",)}:
            return key[:2]
    return (table.partition("+")[0], own) if own else (table.partition("+")[0],)


def _reading_of(values: Mapping[Key, object], name: str) -> Key:
    return next((key for key, value in values.items() if key[0] == "reading" and value == name), ("reading",))
