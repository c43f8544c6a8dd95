"""What the order form must hold in this shop, and what of it the shop takes."""

from __future__ import annotations

import re

from shop.order_parts import InvoiceChoice, Recipient
from shop.terms import RequiredField, Shop
from shop.text import search_form

_ZWNJ = "\u200c"


def is_required(shop: Shop, field: RequiredField) -> bool:
    """BAQ-078, BAK-045, PAY-012: must the order form hold this field?"""
    return field in shop.form.required


def missing_fields(shop: Shop, recipient: Recipient, email: str) -> tuple[RequiredField, ...]:
    """BAQ-078, BAQ-083, BAK-045, BAK-057, PAY-012, PAY-026: return the fields that this shop asks for and that are empty."""
    filled: dict[RequiredField, str] = {
        "landline": recipient.landline,
        "email": email,
        "plate": recipient.plate,
        "postal_code": recipient.postal_code,
    }
    return tuple(field for field in shop.form.required if not filled[field])


def invoice_as_offered(shop: Shop, wanted: InvoiceChoice) -> InvoiceChoice:
    """BAQ-118, ATR-002: return the invoice as this shop makes it; what it does not offer falls back to its own way."""
    legal = wanted.legal if shop.invoice.legal_entity else None
    return InvoiceChoice(legal=legal, in_parcel=wanted.in_parcel or shop.invoice.in_parcel == "always")


def public_words(shop: Shop, address: str) -> tuple[str, ...]:
    """BAQ-082: return the kinds of public place whose words stand in an address line.

    A street may bear a hotel's name, so this refuses nothing: staff look. «کافی نت» and «کافینت» are «کافی‌نت».
    """
    if shop.address is None:
        return ()
    line = _spaced(address)
    return tuple(kind for kind in shop.address.refused_kinds if re.search(_pattern(kind), line))


def _pattern(kind: str) -> str:
    return r"(?<!\w)" + r"\s*".join(re.escape(part) for part in _spaced(kind).split()) + r"(?!\w)"


def _spaced(text: str) -> str:
    """Return the form for comparing words, where a half-space parts words too: «هتل‌آپارتمان» holds «هتل»."""
    return search_form(text.replace(_ZWNJ, " "))
