"""Checking the names that ``shop.toml`` gives and uses: each given once, each used one given."""

from __future__ import annotations

from collections.abc import Collection

from catalog.problems import Code, Problems, nearest
from catalog.shop_reader import ShopFile
from catalog.toml_lines import shown
from catalog.toml_scan import Key
from shop.rules.free_shipping import BY_SHOP

_CLASSES = frozenset({"only_classes", "except_classes", "classes"})


def check_names(file: ShopFile, problems: Problems) -> None:
    """Note every name given twice, and every class and delivery that is named and not there."""
    _check_once(file, "delivery", "id", Code.DUPLICATE_DELIVERY, problems)
    _check_once(file, "payment", "kind", Code.PAYMENT_TWICE, problems)
    for table in ("class", "charge", "claim", "statement"):
        _check_once(file, table, "id", Code.DUPLICATE_ID, problems)
    _check_once(file, "reading", "tension", Code.DUPLICATE_ID, problems)
    _note_twice(file, [key for key in file.values if key[:2] == ("contact", "subject") and key[-1] == "id"], problems)
    classes, deliveries = _names(file, "class"), _names(file, "delivery")
    for key, value in file.values.items():
        if key[-2:-1] and key[-2] in _CLASSES and value not in classes:
            _note_unknown(file, key, Code.NO_SUCH_CLASS, classes, problems)
        elif key[-2:-1] == ("deliveries",) and value not in deliveries:
            _note_unknown(file, key, Code.NO_SUCH_DELIVERY, deliveries, problems)
        elif key[0] == "delivery" and key[2:] == ("id",) and value == BY_SHOP:
            problems.add(Code.RESERVED_NAME, file.spot(key), key=shown(key), value=BY_SHOP)


def names_doubled(problems: Problems) -> bool:
    """Is a name given twice? Which rules there are by it is not known then."""
    twice = {Code.DUPLICATE_DELIVERY, Code.PAYMENT_TWICE, Code.DUPLICATE_ID}
    return any(problem.code in twice for problem in problems.errors())


def _names(file: ShopFile, table: str) -> list[str]:
    return [name for _, one in file.tables(table) if isinstance(name := one.get("id"), str)]


def _check_once(file: ShopFile, table: str, name: str, code: Code, problems: Problems) -> None:
    _note_twice(file, [(*key, name) for key, one in file.tables(table) if name in one], problems, code)


def _note_twice(file: ShopFile, keys: list[Key], problems: Problems, code: Code = Code.DUPLICATE_ID) -> None:
    """Note each of these keys whose value another of them has before it."""
    seen: dict[str, Key] = {}
    for key in keys:
        value = file.values.get(key)
        if not isinstance(value, str):
            continue
        first = seen.setdefault(value, key)
        if first != key:
            at = str(file.spot(first).line)
            problems.add(code, file.spot(key), key=shown(key), value=value, first=at)


def _note_unknown(file: ShopFile, key: Key, code: Code, names: Collection[str], problems: Problems) -> None:
    value = str(file.values[key])
    problems.add(code, file.spot(key), value=value, meant=nearest(value, names), known="، ".join(names))
