"""Every slip in the text of a page stops the build at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.catalog.builders import BODY_LINE
from tests.catalog.test_problems_of_products import HERE, Slip

SLIPS = [
    Slip(
        "script in the text",
        f"{HERE}:{BODY_LINE + 2}: SH201 برچسب <script> در متن پذیرفته نیست. آن را پاک کنید و با Markdown بنویسید.",
        body="متن.\n\n<script>alert(1)</script>\n",
    ),
    Slip(
        "event handler in the text",
        f"{HERE}:{BODY_LINE}: SH202 ویژگی onclick در متن پذیرفته نیست. آن را پاک کنید.",
        body='<b onclick="x()">متن</b>\n',
    ),
    Slip(
        "event handler as an attribute",
        f"{HERE}:{BODY_LINE}: SH202 ویژگی onclick در متن پذیرفته نیست. آن را پاک کنید.",
        body='## سرخط {onclick="x()"}\n',
    ),
    Slip(
        "link that runs a script",
        f"{HERE}:{BODY_LINE}: SH203 نشانی «javascript:x» پذیرفته نیست. پیوند باید با https:، mailto: یا tel: آغاز شود یا به صفحه‌ی همین فروشگاه برود.",
        body="[متن](javascript:x)\n",
    ),
    Slip(
        "broken file link",
        f"{HERE}:{BODY_LINE}: SH204 پیوند «../policies/ruels.md» به جایی نمی‌رسد. منظورتان «../policies/rules.md» است؟ نام پرونده‌ی مقصد را بنویسید: [متن](../products/NAME.md)",
        body="[متن](../policies/ruels.md)\n",
    ),
    Slip(
        "broken page link",
        f"{HERE}:{BODY_LINE + 1}: SH204 پیوند «/policies/rule.html» به جایی نمی‌رسد. منظورتان «/policies/rules.html» است؟ نام پرونده‌ی مقصد را بنویسید: [متن](../products/NAME.md)",
        body="سطر یکم\n[متن](/policies/rule.html)\n",
    ),
    Slip(
        "broken anchor",
        f"{HERE}:{BODY_LINE}: SH204 پیوند «/policies/rules.html#quantiti» به جایی نمی‌رسد. منظورتان «#quantity» است؟ نام پرونده‌ی مقصد را بنویسید: [متن](../products/NAME.md)",
        body="[متن](../policies/rules.md#quantiti)\n",
    ),
    Slip(
        "picture from elsewhere",
        f"{HERE}:{BODY_LINE}: SH205 عکس «https://cdn.example/a.png» از سایت دیگری می‌آید. آن را در پوشه‌ی images بگذارید و بنویسید: ![شرح](../images/NAME.webp)",
        body="![عکس](https://cdn.example/a.png)\n",
    ),
    Slip(
        "missing picture in the text",
        f"{HERE}:{BODY_LINE}: SH119 عکس images/golda.png نیست. منظورتان «goldan.png» است؟ نام پرونده را همان‌گونه که هست بنویسید، با حرف کوچک و بزرگ و پسوند.",
        body="![عکس](../images/golda.png)\n",
    ),
    Slip(
        "unknown datum",
        f"{HERE}:{BODY_LINE}:6: SH206 «{{shop:contact.mobil}}» در shop.toml نیست. منظورتان «{{shop:contact.mobile}}» است؟",
        body="تلفن {shop:contact.mobil}\n",
    ),
    Slip(
        "anchor twice",
        f"{HERE}:{BODY_LINE + 4}: SH207 لنگر #a در این صفحه دو بار آمده است. یکی را عوض کنید.",
        body="## یک {#a}\n\nمتن.\n\n## دو {#a}\n\nمتن.\n",
    ),
]


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def test_a_slip_stops_the_build_at_its_line(slip: Slip, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    slip.must_stop(tmp_path, capsys)
