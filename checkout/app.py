"""The composition root: the only file that names an adapter."""

from __future__ import annotations

import logging
import threading
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from checkout.environment import BadSetting
from checkout.gateway_settings import account_name
from checkout.gateways.bounded import Bounded
from checkout.gateways.sep import Sep
from checkout.gateways.zarinpal import Zarinpal
from checkout.gateways.zibal import Zibal
from checkout.job_runner import run_jobs
from checkout.messengers.sandbox import SandboxMessenger
from checkout.ports import Gateway, Ports
from checkout.releases import FolderReleases
from checkout.settings import Settings
from checkout.storage.embedded import open_embedded
from checkout.storage.postgres.scheme import is_database
from checkout.store import Store
from shop.terms import Shop

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from checkout.web.front import Lifespan

log = logging.getLogger("hojreh.app")

BANK_TIMEOUT_SECONDS = 10.0
_CREWS_TO_A_DATABASE = 2
"""While one waits for the database, the other calculates."""
GATEWAYS = {gateway.name: gateway for gateway in (Zarinpal, Zibal, Sep)}
"""Every bank's adapter by the name that shops call it."""


def now() -> datetime:
    """Return the time, aware, in UTC."""
    return datetime.now(UTC)


def open_store(where: str) -> Store:
    """Open the store that a text names: the folder of an embedded one, or the address of a PostgreSQL database.

    Raises:
        StoreLocked, StoreDamaged, StoreUnavailable: it cannot be opened, and why.
    """
    if is_database(where):
        from checkout.storage.postgres.store import open_postgres  # noqa: PLC0415 - the driver takes long to load

        return open_postgres(where)
    return open_embedded(Path(where))


def can_be_shared(where: str) -> bool:
    """Whether several processes may have the store that a text names open at once."""
    return is_database(where)


def try_out(settings: Settings) -> None:
    """Open what each of several processes will open, once and alone, so that what stops them is told once.

    Raises:
        StoreDamaged, StoreUnavailable, BadRelease, BadSetting: they could not start, and why.
    """
    store = open_store(settings.store)
    try:
        check_accounts(settings, FolderReleases(settings.releases, store, now).current()[1].shop)
    finally:
        store.close()


def open_gateways(settings: Settings) -> Mapping[str, Gateway]:
    """Open every gateway at which there is an account; also one no longer named, whose payments are not all settled."""
    return {
        name: GATEWAYS[name](
            account=at.account, base_url=at.url, timeout=BANK_TIMEOUT_SECONDS, sandbox=not settings.live
        )
        for name, at in settings.gateways.items()
    }


def bounded(gateways: Mapping[str, Gateway]) -> Mapping[str, Gateway]:
    """Return the gateways with places of their own for calls, so that a bank that hangs holds no more threads than those."""
    return {name: Bounded(gateway) for name, gateway in gateways.items()}


def check_accounts(settings: Settings, shop: Shop) -> None:
    """Check that there is an account at every gateway a shop names.

    Raises:
        BadSetting: there is none at one of them.
    """
    for payment in shop.payment:
        for name in (payment.provider, *payment.fallback):
            if name is not None and name not in settings.gateways:
                raise BadSetting(account_name(name), f"is not set, and shop.toml names the gateway {name}")


def make_app(settings: Settings) -> Callable[..., object]:
    """Return the service as an ASGI app; its jobs run from its first to its last moment.

    Raises:
        StoreLocked, StoreDamaged, StoreUnavailable, BadRelease, BadSetting: it cannot start, and says why.
    """
    # The parent of several processes serves nothing, and starts them the sooner the less it loads.
    from checkout.web.front import web_app  # noqa: PLC0415

    store = open_store(settings.store)
    releases = FolderReleases(settings.releases, store, now)
    shop = releases.current()[1].shop
    check_accounts(settings, shop)
    if shop.feeds.torob and not settings.torob_key:
        log.warning("shop.toml asks for Torob, which gets no answer: HOJREH_TOROB_KEY is not set")
    gateways = open_gateways(settings)
    ports = Ports(
        store=store,
        releases=releases,
        gateways=bounded(gateways),
        messenger=SandboxMessenger(settings.inbox_url, shop.contact.sms_sender),
        clock=now,
        secret=settings.secret,
        staff=settings.staff,
        checkout_url=settings.checkout_url,
        site_url=settings.site_url,
        torob_key=settings.torob_key,
    )

    crews = _CREWS_TO_A_DATABASE if is_database(settings.store) else 1
    return web_app(
        ports, theme=settings.theme, secure=settings.secure, crews=crews, lifespan=_working(ports, releases, gateways)
    )


def _working(ports: Ports, releases: FolderReleases, gateways: Mapping[str, Gateway]) -> Lifespan:
    """Return the service's first and last moment: between them its jobs run; then banks and the store are let go."""
    from checkout.use_cases.jobs import lanes  # noqa: PLC0415 - as above

    # Buyers who fill every place at a bank leave the jobs theirs, and the other way round.
    of_jobs = replace(ports, gateways=bounded(gateways))

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        stop = threading.Event()
        work = (of_jobs, lanes(gateways), releases.refresh, stop)
        worker = threading.Thread(target=run_jobs, args=work, name="jobs")
        worker.start()
        log.info("serving release %s", releases.current()[0][:12])
        try:
            yield
        finally:
            stop.set()
            # First, so that a job that asks a bank that hangs about many payments ends with the one it is at.
            for gateway in (*ports.gateways.values(), *of_jobs.gateways.values()):
                gateway.close()
            worker.join()
            ports.store.close()

    return lifespan
