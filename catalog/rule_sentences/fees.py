"""What carriage costs, in words: one figure, a table by weight, or one by floor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from catalog.rule_sentences.phrases import amount, cities, listed
from catalog.rule_sentences.rule_text import Table
from shop.places import ELSEWHERE, Zone
from shop.rules.carriage import row_for
from shop.terms import ByFloor, ByWeight, Collect, Delivery, Fee, Fixed, Free, Shop
from shop.text import persian_digits, show_weight

FLOORS = ("اول", "دوم", "سوم", "چهارم", "پنجم", "ششم", "هفتم", "هشتم", "نهم", "دهم")


def fee_in_short(fee: Fee, shop: Shop) -> str:
    """Return a fee as it stands in a table or a list."""
    match fee:
        case Free():
            return "رایگان"
        case Fixed(amount=rials):
            return amount(shop, rials)
        case Collect():
            return "پس‌کرایه"
        case ByWeight():
            return "از روی وزن"
        case ByFloor():
            return "از روی طبقه"


def fee_clause(fee: Fee, shop: Shop) -> str:
    """Return a fee as the end of a sentence: «… و هزینه‌ای ندارد»."""
    match fee:
        case Free():
            return "هزینه‌ای ندارد"
        case Fixed(amount=rials):
            return f"{amount(shop, rials)} هزینه دارد"
        case Collect():
            return "کرایه‌اش را هنگام تحویل می‌پردازید"
        case ByWeight(rows=rows):
            return f"کرایه‌اش به وزن سفارش{' و شهر گیرنده' if any(row.zones for row in rows) else ''} بستگی دارد"
        case ByFloor():
            return "هزینه‌اش به طبقه بستگی دارد"


def fee_limit(fee: Fee) -> str:
    """Return how far a table goes, as a sentence; nothing for fees without one."""
    if isinstance(fee, ByWeight):
        heaviest = max(row.up_to_grams for row in fee.rows)
        return f"سفارش سنگین‌تر از {show_weight(heaviest)} با این روش فرستاده نمی‌شود."
    if isinstance(fee, ByFloor):
        return (
            f"اگر تا خانه بیش از {persian_digits(fee.stairs)} پله باشد، دست‌کم طبقه‌ی دوم حساب می‌شود؛"
            f" بالاتر از {floor(len(fee.amounts))} نمی‌بریم."
        )
    return ""


def fee_table(delivery: Delivery, shop: Shop) -> Table | None:
    """Return a fee's table, None for fees without one."""
    fee = delivery.fee
    if isinstance(fee, ByFloor):
        rows = tuple((floor(at), amount(shop, rials)) for at, rials in enumerate(fee.amounts, 1))
        return Table(("طبقه", "هزینه"), rows)
    if not isinstance(fee, ByWeight):
        return None
    columns = _columns(fee, delivery, shop)
    names = [name for name, _ in columns] if len(columns) > 1 else ["کرایه"]
    return Table(
        ("وزن سفارش", *names),
        tuple(
            (f"تا {show_weight(grams)}", *(_cell(fee, zone, grams, shop) for _, zone in columns))
            for grams in _steps(fee)
        ),
    )


def fee_spelled(delivery: Delivery, shop: Shop) -> str:
    """Return a fee's table as a sentence, nothing for fees without one."""
    table = fee_table(delivery, shop)
    if table is None:
        return ""
    rows = [f"{step} {_spelled_cells(table.head[1:], cells)}" for step, *cells in table.rows]
    return f"{'کرایه' if isinstance(delivery.fee, ByWeight) else 'هزینه'}: {'؛ '.join(rows)}."


def _spelled_cells(names: Sequence[str], cells: Sequence[str]) -> str:
    if len(set(cells)) == 1:
        return cells[0]
    return listed([f"به {name} {cell}" for name, cell in zip(names, cells, strict=True)])


def floor(number: int) -> str:
    """Return «طبقه‌ی دوم»."""
    return f"طبقه‌ی {FLOORS[number - 1] if number <= len(FLOORS) else persian_digits(number)}"


def _columns(fee: ByWeight, delivery: Delivery, shop: Shop) -> list[tuple[str, Zone]]:
    """Return the places among which the table tells apart, each with a zone that stands for it."""
    reached = [zone for zone in (*shop.zones, ELSEWHERE) if not delivery.zones or zone in delivery.zones]
    named = {zone for row in fee.rows for zone in row.zones}
    apart = [zone for zone in reached if zone in named and zone != ELSEWHERE]
    rest = [zone for zone in reached if zone not in apart]
    columns = [(listed(cities(shop, [zone])), zone) for zone in apart]
    return [*columns, ("شهرهای دیگر" if columns else "همه‌ی شهرها", rest[-1])] if rest else columns


def _steps(fee: ByWeight) -> Iterator[int]:
    """Yield each weight at which the carriage may change, in grams."""
    yield from sorted({row.up_to_grams for row in fee.rows})


def _cell(fee: ByWeight, zone: Zone, grams: int, shop: Shop) -> str:
    row = row_for(fee, zone, grams)
    return amount(shop, row.amount) if row else "فرستاده نمی‌شود"
