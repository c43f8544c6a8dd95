"""How an order is sent: where to, for which goods, what it costs, how long it takes, where it is handed over."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.rule_sentences.fees import fee_clause, fee_limit, fee_spelled, fee_table
from catalog.rule_sentences.phrases import addresses, amount, class_names, delivery_names, listed, working_days
from catalog.rule_sentences.rule_text import RuleText
from shop.terms import Charge, Delivery, FreeShipping, Shop


def texts(shop: Shop) -> Iterator[tuple[str, RuleText | str]]:
    """Yield what is said of sending."""
    for delivery in shop.delivery:
        yield f"delivery.{delivery.id}", _delivery(shop, delivery)
    for charge in shop.charge:
        yield f"charge.{charge.id}", _charge(shop, charge)
    if shop.free_shipping:
        yield "free_shipping", _free_shipping(shop, shop.free_shipping)


def _delivery(shop: Shop, delivery: Delivery) -> RuleText:
    """BAQ-003, BAQ-004, BAK-060, BAK-066, PAY-020, CHI-021, CHI-022, ATR-012..015: one way of sending."""
    sentences = [f"{delivery.name} {_scope(shop, delivery)} {fee_clause(delivery.fee, shop)}.", _arrival(delivery)]
    if limit := fee_limit(delivery.fee):
        sentences.append(limit)
    return RuleText(" ".join(sentences), fee_table(delivery, shop), fee_spelled(delivery, shop))


def _scope(shop: Shop, delivery: Delivery) -> str:
    where = addresses(shop, delivery.zones)
    barred = (
        f"، جز سفارشی که {class_names(shop, delivery.except_classes, 'یا')} دارد" if delivery.except_classes else ""
    )
    if delivery.only_classes:
        goods = class_names(shop, delivery.only_classes, "یا")
        return f"فقط برای سفارشی است که {goods} دارد، در {where}{barred}؛"
    verb = "ست" if where.endswith("شهرها") else " است"
    return f"برای {where}{verb}{barred}{'،' if barred else ''} و"


def _arrival(delivery: Delivery) -> str:
    told = f"سفارش {working_days(delivery.working_days)} پس از آغاز رسیدگی می‌رسد"
    if delivery.hand_over:
        told += f" و {delivery.hand_over}{'،' if '،' in delivery.hand_over else ''} تحویل داده می‌شود"
    if delivery.tracking:
        told += f"؛ {'شماره‌ی بارنامه' if delivery.by_freight else 'کد رهگیری'}‌اش را پیامک می‌کنیم"
    return f"{told}."


def _charge(shop: Shop, charge: Charge) -> str:
    """BAK-120: a cost on a line of its own."""
    name = charge.name.removeprefix("هزینه‌ی ").removeprefix("هزینه ")
    orders = "هر سفارش"
    if charge.classes:
        orders = f"سفارشی که {class_names(shop, charge.classes, 'یا')} دارد"
    ways = f" با {listed(delivery_names(shop, charge.deliveries), 'یا')}" if charge.deliveries else ""
    return f"هزینه‌ی {name} برای {orders}{ways} {amount(shop, charge.amount)} است و سطر جدایی در سفارش دارد."


def _free_shipping(shop: Shop, terms: FreeShipping) -> str:
    """ATR-026: from which value carriage is free, and who chooses the way."""
    ways = listed(delivery_names(shop, terms.deliveries), "یا")
    return (
        f"اگر ارزش کالاهای سفارش {amount(shop, terms.minimum)} یا بیشتر باشد، ارسال رایگان است و روشش را فروشگاه"
        f" برمی‌گزیند: {ways}."
    )
