"""Who receives: what the order form asks, where nothing is delivered, when identity is checked, the invoice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from shop.places import Zone
from shop.term_types import Amount, ClauseName, Flag, Text

RequiredField = Literal["landline", "email", "plate", "postal_code"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormTerms:
    """What the order form must hold besides name, mobile, city and address."""

    required: tuple[RequiredField, ...]
    clause: ClauseName


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressTerms:
    """Kinds of place the shop does not deliver to."""

    refused_kinds: tuple[Text, ...]
    clause: ClauseName


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentTerms:
    """Above this payable amount the recipient's identity data are matched with documents, which are photographed."""

    above: Amount
    clause: ClauseName


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityTerms:
    """When an identity card is asked for at hand-over: of which orders, and in ``zones`` of every order.

    ``only_named``: nobody else takes the goods than the buyer, or the recipient that the buyer named.
    """

    asked: Literal["always", "prepaid", "never"]
    only_named: Flag = False
    zones: tuple[Zone, ...] = ()
    clause: ClauseName | None = None
    documents: DocumentTerms | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceTerms:
    """Whether an organisation may have the invoice, and whether it travels in every parcel or as the buyer wishes."""

    legal_entity: Flag
    in_parcel: Literal["asked", "always"]
    clause: ClauseName
