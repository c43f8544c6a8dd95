"""An explanation for programs: keys that stay, amounts in rials, dates as ISO and Jalali."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, datetime

from persiantools.jdatetime import JalaliDate

from checkout.web.reasons import reason_words, remedy_words
from scripts.lib.explanation import DeliveryAnswer, Explanation, PaymentAnswer, Window
from shop.calendar import TEHRAN, local_day
from shop.places import zone_of
from shop.terms import Shop
from shop.verdict import Clause, Refused, Verdict
from shop.week import Period

Json = dict[str, object]


def as_json(explanation: Explanation) -> str:
    """Return the whole explanation as JSON text."""
    asked = explanation.question
    told: Json = {
        "shop": asked.shop.id,
        "at": _moment(explanation.question.at),
        "place": {**asdict(asked.place), "zone": zone_of(asked.place, asked.shop.zones)},
        "class": next(iter(sorted(asked.classes)), None),
        "classes": sorted(asked.classes),
        "weight_grams": asked.weight,
        "floor": asked.climb.floor,
        "stairs": asked.climb.stairs,
        "goods_rials": asked.goods,
        "finalise_by": _moment(explanation.finalise_by) if explanation.finalise_by else None,
        "finalise_clause": asked.shop.finalise.clause if asked.shop.finalise else None,
        "delays": [_delay(period) for period in explanation.delays],
        "delivery": [_delivery(answer, asked.shop) for answer in explanation.deliveries],
        "refund": _window(explanation.refund),
        "claims": [_window(claim) for claim in explanation.claims],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _delay(period: Period) -> Json:
    return {
        "from": _day(period.first),
        "to": _day(period.last),
        "not_before": _day(period.not_before) if period.not_before else None,
        "note": period.delay.note,
        "clause": period.delay.clause,
    }


def _window(window: Window) -> Json:
    within = {"count": window.within.count, "unit": window.within.unit} if window.within else None
    return {"name": window.name, "within": within, "clause": window.clause}


def _delivery(answer: DeliveryAnswer, shop: Shop) -> Json:
    option = answer.option
    allowed = option.verdict.allowed
    return {
        "id": option.delivery.id,
        "name": option.delivery.name,
        **_verdict(option.verdict, option.delivery.clause, shop),
        "by_freight": option.delivery.by_freight,
        "carriage_rials": option.carriage if allowed else None,
        "carriage_collected": option.collect if allowed else None,
        "charges": [asdict(charge) for charge in option.charges] if allowed else None,
        "payable_rials": answer.payable if allowed else None,
        "dispatch": _day(option.dispatch) if allowed else None,
        "earliest": _day(local_day(option.earliest)) if allowed else None,
        "latest": _day(local_day(option.latest)) if allowed else None,
        "certain": option.certain if allowed else None,
        "documents": answer.documents if allowed else None,
        "documents_clause": shop.identity.documents.clause
        if allowed and answer.documents and shop.identity.documents
        else None,
        "payment": [_payment(payment, shop) for payment in answer.payments],
    }


def _payment(answer: PaymentAnswer, shop: Shop) -> Json:
    option = answer.option
    allowed = option.verdict.allowed
    return {
        "kind": option.payment.kind,
        "name": option.payment.name,
        **_verdict(option.verdict, option.payment.clause, shop),
        "recommended": option.payment.recommended,
        "identity_card": answer.identity_card if allowed else None,
        "identity_clause": shop.identity.clause if allowed and answer.identity_card else None,
        "shop_may_cancel_until": _moment(answer.door_cancel) if allowed and answer.door_cancel else None,
    }


def _verdict(verdict: Verdict, clause: Clause, shop: Shop) -> Json:
    """Tell a verdict; the clause is the refusal's where there is one, else the option's own."""
    if isinstance(verdict, Refused):
        unit = shop.price_unit
        reason = {
            "code": verdict.reason.code,
            "facts": asdict(verdict.reason),
            "words": reason_words(verdict.reason, unit),
            "would_allow": remedy_words(verdict.reason, unit),
        }
        return {"allowed": False, "reason": reason, "clause": verdict.clause}
    return {"allowed": True, "reason": None, "clause": clause}


def _day(day: date) -> Json:
    return {"iso": day.isoformat(), "jalali": JalaliDate.to_jalali(day).isoformat()}


def _moment(moment: datetime) -> Json:
    """Tell a moment by the clocks of Tehran."""
    local = moment.astimezone(TEHRAN)
    jalali = JalaliDate.to_jalali(local.date()).isoformat()
    return {"iso": local.isoformat(timespec="seconds"), "jalali": f"{jalali}T{local:%H:%M:%S}"}
