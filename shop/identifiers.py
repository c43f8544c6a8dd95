"""Numbers that people and organisations in Iran are known by: read in any spelling, checked, kept in one form."""

from __future__ import annotations

import re
import unicodedata

from shop.errors import BadInput
from shop.order import Mobile
from shop.text import clean, number_text

_MOBILE = re.compile(r"(?:\+98|0098|98|0)?(9[0-9]{9})")
_LANDLINE = re.compile(r"(?:\+98|0098|98)?0?([1-8][0-9]{9})")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]{2,}")
_LONGEST_EMAIL = 120
_LEGAL_ID_WEIGHTS = (29, 27, 23, 19, 17)


def read_mobile(text: str, field: str = "mobile") -> Mobile:
    """BAQ-078, BAQ-099: return a mobile number as 11 digits from 09.

    Eleven digits from 09 are asked for; the international forms +98…, 0098… and 98… are read too.

    Raises:
        BadInput: ``missing`` or ``bad_mobile``.
    """
    typed = _present(text, field)
    match = _MOBILE.fullmatch(typed)
    if match is None or typed == match[1]:
        raise BadInput(field, "bad_mobile", text)
    return Mobile(f"0{match[1]}")


def read_landline(text: str, field: str = "landline") -> str:
    """BAQ-078: return a landline number as 11 digits from 0, area code first.

    Raises:
        BadInput: ``missing`` or ``bad_landline``.
    """
    match = _LANDLINE.fullmatch(_present(text, field))
    if match is None:
        raise BadInput(field, "bad_landline", text)
    return f"0{match[1]}"


def read_postal_code(text: str, field: str = "postal_code") -> str:
    """BAQ-083: return a postal code as 10 digits that are not all the same.

    Raises:
        BadInput: ``missing`` or ``bad_postal_code``.
    """
    typed = _present(text, field)
    if not re.fullmatch("[0-9]{10}", typed) or len(set(typed)) == 1:
        raise BadInput(field, "bad_postal_code", text)
    return typed


def read_national_code(text: str, field: str = "national_code") -> str:
    """CHI-008: return a person's national code: 10 digits with their check digit, leading zeros typed.

    Raises:
        BadInput: ``missing`` or ``bad_national_code``.
    """
    typed = _present(text, field)
    if not re.fullmatch("[0-9]{10}", typed) or len(set(typed)) == 1 or not _national_code_adds_up(typed):
        raise BadInput(field, "bad_national_code", text)
    return typed


def _national_code_adds_up(typed: str) -> bool:
    rest = sum(int(digit) * (10 - i) for i, digit in enumerate(typed[:9])) % 11
    return int(typed[9]) == (rest if rest < 2 else 11 - rest)  # noqa: PLR2004 - the rule's own two


def read_legal_id(text: str, field: str = "national_id") -> str:
    """BAQ-091: return an organisation's national id: 11 digits with their check digit.

    Raises:
        BadInput: ``missing`` or ``bad_legal_id``.
    """
    typed = _present(text, field)
    if not re.fullmatch("[0-9]{11}", typed) or typed[3:9] == "000000" or not _legal_id_adds_up(typed):
        raise BadInput(field, "bad_legal_id", text)
    return typed


def _legal_id_adds_up(typed: str) -> bool:
    shift = int(typed[9]) + 2
    total = sum((shift + int(digit)) * _LEGAL_ID_WEIGHTS[i % 5] for i, digit in enumerate(typed[:10]))
    return total % 11 % 10 == int(typed[10])


def read_email(text: str, field: str = "email") -> str:
    """BAK-045, PAY-012: return an e-mail address: ASCII, one @ and a domain with a dot.

    Raises:
        BadInput: ``missing``, ``bad_email``, or what ``clean`` raises.
    """
    address = clean(field, text, _LONGEST_EMAIL).replace(" ", "")
    if not address:
        raise BadInput(field, "missing")
    if not address.isascii() or not _EMAIL.fullmatch(address):
        raise BadInput(field, "bad_email", address)
    return address


