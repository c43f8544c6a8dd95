"""Every rule of the five shops by its id, and what kind of rule it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

PREFIXES = {"baqiyat": "BAQ", "bakala": "BAK", "payatel": "PAY", "chistatech": "CHI", "atrebeheshti": "ATR"}
"""The letters before the numbers of each shop's rules."""

DECIDED = frozenset(
    {
        "checkout",
        "payment",
        "delivery",
        "calendar",
        "pricing",
        "stock",
        "order-lifecycle",
        "identity",
        "page",
    }
)
"""The kinds whose rules the checkout decides or a page states: none of them waits without a reason."""

_KINDS: Mapping[str, Mapping[str, str]] = {
    "BAQ": {
        "checkout": "22 25-26 65 71 78 80-81 89 107 114 117",
        "payment": "6-8 10-17 19-20 27",
        "delivery": "3-4 82-84",
        "calendar": "69-70",
        "pricing": "76 86",
        "stock": "62 73-74 85 113",
        "order-lifecycle": "9 28 30 61 88 115",
        "identity": "5 18",
        "page": "2 21 36 51-54 56-59 66 104 106 120-121",
        "account": "1 23-24 47 55 63-64 67 95-103 105 108-109",
        "invoice": "90-94 118-119",
        "notice": "44-45 48-50 72 112 116",
        "promotion": "46 87 111",
        "refund": "39 75 77",
        "return": "29 32-35 37-38 40-43",
        "review": "110",
        "seller": "68",
        "staff": "31 60 79",
    },
    "BAK": {
        "checkout": "2 36 45 47 65",
        "payment": "53-55",
        "delivery": "13-14 56-57 60 66 137",
        "calendar": "34-35",
        "pricing": "43 62 116-117 119-120 124 127",
        "stock": "38-39 42 61 123",
        "order-lifecycle": "41 64 118",
        "identity": "48",
        "page": "3-5 7 27-30 33 71 83 107-110 112-115 128-132 134",
        "account": "1 6 26 31-32",
        "invoice": "11-12 49-52",
        "notice": "23-24 37 67",
        "promotion": "18-19 21 25 58-59 63 121-122 125-126 133 136",
        "refund": "40 44 68 80",
        "return": "20 22 69-70 72-79 111",
        "review": "81-82 84-106 135",
        "seller": "8-10 15-16",
        "staff": "17 46",
    },
    "PAY": {
        "checkout": "3 12 14 34",
        "payment": "21-24 37",
        "delivery": "20 25-26 29 36",
        "calendar": "1-2",
        "pricing": "10 31",
        "stock": "4-5 9 30",
        "order-lifecycle": "8 33 35 38",
        "identity": "15",
        "page": "39",
        "invoice": "16-19",
        "promotion": "27-28 32",
        "refund": "6 11",
        "staff": "7 13",
    },
    "CHI": {
        "checkout": "5",
        "payment": "15 33",
        "delivery": "6 19 21-22 25-26",
        "calendar": "12 17",
        "pricing": "1-3",
        "stock": "10-11",
        "order-lifecycle": "18 20",
        "identity": "7-8",
        "page": "34",
        "notice": "9",
        "refund": "4 31-32",
        "return": "13-14 23-24 28-30",
        "staff": "16 27",
    },
    "ATR": {
        "checkout": "62",
        "payment": "6",
        "delivery": "12-19 26 54",
        "calendar": "22-23",
        "order-lifecycle": "1 5 27-28",
        "identity": "44",
        "page": "3 7 9-11 25 63 65",
        "account": "66",
        "invoice": "2 4",
        "notice": "20 24 55",
        "refund": "21 37 39-40 52 58",
        "return": "29-36 38 41-43 45-50 56-57 59-61",
        "review": "64",
        "staff": "8 51 53",
    },
}


def _numbers(ranges: str) -> Iterator[int]:
    for part in ranges.split():
        first, _, last = part.partition("-")
        yield from range(int(first), int(last or first) + 1)


KIND = {
    f"{prefix}-{number:03}": kind
    for prefix, kinds in _KINDS.items()
    for kind, ranges in kinds.items()
    for number in _numbers(ranges)
}
"""Each rule's kind by its id."""

IDS = {shop: sorted(name for name in KIND if name.startswith(prefix)) for shop, prefix in PREFIXES.items()}
"""Every rule of each shop, in order."""
