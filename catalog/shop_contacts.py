"""Checking how ``shop.toml`` says the shop is reached: fillers, phones with a digit too many, what is left of a sample."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from urllib.parse import urlsplit

from catalog.problems import Code, Problems
from catalog.shop_reader import ShopFile
from catalog.toml_advice import path_of
from catalog.toml_lines import shown
from catalog.toml_scan import Key
from shop import fillers
from shop.identifiers import is_landline, is_mobile, is_sms_sender
from shop.text import grouped, number_text

_Test = Callable[[str], bool]
_OWN_COMPUTER = frozenset({"localhost", "127.0.0.1"})


def check_contacts(file: ShopFile, problems: Problems) -> None:
    """BAQ-049, ATR-063, T-BAQ-19, T-BAK-15, T-X-07: note what nobody could call, write to or visit."""
    site = _host_of(str(file.document.get("site_url", "")))
    refused = {problem.facts["key"] for problem in problems.found() if problem.code == Code.TOML_VALUE}
    for key, value in _texts(file):
        path = path_of(key)
        kind, is_filler = _FILLERS.get(path, ("", None))
        if shown(key) in refused:
            continue  # its type has told of it, with what to write
        if is_filler and is_filler(value):
            problems.add(Code.FILLER, file.spot(key), key=shown(key), value=value, kind=kind)
        elif (phone := _PHONES.get(path)) and not phone[0](value):
            digits = grouped(len(number_text(value)))
            problems.add(Code.ODD_PHONE, file.spot(key), key=shown(key), value=value, digits=digits, example=phone[1])
        elif _is_reachable(site):
            _check_own(file, key, value, site, problems)


def _texts(file: ShopFile) -> Iterator[tuple[Key, str]]:
    for key, value in file.values.items():
        if isinstance(value, str) and value.strip():
            yield key, value


def _check_own(file: ShopFile, key: Key, value: str, site: str, problems: Problems) -> None:
    """Check that a shop which buyers can reach kept nothing of a sample shop."""
    path = path_of(key)
    if path in _SAMPLES and _SAMPLES[path](value):
        problems.add(Code.SAMPLE, file.spot(key), key=shown(key), value=value, site=site)
    elif path in _LIKE_SAMPLES and fillers.is_like_sample(value):
        problems.add(Code.LIKE_A_SAMPLE, file.spot(key), key=shown(key), value=value)


def _host_of(address: str) -> str:
    """Return the host of a web or e-mail address."""
    try:
        return urlsplit(address).hostname or address.rpartition("@")[2]
    except ValueError:
        return ""


def _is_reachable(site: str) -> bool:
    """Do buyers reach this host? Not one of the samples, and not the owner's own computer."""
    return bool(site) and not fillers.is_sample_host(site) and site not in _OWN_COMPUTER


def _has_filler_host(address: str) -> bool:
    host = _host_of(address)
    return host not in _OWN_COMPUTER and fillers.is_filler_host(host)


def _has_sample_host(address: str) -> bool:
    return fillers.is_sample_host(_host_of(address))


_FILLERS: Mapping[str, tuple[str, _Test]] = {
    "checkout_url": ("host", _has_filler_host),
    "contact.email": ("email", _has_filler_host),
    "contact.subject.to": ("email", _has_filler_host),
    "contact.mobile": ("number", fillers.is_filler_phone),
    "contact.landline": ("number", fillers.is_filler_phone),
    "contact.sales_officer": ("number", fillers.is_filler_phone),
    "contact.sms_sender": ("number", fillers.is_filler_sender),
    "contact.address": ("address", fillers.is_filler_text),
    "accounts.bank": ("name", fillers.is_filler_text),
    "accounts.holder": ("name", fillers.is_filler_text),
    "enamad_proof": ("seal", fillers.is_filler_number),
    "seal.enamad_id": ("seal", fillers.is_filler_number),
    "seal.enamad_code": ("seal", fillers.is_filler_text),
    "site_url": ("host", _has_filler_host),
}
_PHONES: Mapping[str, tuple[_Test, str]] = {
    "contact.mobile": (is_mobile, "۱۱ رقم، مانند 09121112233"),
    "contact.landline": (is_landline, "۱۱ رقم با پیش‌شماره، مانند 02537778899"),
    "contact.sales_officer": (lambda text: is_mobile(text) or is_landline(text), "۱۱ رقم، مانند 09121112233"),
    "contact.sms_sender": (is_sms_sender, "۴ تا ۱۴ رقم، مانند 3000123456"),
}
_SAMPLES: Mapping[str, _Test] = {
    "checkout_url": _has_sample_host,
    "contact.email": _has_sample_host,
    "contact.subject.to": _has_sample_host,
    "contact.sms_sender": fillers.is_sample_sender,
    "accounts.sheba": fillers.is_sample_account,
    "accounts.card": fillers.is_sample_account,
}
_LIKE_SAMPLES = frozenset(
    {
        "contact.mobile", "contact.landline", "contact.sales_officer", "contact.address", "accounts.bank", "accounts.holder",
    },
)  # fmt: skip