def is_sheba(text: str) -> bool:
    """BAQ-021: is this a SHEBA: IR, 24 digits, and the remainder of 97 right?"""
    typed = number_text(text).upper()
    return bool(re.fullmatch("IR[0-9]{24}", typed)) and int(f"{typed[4:]}1827{typed[2:4]}") % 97 == 1


def is_card_number(text: str) -> bool:
    """BAQ-021: is this a bank card number: 16 digits, not all the same, that pass the Luhn check?"""
    typed = number_text(text)
    if not re.fullmatch("[0-9]{16}", typed) or len(set(typed)) == 1:
        return False
    doubled = "".join(str(int(digit) * (2 - i % 2)) for i, digit in enumerate(typed))
    return sum(int(digit) for digit in doubled) % 10 == 0


def read_sheba(text: str, field: str = "account") -> str:
    """BAQ-077, BAK-044, PAY-011: return a SHEBA as IR and 24 digits; the IR may be left out.

    The error keeps nothing of what was typed: whose account it is concerns nobody else.

    Raises:
        BadInput: ``missing``, ``card_for_sheba``, ``short_sheba`` for another length, or ``bad_sheba`` for a wrong digit.
    """
    typed = _present(text, field).upper()
    if is_card_number(typed):
        raise BadInput(field, "card_for_sheba")
    sheba = typed if typed.startswith("IR") else f"IR{typed}"
    if not re.fullmatch("IR[0-9]{24}", sheba):
        raise BadInput(field, "short_sheba")
    if not is_sheba(sheba):
        raise BadInput(field, "bad_sheba")
    return sheba


def read_card_number(text: str, field: str = "account") -> str:
    """ATR-039: return a card's number as 16 digits. The error keeps nothing of what was typed.

    Raises:
        BadInput: ``missing``, ``sheba_for_card``, ``short_card`` for another length, or ``bad_card`` for a wrong digit.
    """
    typed = _present(text, field).upper()
    if is_sheba(typed) or is_sheba(f"IR{typed}"):
        raise BadInput(field, "sheba_for_card")
    if not re.fullmatch("[0-9]{16}", typed):
        raise BadInput(field, "short_card")
    if not is_card_number(typed):
        raise BadInput(field, "bad_card")
    return typed


def masked(number: str) -> str:
    """Return a SHEBA or a card's number as others may see it: IR82******9002, 603770******3445."""
    return f"{number[: 4 if number.startswith('IR') else 6]}******{number[-4:]}"


def is_mobile(text: str) -> bool:
    """ATR-063: is this a mobile number: 11 digits from 09, or one of the international forms?"""
    return _MOBILE.fullmatch(number_text(text)) is not None


def is_landline(text: str) -> bool:
    """Is this a landline number with its area code?"""
    return _LANDLINE.fullmatch(number_text(text)) is not None


def is_sms_sender(text: str) -> bool:
    """BAQ-049: is this a line that messages come from: 4 to 14 digits?"""
    return re.fullmatch("[0-9]{4,14}", number_text(text)) is not None


def _present(text: str, field: str) -> str:
    typed = number_text(text)
    if not typed:
        raise BadInput(field, "missing")
    return typed


def bank_reference(text: str) -> str:
    """BAQ-013: return the one form of a bank's number of a payment, by which two spellings of it are known to be one.

    Only its Latin letters and its digits, of whatever script and width, tell it from another: a dash of any length, a
    sign or a word beside it does not. Nor do zeros before it: some banks write them, and spreadsheets drop them.
    """
    typed = number_text(text).upper()
    told = (unicodedata.normalize("NFKC", one) for one in typed)
    digits = (str(unicodedata.decimal(one, one)) for one in told if len(one) == 1)
    plain = "".join(one for one in digits if one.isascii() and one.isalnum()) or "".join(filter(str.isalnum, typed))
    return plain.lstrip("0") or plain
