"""The one table from errors to what a browser is told: status, title and what to do next."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from checkout.store import OutcomeUnknown, StoreUnavailable
from checkout.web.pages import render
from checkout.web.reasons import reason_words
from checkout.web.words import field_error, too_many
from shop.errors import (
    BadInput,
    CartChanged,
    CartEmpty,
    Conflict,
    DeadlinePassed,
    Forbidden,
    GatewayBusy,
    GatewayRefused,
    GatewayUnavailable,
    NotFound,
    OptionRefused,
    OrderNotFound,
    OutOfStock,
    SalesStopped,
    SessionExpired,
    ShopError,
    TooManyRequests,
    TooManyUnpaid,
    TransitionRefused,
)
from shop.verdict import Clause

log = logging.getLogger("hojreh.web")


@dataclass(frozen=True, slots=True)
class Told:
    """What the page says, the clause it follows from, and where its one link leads (a path of ours, or '' for the shop)."""

    status: int
    title: str
    text: str
    link: str = ""
    link_words: str = "بازگشت به فروشگاه"
    clause: Clause | None = None


_SHOP_ERRORS: dict[type[ShopError], Told] = {
    OrderNotFound: Told(
        404,
        "سفارشی با این پیوند نیست",
        "پیوند را کامل از پیامک باز کنید، یا پیوند سفارش‌هایتان را دوباره بخواهید.",
        "/track",
        "پیگیری سفارش",
    ),
    NotFound: Told(404, "چنین چیزی پیدا نشد", "شاید کالا دیگر فروخته نمی‌شود یا نشانی ناقص است."),
    SessionExpired: Told(
        401, "دوباره وارد شوید", "مدتی گذشته و برای امنیت، از حساب خارج شده‌اید. سبدتان سر جایش است.", "/sign-in", "ورود"
    ),
    Forbidden: Told(
        403,
        "این درخواست از صفحه‌ی ما نیامده است",
        "صفحه را دوباره باز کنید و از همان‌جا بفرستید. اگر افزونه‌ای نشانی صفحه را پنهان می‌کند، آن را برای این سایت خاموش کنید. چیزی تغییر نکرد.",
        "/cart",
        "سبد خرید",
    ),
    TooManyUnpaid: Told(
        409,
        "چند سفارش پرداخت‌نشده دارید",
        "هر سفارش پرداخت‌نشده کالا را از دیگران نگه می‌دارد. اول یکی از آن‌ها را از پیوند پیامکش پرداخت یا لغو کنید؛ سبدتان سر جایش است.",
        "/track",
        "پیدا کردن سفارش‌ها",
    ),
    SalesStopped: Told(
        409,
        "فروش فعلاً متوقف است",
        "سفارش تازه نمی‌پذیریم و چیزی ثبت نشد؛ سبدتان سر جایش است. سفارش‌هایی که پیش از این ثبت شده‌اند پرداخت و فرستاده می‌شوند.",
        "/cart",
        "سبد خرید",
    ),
    CartEmpty: Told(
        409, "سبد خرید خالی است", "چیزی برای سفارش نیست. اگر همین حالا سفارش داده‌اید، پیوندش در پیامک شماست."
    ),
    CartChanged: Told(
        409,
        "سفارش عوض شده است",
        "قیمت، موجودی، نشانی، راه‌های پرداخت یا متن شرایط از وقتی دیدید تغییر کرده است. دوباره ببینید و تأیید کنید؛ چیزی ثبت نشد.",
        "/checkout/review",
        "دیدن دوباره‌ی سفارش",
    ),
    OutOfStock: Told(
        409, "موجودی کافی نیست", "همین حالا کسی آخرین‌ها را خرید. سبد را ببینید؛ چیزی ثبت نشد.", "/cart", "سبد خرید"
    ),
    Conflict: Told(
        409,
        "این فرم پیش‌تر فرستاده شده است",
        "سفارش قبلی سر جایش است. برای سفارش تازه از سبد شروع کنید.",
        "/cart",
        "سبد خرید",
    ),
    DeadlinePassed: Told(
        409, "مهلت این سفارش گذشته است", "سفارش پرداخت‌نشده پس از مهلتش بسته می‌شود. می‌توانید دوباره سفارش بدهید."
    ),
    TransitionRefused: Told(
        409, "این کار دیگر برای این سفارش ممکن نیست", "وضعیت سفارش عوض شده است. صفحه‌ی سفارش را دوباره باز کنید."
    ),
    GatewayBusy: Told(
        503,
        "بانک دیر پاسخ می‌دهد",
        "پرداخت‌های زیادی در انتظار پاسخ بانک است. پرداخت تازه‌ای آغاز نشد و سفارش شما سر جایش است. یک دقیقه‌ی دیگر دوباره امتحان کنید یا روش دیگری انتخاب کنید. اگر در بانک پرداخت کرده‌اید دوباره پرداخت نکنید؛ نتیجه را از بانک می‌پرسیم.",
    ),
    GatewayUnavailable: Told(
        503,
        "بانک پاسخ نداد",
        "پولی جابه‌جا نشد. چند دقیقه‌ی دیگر دوباره امتحان کنید یا روش دیگری انتخاب کنید. سفارش شما سر جایش است.",
    ),
    GatewayRefused: Told(
        502,
        "بانک این پرداخت را نپذیرفت",
        "پولی جابه‌جا نشد. روش دیگری انتخاب کنید یا با ما تماس بگیرید. سفارش شما سر جایش است.",
    ),
}

_HTTP: dict[int, Told] = {
    400: Told(400, "این درخواست خوانده نشد", "صفحه را دوباره باز کنید و فرم را از نو بفرستید."),
    404: Told(404, "این صفحه پیدا نشد", "شاید نشانی ناقص است. سفارش و سبد خرید شما سر جایش است."),
    405: Told(405, "این نشانی چنین درخواستی را نمی‌پذیرد", "از صفحه‌های فروشگاه شروع کنید."),
    413: Told(413, "آنچه فرستادید بزرگ‌تر از اندازه است", "متن‌ها را کوتاه‌تر کنید و دوباره بفرستید."),
    415: Told(
        415, "مرورگر فرم را به شکلی فرستاد که خوانده نمی‌شود", "صفحه را تازه کنید و دوباره بفرستید؛ فرم باید UTF-8 باشد."
    ),
}

_OUR_FAULT = Told(
    500, "اشکالی از ما پیش آمد", "آن را ثبت کردیم. اگر پرداخت کرده‌اید دوباره پرداخت نکنید؛ نتیجه با پیامک می‌آید."
)
_OUTCOME_UNKNOWN = Told(
    503,
    "نمی‌دانیم ثبت شد یا نه",
    "درخواستتان رسید، ولی محل نگهداری سفارش‌ها پاسخ نداد. یک دقیقه‌ی دیگر همین صفحه را تازه کنید و اگر مرورگر پرسید، بگذارید فرم دوباره فرستاده شود: اگر سفارش ثبت شده باشد به همان می‌رسید و دو بار ثبت نمی‌شود. اگر پرداخت کرده‌اید دوباره پرداخت نکنید؛ نتیجه را از بانک می‌پرسیم و با پیامک خبر می‌دهیم.",
    "/track",
    "پیدا کردن سفارش‌ها",
)
_STORE_DOWN = Told(
    503,
    "فعلاً سفارش ثبت نمی‌شود",
    "محل نگهداری سفارش‌ها در دسترس نیست و چیزی ثبت نشد. چند دقیقه‌ی دیگر دوباره بفرستید. اگر پرداخت کرده‌اید دوباره پرداخت نکنید؛ نتیجه را از بانک می‌پرسیم و با پیامک خبر می‌دهیم.",
    "/cart",
    "سبد خرید",
)


async def tell_shop_error(request: Request, error: Exception) -> Response:
    """Answer a refusal of the shop's rules."""
    if not isinstance(error, ShopError):
        raise TypeError from error
    told, link = _told(error), request.path_params.get("link")
    if link and isinstance(error, GatewayUnavailable | GatewayRefused):
        told = replace(told, link=f"/orders/{link}/pay", link_words="بازگشت به پرداخت سفارش")
    return await _page(request, told)


