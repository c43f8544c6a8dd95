"""Who receives: what the order form asks, where nothing is delivered, identity, the invoice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from catalog.rule_sentences.phrases import addresses, amount, listed, outside
from shop.places import ELSEWHERE
from shop.terms import AddressTerms, DocumentTerms, FormTerms, InvoiceTerms, RequiredField, Shop

_FIELDS: Mapping[RequiredField, str] = {
    "landline": "تلفن ثابت",
    "email": "ایمیل",
    "plate": "پلاک",
    "postal_code": "کد پستی",
}


def texts(shop: Shop) -> Iterator[tuple[str, str]]:
    """Yield what is said of the recipient."""
    yield "form", _form(shop.form)
    if shop.address:
        yield "address", _address(shop.address)
    yield "invoice", _invoice(shop.invoice)
    yield "identity", _identity(shop)
    if shop.identity.documents:
        yield "identity.documents", _documents(shop, shop.identity.documents)


def required_names(terms: FormTerms) -> str:
    """Return what the form asks besides name, mobile, city and address."""
    return listed([_FIELDS[field] for field in terms.required])


def _form(terms: FormTerms) -> str:
    """BAQ-078, BAK-045, PAY-011: what an order needs."""
    asked = listed(["نام و موبایل گیرنده", "شهر", "نشانی", *(_FIELDS[field] for field in terms.required)])
    return f"برای سفارش، {asked} لازم است؛ بدون آن‌ها سفارش ثبت نمی‌شود."


def _address(terms: AddressTerms) -> str:
    """BAQ-082, BAK-056, PAY-025: where nothing is delivered."""
    kinds = listed(terms.refused_kinds)
    return (
        f"در {kinds} تحویل نمی‌دهیم؛ نشانی خانه یا محل کار گیرنده را بنویسید." if kinds else "در هر نشانی تحویل می‌دهیم."
    )


def _invoice(terms: InvoiceTerms) -> str:
    parcel = {
        "always": "فاکتور همراه هر بسته است",
        "asked": "هنگام سفارش می‌پرسیم که فاکتور همراه بسته باشد یا نه",
    }[terms.in_parcel]
    named = (
        "فاکتور رسمی به نام سازمان هم صادر می‌شود، اگر مشخصات آن را پیش از ثبت سفارش بنویسید"
        if terms.legal_entity
        else "به نام سازمان فاکتور صادر نمی‌شود"
    )
    return f"{parcel}؛ {named}."


def _identity(shop: Shop) -> str:
    """BAQ-005, BAQ-018, BAK-048, PAY-015, CHI-007: which orders are handed over against an identity card."""
    terms = shop.identity
    orders = {"always": ["هر سفارش"], "prepaid": ["سفارش پیش‌پرداخت"], "never": []}[terms.asked]
    if terms.zones and terms.asked != "always":
        others = listed(outside(shop, terms.zones))
        beyond = f"شهری جز {others}" if terms.zones == (ELSEWHERE,) and others else addresses(shop, terms.zones)
        orders.append(f"هر سفارش به {beyond}")
    if not orders:
        return "هنگام تحویل کارت شناسایی نمی‌خواهیم."
    taker = "، آن هم به خود خریدار یا گیرنده‌ای که در سفارش نام برده شده است" if terms.only_named else ""
    return f"{listed(orders)} فقط با دیدن کارت شناسایی معتبر تحویل داده می‌شود{taker}."


def _documents(shop: Shop, terms: DocumentTerms) -> str:
    """CHI-008: above which amount documents are matched and photographed."""
    return (
        f"اگر مبلغ قابل پرداخت سفارش بیشتر از {amount(shop, terms.above)} باشد، مشخصات گیرنده را با مدارک شناسایی‌اش"
        " می‌سنجیم و از مدارک عکس می‌گیریم."
    )
