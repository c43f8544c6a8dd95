"""A shop's own terms, as ``shop.toml`` states them: one file for each part of an order's life.

A table that has a ``clause`` is a rule in force: it stands on a policy page, and refusals link to it there.
"""

from __future__ import annotations

from shop.terms.delivery import ByFloor, ByWeight, Charge, Collect, Delivery, Fee, Fixed, Free, FreeShipping, WeightRow
from shop.terms.feeds import FeedTerms
from shop.terms.goods import CartTerms, PriceTerms, ProductClass, QuantityTerms, SellerTerms, StockTerms, VoidTerms
from shop.terms.order import AbsenceTerms, CancelTerms, DoorCancelTerms, FinaliseTerms, OrderTerms, Stated, Step
from shop.terms.payment import GatewayName, Payment, PaymentKind, ReportField, ReportTerms, StatementTerms
from shop.terms.recipient import AddressTerms, DocumentTerms, FormTerms, IdentityTerms, InvoiceTerms, RequiredField
from shop.terms.refund import Claim, Confirmer, Deduction, HarmTerms, RefundTerms
from shop.terms.shop import Reading, Shop
from shop.terms.who import Accounts, Contact, Look, Seal, Subject

__all__ = [
    "AbsenceTerms",
    "Accounts",
    "AddressTerms",
    "ByFloor",
    "ByWeight",
    "CancelTerms",
    "CartTerms",
    "Charge",
    "Claim",
    "Collect",
    "Confirmer",
    "Contact",
    "Deduction",
    "Delivery",
    "DocumentTerms",
    "DoorCancelTerms",
    "Fee",
    "FeedTerms",
    "FinaliseTerms",
    "Fixed",
    "FormTerms",
    "Free",
    "FreeShipping",
    "GatewayName",
    "HarmTerms",
    "IdentityTerms",
    "InvoiceTerms",
    "Look",
    "OrderTerms",
    "Payment",
    "PaymentKind",
    "PriceTerms",
    "ProductClass",
    "QuantityTerms",
    "Reading",
    "RefundTerms",
    "ReportField",
    "ReportTerms",
    "RequiredField",
    "Seal",
    "SellerTerms",
    "Shop",
    "Stated",
    "StatementTerms",
    "Step",
    "StockTerms",
    "Subject",
    "VoidTerms",
    "WeightRow",
]
