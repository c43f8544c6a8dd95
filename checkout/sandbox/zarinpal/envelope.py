"""Zarinpal's envelope: what every call answers, its codes, their words and their HTTP statuses."""

from __future__ import annotations

from starlette.responses import JSONResponse

_MESSAGES = {
    -9: "The input params invalid, validation error.",
    -10: "Terminal is not valid, please check merchant_id or ip address.",
    -11: "Terminal is not active, please contact our support team.",
    -12: "Too many attempts, please try again later.",
    -13: "Terminal limit reached.",
    -14: "The callback URL domain does not match the registered terminal domain.",
    -15: "Terminal user is suspend : (please contact our support team).",
    -16: "Terminal user level is not valid : (please contact our support team).",
    -17: "Terminal user level is not valid : (please contact our support team).",
    -18: "The referrer address does not match the registered domain.",
    -19: "Terminal user transactions are banned.",
    -40: "Invalid extra params, expire_in is not valid.",
    -41: "Maximum amount is 100,000,000 tomans.",
    -42: "expire_in must be between 30 minutes and 45 days.",
    -50: "Session is not valid, amounts values is not the same.",
    -51: "Session is not valid, session is not active paid try.",
    -53: "Session is not this merchant_id session.",
    -54: "Invalid authority.",
    -55: "Transaction not found.",
    -60: "Session can not be reversed with bank.",
    -61: "Session is not in success status.",
    -62: "Terminal ip limit must be active.",
    -63: "Maximum time for reverse this session is expired.",
}
_UNPROCESSABLE = frozenset({-9, -10, -40, -41, -42})


class Refusal(Exception):
    """The bank says no: its code, and for -9 what is wrong with which field."""

    def __init__(self, code: int, validations: dict[str, str] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.validations = validations or {}


def success(message: str, *, code: int = 100, **fields: object) -> JSONResponse:
    """Return the envelope of a yes."""
    return JSONResponse({"data": {"code": code, "message": message, **fields}, "errors": []})


def refusal(refused: Refusal) -> JSONResponse:
    """Return the envelope of a no."""
    errors = {
        "code": refused.code,
        "message": _MESSAGES[refused.code],
        "validations": [{field: problem} for field, problem in refused.validations.items()],
    }
    status = 422 if refused.code in _UNPROCESSABLE else 401
    return JSONResponse({"data": [], "errors": errors}, status_code=status)
