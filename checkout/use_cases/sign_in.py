"""Sign in with a mobile number and a one-time code."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from checkout.kinds import CODES, OUTBOX, SESSIONS
from checkout.messages import code_sms
from checkout.ports import Ports
from checkout.records import OneTimeCode, Session
from checkout.secrets import fingerprint, keyed, new_code, new_token, same
from checkout.store import Transaction, retried
from checkout.use_cases.limits import Limit, count
from checkout.use_cases.sessions import keep, session_in
from shop.errors import CodeRefused, SessionExpired, TooManyRequests
from shop.order import InvoiceChoice, Mobile

CODE_LIVES = timedelta(minutes=5)
CODE_TRIES = 5
RESEND_AFTER = timedelta(seconds=60)

_PER_MOBILE = Limit("code_mobile", 5, timedelta(hours=1))
_PER_ADDRESS = Limit("code_address", 60, timedelta(hours=1))
_PER_PREFIX = Limit("code_prefix", 60, timedelta(hours=1))
DAILY_CODES = Limit("code_day", 5000, timedelta(days=1), parts=16)
"""What all codes of a day may cost the shop, whoever asks."""
_PREFIX_DIGITS = 7


@retried
def send_code(ports: Ports, mobile: Mobile, purpose: str, address: str, asker: str = "") -> None:
    """Send a fresh code to a mobile for one purpose, within the limits per number, client, prefix and day.

    Where ``asker`` names a session, the code is that session's: no other can use it, or use it up.

    Raises:
        TooManyRequests: a limit is used up, or the last code is less than a minute old.
    """
    now = ports.clock()
    _, release = ports.releases.current()
    with ports.store.transaction() as tx:
        last = tx.get(CODES, f"{purpose}:{mobile}")
        if last is not None and now < last.sent_at + RESEND_AFTER:
            raise TooManyRequests("code_again", int((last.sent_at + RESEND_AFTER - now).total_seconds()) + 1)
        for limit, who in (
            (_PER_MOBILE, mobile),
            (_PER_ADDRESS, address),
            (_PER_PREFIX, mobile[:_PREFIX_DIGITS]),
            (DAILY_CODES, "all"),
        ):
            count(tx, limit, who, now)
        code = new_code()
        hashed = _code_hash(ports, mobile, purpose, code)
        fresh = OneTimeCode(
            mobile=mobile, purpose=purpose, code_hash=hashed, sent_at=now, tries_left=CODE_TRIES, asker=asker
        )
        tx.put(CODES, fresh)
        tx.insert(OUTBOX, code_sms(release.shop, mobile, code, ports.checkout_url, now))


@retried
def claim_mobile(ports: Ports, session_id: str, mobile: Mobile) -> None:
    """Remember which mobile this visitor is about to prove."""
    with ports.store.transaction() as tx:
        keep(tx, ports, replace(session_in(tx, ports, session_id), claimed_mobile=mobile))


@retried
def sign_in(ports: Ports, session_id: str, code: str) -> str:
    """Prove the claimed mobile; return the token of the new session, which keeps the cart.

    The old session id is worth nothing afterwards.

    Raises:
        SessionExpired: no mobile was claimed.
        CodeRefused: the code is wrong, late or used; each wrong one costs a try.
    """
    token = new_token()
    with ports.store.transaction() as tx:
        session = session_in(tx, ports, session_id)
        mobile = session.claimed_mobile
        if mobile is None:
            raise SessionExpired
        tries_left = spend_code(tx, ports, mobile, "sign_in", code) if _asked(tx, session.id, mobile) else 0
        if tries_left is None:
            tx.delete(SESSIONS, session.id)
            keep(tx, ports, _signed_in(session, fingerprint(token), mobile))
    if tries_left is not None:
        raise CodeRefused(tries_left)
    return token


def _asked(tx: Transaction, session_id: str, mobile: Mobile) -> bool:
    """Who once asked for a code to a stranger's number must not spend the tries of the stranger's own."""
    kept = tx.get(CODES, f"sign_in:{mobile}")
    return kept is None or kept.asker in {"", session_id}


def _signed_in(session: Session, session_id: str, mobile: Mobile) -> Session:
    """Whoever signs in after somebody else at the same browser does not see their address."""
    named = replace(session, id=session_id, mobile=mobile, claimed_mobile=None)
    if session.mobile in {None, mobile}:
        return named
    return replace(named, recipient=None, email="", delivery="", invoice=InvoiceChoice())


def spend_code(tx: Transaction, ports: Ports, mobile: Mobile, purpose: str, code: str) -> int | None:
    """Use up a code: None when it was right, else how many tries are left.

    It does not raise, because the spent try must be kept.
    """
    kept = tx.get(CODES, f"{purpose}:{mobile}")
    if kept is None or kept.tries_left == 0 or not timedelta() <= ports.clock() - kept.sent_at <= CODE_LIVES:
        return 0
    if same(kept.code_hash, _code_hash(ports, mobile, purpose, code)):
        tx.delete(CODES, f"{purpose}:{mobile}")
        return None
    tx.put(CODES, replace(kept, tries_left=kept.tries_left - 1))
    return kept.tries_left - 1


def _code_hash(ports: Ports, mobile: Mobile, purpose: str, code: str) -> str:
    return keyed(ports.secret, "one-time code", purpose, mobile, code)
