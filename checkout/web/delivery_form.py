"""Read the delivery step's form: recipient, place, address and invoice, in any digits and spelling."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable

from checkout.use_cases.fill_delivery import Addressee
from checkout.web.forms import Form
from shop.errors import BadInput
from shop.identifiers import read_email, read_landline, read_legal_id, read_mobile, read_postal_code
from shop.order import InvoiceChoice, LegalEntity, Mobile, Recipient
from shop.places import Place, city_in, provinces
from shop.rules.order_form import is_required
from shop.terms import RequiredField, Shop
from shop.text import normalise, number_text, persian_digits, search_form

_LONGEST_NAME = 80
_LONGEST_CITY = 40
_LONGEST_ADDRESS = 400
_LONGEST_PLATE = 20
_ECONOMIC = re.compile("[0-9]{11}|[0-9]{14}")
_SHORTEST_ADDRESS = 5


def read_addressee(form: Form, shop: Shop) -> Addressee | None:
    """BAQ-078, BAQ-080, BAQ-083, BAQ-091, BAQ-118, BAK-045, PAY-012: return the step as filled in, as this shop asks it.

    None when ``form.errors`` tells why.
    """
    read = Addressee(
        recipient=Recipient(
            name=form.text("name", _LONGEST_NAME, needed=True),
            mobile=form.read("recipient_mobile", lambda typed: read_mobile(typed, "recipient_mobile"), Mobile("")),
            landline=form.read("landline", _unless_empty(shop, "landline", read_landline), ""),
            place=_place(form),
            address=_address(form),
            plate=form.text("plate", _LONGEST_PLATE, needed=is_required(shop, "plate")),
            postal_code=form.read("postal_code", _unless_empty(shop, "postal_code", read_postal_code), ""),
            note=form.text("note", _LONGEST_ADDRESS),
        ),
        place_kind=form.text("place_kind", _LONGEST_NAME),
        email=form.read("email", _unless_empty(shop, "email", read_email), ""),
        invoice=InvoiceChoice(legal=_legal_entity(form, shop), in_parcel=_in_parcel(form, shop)),
    )
    return None if form.errors else read


def _unless_empty(shop: Shop, field: RequiredField, reader: Callable[[str], str]) -> Callable[[str], str]:
    """Return a reader that lets a field be empty where this shop does not require it."""

    def read(typed: str) -> str:
        return reader(typed) if is_required(shop, field) or typed.strip() else ""

    return read


def _place(form: Form) -> Place:
    province = form.read("province", _province, "")
    city = form.text("city", _LONGEST_CITY, needed=True)
    if not province or not city:
        return Place(province, city)
    listed = city_in(province, city)
    if listed is None and normalise(form.raw("city_seen")) != city:
        form.errors.append(_not_in_province(province, city))
    return Place(province, listed or city)


def _province(typed: str) -> str:
    name = normalise(typed)
    if not name:
        raise BadInput("province", "missing_choice")
    if name not in provinces():
        raise BadInput("province", "not_listed", name)
    return name


def _not_in_province(province: str, city: str) -> BadInput:
    """Say what was probably meant. A village that no list has is accepted when it is sent a second time."""
    elsewhere = [name for name in provinces() if city_in(name, city)]
    if elsewhere:
        return BadInput("city", "other_province", city, typed=city, province=elsewhere[0])
    near = difflib.get_close_matches(city, provinces()[province], n=1, cutoff=0.75)
    if near:
        return BadInput("city", "similar_city", city, typed=city, province=province, nearest=near[0])
    return BadInput("city", "unlisted_city", city, typed=city, province=province)


def _address(form: Form) -> str:
    """BAQ-083: an address names a street; a word or two is none."""
    address = form.text("address", _LONGEST_ADDRESS, needed=True)
    if address and len(search_form(address).replace(" ", "")) < _SHORTEST_ADDRESS:
        form.errors.append(BadInput("address", "no_street", address))
    return address


def _in_parcel(form: Form, shop: Shop) -> bool:
    return shop.invoice.in_parcel == "always" or form.checked("invoice_in_parcel")


def _legal_entity(form: Form, shop: Shop) -> LegalEntity | None:
    """ATR-002: an organisation's name is read only where the shop offers it."""
    if not shop.invoice.legal_entity or not form.checked("legal"):
        return None
    return LegalEntity(
        name=form.text("legal_name", _LONGEST_NAME, needed=True),
        national_id=form.read("national_id", read_legal_id, ""),
        economic_number=form.read("economic_number", _economic_number, ""),
        registration_number=form.text("registration_number", _LONGEST_PLATE, needed=True),
    )


def _economic_number(typed: str) -> str:
    number = number_text(typed)
    if not number:
        raise BadInput("economic_number", "missing")
    if not _ECONOMIC.fullmatch(number):
        raise BadInput("economic_number", "bad_economic_number", typed)
    return number


def filled_in(recipient: Recipient | None, email: str, invoice: InvoiceChoice, mobile: Mobile) -> dict[str, str]:
    """Return the form's fields as they stand in the session, in the digits that the buyer reads everywhere else.

    A first visit starts from the buyer's own mobile.
    """
    legal = invoice.legal
    fields = {
        "email": email,
        "invoice_in_parcel": "yes" if invoice.in_parcel else "",
        "recipient_mobile": persian_digits(mobile),
    }
    if recipient:
        fields |= {
            "name": recipient.name,
            "recipient_mobile": persian_digits(recipient.mobile),
            "landline": persian_digits(recipient.landline),
            "province": recipient.place.province,
            "city": recipient.place.city,
            "city_seen": recipient.place.city,
            "address": persian_digits(recipient.address),
            "plate": persian_digits(recipient.plate),
            "postal_code": persian_digits(recipient.postal_code),
            "note": recipient.note,
        }
    if legal:
        fields |= {
            "legal": "yes",
            "legal_name": legal.name,
            "national_id": persian_digits(legal.national_id),
            "economic_number": persian_digits(legal.economic_number),
            "registration_number": persian_digits(legal.registration_number),
        }
    return fields
