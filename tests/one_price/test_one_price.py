"""Twenty products of five shops cost the same wherever a price is stated, from the editor's file to the bank."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.builders import ROOT, SHOPS
from tests.catalog.builders import build
from tests.checkout.web.browser import OPEN
from tests.contracts.gateway.bank import RunningBank, running_bank
from tests.fakes import World
from tests.one_price.goods import KINDS, Sold, four_of
from tests.one_price.pages import OF_THE_PRODUCT, OF_THE_SKU
from tests.one_price.till import Till, opened

GOODS = [sold for shop in SHOPS for sold in four_of(shop)]
every_product = pytest.mark.parametrize("sold", GOODS, ids=[f"{sold.shop} {sold.slug}" for sold in GOODS])

Built = Callable[[str], Path]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the pages of a shop that is on the sites that compare prices, built once."""

    @cache
    def pages(name: str) -> Path:
        folder = tmp_path_factory.mktemp(name)
        shutil.copytree(ROOT / "content" / name, folder / name)
        with (folder / name / "shop.toml").open("a", encoding="utf-8") as terms:
            terms.write("\n[feeds]\nemalls = true\ntorob = true\n")
        build(folder / name, folder / "out")
        return folder / "out"

    return pages


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBank]:
    with running_bank(tmp_path_factory.mktemp("bank")) as bank:
        yield bank


@pytest.fixture(scope="module")
def at_work(built: Built, bank: RunningBank) -> Callable[[str], World]:
    """Return a shop at work by what its build wrote."""
    return cache(lambda name: opened(built(name), bank))


@pytest.fixture(autouse=True)
def _browsers_close() -> Iterator[None]:
    yield
    while OPEN:
        OPEN.pop().__exit__()


def test_the_twenty_are_of_every_kind() -> None:
    assert len({(sold.shop, sold.slug) for sold in GOODS}) == 20
    assert {kind for sold in GOODS for kind in sold.kinds} == set(KINDS)
    assert any(sold.from_price < sold.price for sold in GOODS)


@every_product
def test_the_pages_state_one_price(built: Built, sold: Sold) -> None:
    output = built(sold.shop)
    assert {name: place(output, sold) for name, place in OF_THE_SKU.items()} == dict.fromkeys(OF_THE_SKU, sold.price)
    assert {name: place(output, sold) for name, place in OF_THE_PRODUCT.items()} == dict.fromkeys(
        OF_THE_PRODUCT, sold.from_price
    )


@every_product
def test_the_checkout_and_the_bank_take_that_price(
    at_work: Callable[[str], World], bank: RunningBank, sold: Sold
) -> None:
    till = Till(at_work(sold.shop), bank, sold, f"0912100{GOODS.index(sold):04}")
    stops = till.stops()
    assert stops == dict.fromkeys(stops, sold.price)
    assert till.searched() == sold.from_price
