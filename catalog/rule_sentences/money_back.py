"""Money back and complaints: by when, to which account, less which fees, until when a claim is heard."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.rule_sentences.phrases import amount, class_names, closed_days_count, listed
from shop.spans import show_span
from shop.terms import Claim, Deduction, HarmTerms, Shop
from shop.text import persian_digits


def texts(shop: Shop) -> Iterator[tuple[str, str]]:
    """Yield what is said of refunds and claims."""
    yield "refund", _refund(shop)
    if shop.harm:
        yield "harm", _harm(shop.harm)
    for claim in shop.claim:
        yield f"claim.{claim.id}", _claim(shop, claim)


def _refund(shop: Shop) -> str:
    """BAQ-075, BAK-040, PAY-006, CHI-004, ATR-040: by when, where to, and less what."""
    terms = shop.refund
    account = {
        "declared_account": "شماره‌ی شبایی که خودتان اعلام می‌کنید",
        "paying_account": "همان حسابی که از آن پرداخته‌اید",
        "card": "شماره‌ی کارتی که خودتان اعلام می‌کنید",
    }[terms.destination]
    told = f"پولی که باید برگردد، حداکثر تا {show_span(terms.within)} به {account} واریز می‌شود."
    carriage = [name for name in (terms.carriage_out, terms.carriage_back) if name]
    paid = f" {listed(carriage)}، اگر فروشگاه آن را پرداخته باشد، هم کم می‌شود." if carriage else ""
    if not terms.deduction:
        return f"{told}{paid}"
    kept = listed([_deduction(shop, one) for one in terms.deduction])
    return f"{told} اگر خودتان از سفارش بگذرید، {kept} از آن کم می‌شود.{paid}"


def _harm(terms: HarmTerms) -> str:
    """BAQ-039, BAK-068: who has to confirm harm on the way."""
    names = {"haulier": "باربری", "officer": "مسئول فروش"}
    who = listed([names[one] for one in terms.confirmed_by])
    verb = "تأیید کنند" if len(terms.confirmed_by) > 1 else "تأیید کند"
    return f"آسیب در حمل با باربری را فروشگاه تنها وقتی جبران می‌کند که {who} آن را {verb}."


def _deduction(shop: Shop, one: Deduction) -> str:
    if one.amount is not None:
        return f"{one.name} ({amount(shop, one.amount)})"
    return f"{one.name} ({persian_digits(f'{one.percent:f}'.replace('.', '٫'))} درصد مبلغ)"


def _claim(shop: Shop, claim: Claim) -> str:
    """BAK-069, BAK-072, CHI-024, CHI-028, CHI-030, ATR-050, ATR-057: until when one complaint is heard."""
    names = class_names(shop, claim.only_classes)
    whole = " همان مبلغی که پرداخته‌اید بی کسر کارمزد برمی‌گردد." if claim.whole else ""
    goods = f"، برای {names}،" if names and names not in claim.name else ""
    after = {"delivered": "تحویل", "refused_at_door": "نپذیرفتن بسته جلوی در"}[claim.after]
    if claim.within is None:
        return f"درخواست «{claim.name}»{goods} مهلت ندارد: هر زمان پس از {after} پذیرفته می‌شود.{whole}"
    counted = "؛ روز تعطیل هم شمرده می‌شود" if closed_days_count(claim.within) else ""
    return f"درخواست «{claim.name}»{goods} تا {show_span(claim.within)} پس از {after} پذیرفته می‌شود{counted}.{whole}"