async def tell_http_error(request: Request, error: Exception) -> Response:
    """Answer what HTTP itself refuses."""
    if not isinstance(error, HTTPException):
        raise TypeError from error
    told = _HTTP.get(error.status_code, Told(error.status_code, "نشد", "دوباره امتحان کنید."))
    page = await _page(request, told)
    page.headers.update(error.headers or {})
    return page


async def tell_store_down(request: Request, error: Exception) -> Response:
    """Answer when nothing can be written: nothing was acknowledged, nothing is lost."""
    log.error("the store is unavailable: %s", error)
    return await _page(request, _STORE_DOWN)


async def tell_outcome_unknown(request: Request, error: Exception) -> Response:
    """Answer when nobody can say whether it was kept: unknown is never told as failed."""
    log.error("a commit's outcome is unknown: %s", error)
    return await _page(request, _OUTCOME_UNKNOWN)


async def tell_our_fault(request: Request, _: Exception) -> Response:
    """Answer what nobody foresaw; the server logs it."""
    return await render(request, "error.html", {"told": _OUR_FAULT, "force_majeure": None}, status=_OUR_FAULT.status)


def _told(error: ShopError) -> Told:
    match error:
        case BadInput():
            return Told(422, "یک چیز را درست کنید", field_error(error))
        case OptionRefused(option=option, verdict=verdict):
            return Told(422, f"«{option}» برای این سفارش نیست", reason_words(verdict.reason), clause=verdict.clause)
        case TooManyRequests():
            return Told(429, "کمی صبر کنید", too_many(error))
    told = next((told for kind, told in _SHOP_ERRORS.items() if isinstance(error, kind)), None)
    if told is None:
        log.error("a refusal without a page of its own: %s", error.code, exc_info=error)
        return _OUR_FAULT
    return replace(told, clause=error.clause) if isinstance(error, SalesStopped) else told


async def _page(request: Request, told: Told) -> Response:
    return await render(request, "error.html", {"told": told}, status=told.status)


HANDLERS = {
    ShopError: tell_shop_error,
    HTTPException: tell_http_error,
    StoreUnavailable: tell_store_down,
    OutcomeUnknown: tell_outcome_unknown,
    Exception: tell_our_fault,
}
