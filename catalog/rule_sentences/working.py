"""When the shop works: its week, its hours, the periods in which sending takes longer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from catalog.rule_sentences.phrases import clock_time, week_days
from shop.calendar import show_date, show_year_day
from shop.term_types import PeriodDay
from shop.terms import SellerTerms, Shop
from shop.text import persian_digits
from shop.week import Delay, Week

_MIDNIGHT = timedelta(days=1)


def texts(shop: Shop) -> Iterator[tuple[str, str]]:
    """Yield what is said of the shop's time."""
    yield "week", _week(shop.week)
    delays = [_delay(delay) for delay in shop.week.delay if delay.clause or not _any_clause(shop.week)]
    if delays:
        yield "week.delay", " ".join(delays)
    if shop.sellers:
        yield "sellers", _sellers(shop.sellers)


def _week(week: Week) -> str:
    opens, closes = week.hours
    days = f"روزهای کاری ما {week_days(week.weekend)} است، جز تعطیل‌های رسمی کشور."
    late = f" سفارشی که پس از ساعت {clock_time(week.cutoff)} ثبت شود، از روز کاری بعد شمرده می‌شود."
    hours = f"از {clock_time(opens)} تا {clock_time(closes)}" if closes - opens < _MIDNIGHT else "همه‌ی ساعت‌های شبانه‌روز"
    return f"{days}{late if week.cutoff < _MIDNIGHT else ''} ساعت کاری یعنی {hours} در همین روزها."


def _any_clause(week: Week) -> bool:
    return any(delay.clause for delay in week.delay)


def _delay(delay: Delay) -> str:
    first, last = _day(delay.from_), _day(delay.to)
    told = []
    if delay.days:
        told.append(f"سفارشی که راهش به {first} تا {last} بخورد، {persian_digits(delay.days)} روز کاری دیرتر می‌رسد")
    if delay.not_before:
        told.append(f"سفارشی که از {first} تا {last} ثبت شود، شاید زودتر از {_day(delay.not_before)} نرسد")
    if not told:
        told.append(f"از {first} تا {last}: {delay.note.rstrip('.')}")
    return f"{'؛ '.join(told)}."


def _day(day: PeriodDay) -> str:
    return show_date(day) if isinstance(day, date) else show_year_day(day.month, day.day)


def _sellers(terms: SellerTerms) -> str:
    """BAK-013, BAK-015: goods of cooperating sellers."""
    return (
        f"سفارشی که کالای فروشنده‌ی همکار دارد دست‌کم {persian_digits(terms.lead_days)} روز کاری دیرتر فرستاده می‌شود،"
        " مگر برای آن کالا زمان دیگری نوشته باشیم؛"
        f" چنین سفارشی اگر پس از ساعت {clock_time(terms.cutoff)} ثبت شود، از روز کاری بعد شمرده می‌شود."
    )
