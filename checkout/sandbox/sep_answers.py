"""What SEP answers: its codes, their words, and the facts of a payment by its own names (and its own spelling)."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from starlette.responses import JSONResponse, Response

from checkout.sandbox.ledger import Payment

_TEHRAN = ZoneInfo("Asia/Tehran")
_TOKEN_ERRORS = {
    "5": "پارامترهای ارسالی نامعتبر است.",
    "8": "آدرس سرور پذیرنده نامعتبر است.",
    "12": "شماره ترمینال ارسال شده یافت نشد.",
}
_RESULTS = {
    0: "عملیات با موفقیت انجام شد",
    2: "درخواست تکراری می باشد",
    5: "تراکنش برگشت خورده می باشد",
    -2: "تراکنش یافت نشد",
    -6: "بیش از نیم ساعت از زمان اجرای تراکنش گذشته است",
    -104: "پذیرنده غیرفعال است",
    -105: "ترمینال ارسالی در سیستم موجود نمی باشد",
}


def token_error(code: str) -> Response:
    """Return the no to a request for a token."""
    return JSONResponse({"status": -1, "errorCode": code, "errorDesc": _TOKEN_ERRORS[code]})


def ref_num(payment: Payment) -> str:
    """Return what SEP calls a paid payment by."""
    return f"GmshtyjwKSu{payment.ref_id}"


def result(code: int, payment: Payment | None = None) -> Response:
    """Return what a verification or a reversal is answered by."""
    detail = payment and {
        "RRN": str(payment.ref_id),
        "RefNum": ref_num(payment),
        "MaskedPan": payment.masked_card,
        "HashedPan": payment.card_hash,
        "TerminalNumber": int(payment.merchant_id),
        "OrginalAmount": payment.amount,
        "AffectiveAmount": payment.amount,
        "StraceDate": f"{(payment.paid_at or payment.requested_at).astimezone(_TEHRAN):%Y-%m-%d %H:%M:%S}",
        "StraceNo": str(payment.ref_id)[-6:],
    }
    facts = {"ResultCode": code, "ResultDescription": _RESULTS[code], "Success": code in {0, 2}}
    return JSONResponse({"TransactionDetail": detail, **facts})
