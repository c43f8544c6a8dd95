"""The whole suite: every check by its name."""

from tests.contracts.gateway.at_the_bank import CHECKS as _AT_THE_BANK
from tests.contracts.gateway.by_the_buyer import CHECKS as _BY_THE_BUYER
from tests.contracts.gateway.forged import CHECKS as _FORGED
from tests.contracts.gateway.given_back import CHECKS as _GIVEN_BACK

CHECKS = {**_AT_THE_BANK, **_BY_THE_BUYER, **_FORGED, **_GIVEN_BACK}
