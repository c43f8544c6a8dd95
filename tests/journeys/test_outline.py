"""The reader of accessibility trees sees what a screen reader would stumble over."""

from __future__ import annotations

import pytest

from tests.journeys.outline import stumbles

SOUND = """\
- link "رفتن به متن صفحه":
  - /url: "#main"
- banner:
  - 'link "تماس: ۰۹۱۲"':
    - /url: tel:0912
  - navigation "قفسه‌ها":
    - link "چای":
      - /url: /tea.html
- main:
  - heading "چای" [level=1]
  - navigation "صفحه‌ها": ۱ ۲
  - textbox "تعداد": ۱
  - heading "از همین \\"قفسه\\"" [level=2]
  - heading "دمنوش" [level=3]
  - heading "پرسش" [level=2]
  - button "افزودن" [disabled]
- contentinfo: قم
"""


def test_a_sound_tree_is_left_alone() -> None:
    assert stumbles(SOUND) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("- main:", "- generic:", "0 of main"),
        ("- contentinfo: قم", "- contentinfo: قم\n- contentinfo: تهران", "2 of contentinfo «»"),
        ("- contentinfo: قم", "- banner: قم", "2 of banner"),
        ('navigation "صفحه‌ها"', 'navigation "قفسه‌ها"', "2 of navigation «قفسه‌ها»"),
        ('- textbox "تعداد": ۱', "- textbox: ۱", "has no name: - textbox: ۱"),
        ('- link "چای":', "- link:", "has no name: - link:"),
        ('- button "افزودن" [disabled]', "- button [disabled]", "has no name: - button [disabled]"),
        (
            '[level=2]\n  - heading "دمنوش"',
            '[level=1]\n  - heading "دمنوش"',
            "a heading of level 3 follows one of level 1",
        ),
    ],
)
def test_what_is_wrong_is_told(old: str, new: str, told: str) -> None:
    assert old in SOUND
    assert stumbles(SOUND.replace(old, new)) == [told]
