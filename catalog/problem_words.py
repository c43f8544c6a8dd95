"""The Persian words for every problem: what happened, and what to write instead."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from catalog.problems import Code, Problem
from catalog.warning_words import WARNING_WORDS
from shop.text import grouped

WORDS: Mapping[Code, str] = {
    Code.NOT_UTF8: "این پرونده UTF-8 نیست. آن را در ویرایشگر با «Save with Encoding → UTF-8» دوباره ذخیره کنید.",
    Code.LINE_WITHOUT_KEY: "این خط کلید ندارد: «{value}».{hint} بالای پرونده هر خط «Key: مقدار» است و متن پس از یک خط خالی می‌آید.",
    Code.UNKNOWN_KEY: "کلید «{key}» شناخته نیست.{hint} کلیدهای این پرونده: {known}",
    Code.REPEATED_KEY: "کلید {key} دو بار آمده است؛ بار اول در خط {first}. یکی را پاک کنید.",
    Code.MISSING_KEY: "کلید {key} نیست. بنویسید: {key}: {example}",
    Code.EMPTY_KEY: "کلید {key} خالی است. بنویسید: {key}: {example}",
    Code.UNPRINTABLE: "نویسه‌ی نادیدنی {value} در این خط است.{more} خط را پاک کنید و از نو بنویسید.",
    Code.UNREADABLE: "این پرونده خوانده نمی‌شود. اگر میان‌بر است، خود پرونده را به جایش بگذارید؛ وگرنه اجازه‌ی خواندنش را ببینید.",
    Code.TOO_LARGE: "این پرونده از یک مگابایت بزرگ‌تر است. متن را کوتاه کنید؛ عکس در پوشه‌ی images می‌آید.",
    Code.LEADS_OUT: "میان‌بر {value} به بیرون از پوشه‌ی فروشگاه می‌رود و خوانده نمی‌شود. به جایش خود پرونده یا پوشه را بگذارید.",
    Code.LEFT_OUT: "این پرونده خوانده نمی‌شود و صفحه‌ای ندارد. نام و جایش را چنین کنید: {example}. اگر نباید منتشر شود، از پوشه بیرونش ببرید.",
    Code.KEY_IN_TEXT: (
        "کلید {key} پس از خط خالی آمده و جزو متن شده است.{more} آن را بالای پرونده، میان کلیدهای دیگر و بی خط خالی بنویسید."
    ),
    Code.NO_KEYS: "بالای این پرونده کلیدی نیست. هر کلید را در یک خط بنویسید و متن را پس از یک خط خالی: {key}: {example}",
    Code.TWO_KEYS: "دو کلید در یک خط آمده است. دومی را در خط خودش بنویسید: {key}: {value}",
    Code.GARBLED: "این نوشته به هم ریخته است: «{value}». متن را از نسخه‌ی درستش بردارید و پرونده را با UTF-8 ذخیره کنید.",
    Code.BAD_SLUG: "{key} «{value}» درست نیست. فقط حرف کوچک لاتین، رقم 0 تا 9 و خط تیره، تا ۸۰ نویسه، بنویسید: {key}: {example}",
    Code.BAD_SKU: "Sku «{value}» درست نیست. فقط حرف بزرگ لاتین، رقم 0 تا 9 و خط تیره، تا ۸۰ نویسه، بنویسید: {example}",
    Code.MISSING_PRICE: "قیمت نیست. فقط عدد بنویسید: Price: 250000",
    Code.PRICE_HAS_UNIT: "قیمت «{value}» واحد دارد. فقط عدد بنویسید: {example}",
    Code.PRICE_NOT_NUMBER: "قیمت «{value}» عدد نیست. فقط عدد بنویسید: {example}",
    Code.PRICE_ZERO: "قیمت صفر است. قیمت را بنویسید، یا اگر هنوز نمی‌دانید: Status: draft",
    Code.PRICE_NEGATIVE: "قیمت «{value}» منفی است. عدد را بی‌علامت بنویسید: {example}",
    Code.PRICE_FRACTION: "قیمت «{value}» کسر دارد. عدد درست بنویسید: {example}",
    Code.NOT_COUNTED: "{key} «{value}» عدد درست نیست. صفر یا بیشتر بنویسید: {example}",
    Code.NOT_POSITIVE: "{key} «{value}» عدد درست و بزرگ‌تر از صفر نیست. بنویسید: {example}",
    Code.BAD_DATE: "تاریخ «{value}» در تقویم نیست. سال، ماه و روز را بنویسید: {example}",
    Code.BAD_STATUS: "Status «{value}» شناخته نیست.{hint} بنویسید: {known}",
    Code.UNKNOWN_CLASS: "Class «{value}» در هیچ [[class]] پرونده‌ی shop.toml نیست.{hint} یکی از این‌ها را بنویسید: {known}",
    Code.UNKNOWN_CATEGORY: "دسته‌ی «{value}» نیست.{hint} Slug یکی از پرونده‌های categories را بنویسید: {known}",
    Code.BAD_VARIANT: "این Variant پنج بخش ندارد: «{value}». بنویسید: Variant: SKU | نام | قیمت | موجودی | وزن به گرم",
    Code.VARIANT_BESIDE_OWN: "{key} کنار Variant آمده است. کالایی که Variant دارد، Sku و Price و Stock و Weight جدا ندارد: این خط را پاک کنید.",
    Code.DUPLICATE_SKU: "Sku «{value}» پیش‌تر در {first} آمده است. به یکی کد تازه بدهید.",
    Code.DUPLICATE_SLUG: "Slug «{value}» پیش‌تر در {first} آمده است. یکی را عوض کنید.",
    Code.MISSING_PICTURE: "عکس images/{value} نیست.{hint} نام پرونده را همان‌گونه که هست بنویسید، با حرف کوچک و بزرگ و پسوند.",
    Code.NOT_A_PICTURE: "پرونده‌ی images/{value} عکس نیست یا ناقص است. آن را دوباره با فرمت WebP، JPEG یا PNG ذخیره کنید.",
    Code.MISSING_SPECIFICATION: "کالای رده‌ی «{key}» در جدول مشخصات ردیف «{value}» ندارد. مقدارش را بنویسید: | {value} | … |",
    Code.LEAD_WITHOUT_SELLER: "Lead روزهایی است که فروشنده‌ی همکار لازم دارد و این کالا از آنِ خود فروشگاه است. Seller را بنویسید یا این خط را پاک کنید.",
    Code.LEAD_TOO_LONG: "Lead «{value}» بیش از {known} روز کاری است. عدد کوچک‌تری بنویسید، یا تا رسیدن کالا: Status: draft",
    Code.BAD_WAS: "این Was درست نیست: «{value}». بنویسید: Was: {example}",
    Code.WAS_IN_FUTURE: "تاریخ Was «{value}» هنوز نرسیده است. روزی را بنویسید که این قیمت عوض شد.",
    Code.WAS_OUT_OF_ORDER: "تاریخ Was «{value}» پس از {first} نیست. هر Was روز پایان یک قیمت است؛ پس از Date کالا و به ترتیب تاریخ بنویسید.",
    Code.WAS_UNKNOWN_SKU: "Sku «{value}» گونه‌ی این کالا نیست.{hint} کد یکی از گونه‌ها را بنویسید: {known}",
    Code.SKU_ORDERED: (
        "Sku «{value}» («{key}») در {others} سفارش باز است و دیگر در این پوشه نیست."
        " کالا را برگردانید؛ اگر دیگر فروخته نمی‌شود: Status: withdrawn"
    ),
    Code.MOVED: (
        "نشانی این کالا «{first}» بود و «{value}» شد؛ هر پیوندی به نشانی پیشین می‌شکند. زیر این خط بنویسید: Alias: {first}"
    ),
    Code.HEIC_PICTURE: "عکس images/{value} با فرمت HEIC است که مرورگرها نشانش نمی‌دهند. آن را در گوشی یا رایانه با فرمت JPEG ذخیره کنید.",
    Code.HUGE_PICTURE: "عکس images/{value} بیش از ۸۰ میلیون پیکسل دارد. آن را کوچک کنید؛ ۲۰۰۰ پیکسل در هر ضلع بس است.",
    Code.MOVING_PICTURE: "عکس images/{value} متحرک است. به جایش یک عکس ثابت با فرمت WebP، JPEG یا PNG بگذارید.",
    Code.BAD_PICTURE: "این Picture درست نیست: «{value}». نام عکس و آنچه در آن دیده می‌شود: Picture: goldan-az-bala.webp | گلدان از بالا",
    Code.PICTURE_TWICE: "عکس images/{value} پیش‌تر در خط {first} آمده است. عکس دیگری بنویسید یا این خط را پاک کنید.",
    Code.BAD_MEASURE: "این Measure درست نیست: «{value}». با گرم، کیلوگرم، میلی‌لیتر، لیتر، متر، عدد یا برگ بنویسید: Measure: {example}",
    Code.MEASURE_OVER_WEIGHT: "Measure «{value}» از وزن با بسته‌بندی ({known} گرم) بیشتر است. اندازه‌ی خود کالا را بنویسید، یا Weight را درست کنید.",
    Code.SAME_LABEL: "نام گونه‌ی «{value}» پیش‌تر در خط {first} آمده است و خریدار آن دو را از هم نمی‌شناسد. نام یکی را عوض کنید.",
    Code.FORBIDDEN_TAG: "برچسب <{value}> در متن پذیرفته نیست. آن را پاک کنید و با Markdown بنویسید.",
    Code.FORBIDDEN_ATTRIBUTE: "ویژگی {value} در متن پذیرفته نیست. آن را پاک کنید.",
    Code.FORBIDDEN_ADDRESS: "نشانی «{value}» پذیرفته نیست.{hint} پیوند باید با https:، mailto: یا tel: آغاز شود یا به صفحه‌ی همین فروشگاه برود.",
    Code.BROKEN_LINK: "پیوند «{value}» به جایی نمی‌رسد.{hint} نام پرونده‌ی مقصد را بنویسید: [متن](../products/NAME.md)",
    Code.FOREIGN_PICTURE: "عکس «{value}» از سایت دیگری می‌آید. آن را در پوشه‌ی images بگذارید و بنویسید: ![شرح](../images/NAME.webp)",
    Code.UNKNOWN_DATUM: "«{value}» در shop.toml نیست.{hint}",
    Code.REPEATED_ANCHOR: "لنگر #{value} در این صفحه دو بار آمده است. یکی را عوض کنید.",
    Code.TOO_DEEP: "متن این پرونده بیش از اندازه تو در تو است. فهرست‌ها، نقل‌قول‌ها و کروشه‌های تو در تو را کم کنید.",
    Code.UNKNOWN_RULE: "«{value}» نام هیچ قاعده‌ی این فروشگاه نیست.{hint} نام قاعده همان نام بخشش در shop.toml است: {{rule:refund}}",
    Code.RULE_NOT_STATED: "این بند قاعده‌ی «{value}» را نمی‌گوید، با آن‌که shop.toml آن را به همین بند پیوند داده است. زیر این عنوان بنویسید: {example}",
    Code.HALF_TAG: "برچسب {value} جفت ندارد و چینش صفحه را به هم می‌زند. جفتش را بنویسید یا آن را پاک کنید.",
    Code.NO_SHOP_FILE: "پرونده‌ی shop.toml در این پوشه نیست یا خالی است.{hint} نام پوشه را درست بنویسید، یا shop.toml فروشگاه دیگری را در آن کپی کنید.",
    Code.TOML_SYNTAX: "نوشتار TOML این‌جا درست نیست. {advice}",
    Code.TOML_MISSING: "کلید {key} نیست. {advice}",
    Code.TOML_UNKNOWN: "کلید {key} شناخته نیست.{hint}{advice}",
    Code.TOML_VALUE: "مقدار {key} درست نیست: «{value}».{hint} {advice}",
    Code.UNKNOWN_CLAUSE: "بند «{value}» در هیچ صفحه‌ی policies نیست.{hint} بند یعنی «نام صفحه#لنگر عنوان».",
    Code.UNKNOWN_ZONE: "محدوده‌ی «{value}» در [zones] نیست.{hint} یکی از این‌ها را بنویسید: {known}",
    Code.UNKNOWN_PLACE: "شهر «{value}» شناخته نیست.{hint} بنویسید: استان/شهر",
    Code.BAD_ACCOUNT: "accounts.{key} «{value}» درست نیست؛ رقم‌هایش با رقم کنترل نمی‌خواند. از روی کارت یا برگه‌ی بانک دوباره بنویسید.",
    Code.DUPLICATE_DELIVERY: "شناسه‌ی ارسال «{value}» دو بار آمده است. یکی را عوض کنید.",
    Code.NO_PROVIDER: 'درگاه پرداخت provider ندارد. بنویسید: provider = "zarinpal"',
    Code.CITY_IN_TWO_ZONES: (
        "شهر «{value}» در دو محدوده آمده است: {zone} (خط {line}) و {first_zone} (خط {first}). آن را در یکی نگه دارید."
    ),
    Code.NO_SUCH_CLASS: "رده‌ی «{value}» در هیچ [[class]] نیست.{hint} یکی از این‌ها را بنویسید: {known}",
    Code.NO_SUCH_DELIVERY: "راه ارسال «{value}» در هیچ [[delivery]] نیست.{hint} یکی از این‌ها را بنویسید: {known}",
    Code.DUPLICATE_ID: "{key} «{value}» دو بار آمده است؛ بار اول در خط {first}. یکی را عوض کنید.",
    Code.PAYMENT_TWICE: "راه پرداخت «{value}» دو بار آمده است؛ بار اول در خط {first}. دو بخش [[payment]] را یکی کنید.",
    Code.FREE_BUT_COLLECT: (
        "«{value}» پس‌کرایه است و ارسال رایگان نمی‌شود. از deliveries بخش [free_shipping] پاکش کنید،"
        " یا راهی بنویسید که کرایه‌اش پس‌کرایه نیست."
    ),
    Code.NO_REPORT: (
        "راه پرداخت «{value}» گزارش واریز می‌خواهد و بخش [report] نیست."
        ' بنویسید: [report] و زیر آن clause = "payment#report"'
    ),
    Code.NO_FREIGHT_CLAUSE: (
        "راه پرداخت «{value}» برای باربری بسته است و بندی نمی‌گوید چرا."
        ' بنویسید: freight_clause = "payment#freight-prepaid"'
    ),
    Code.NO_INSURANCE: (
        "رده‌ی «{value}» بیمه‌ی حمل می‌خواهد و بخش [insurance] نیست."
        ' بنویسید: [insurance] و زیر آن clause = "delivery#insurance"'
    ),
    Code.NO_IDENTITY_CLAUSE: (
        "کارت شناسایی خواسته می‌شود و بندی آن را نمی‌گوید."
        ' زیر [identity] بنویسید: clause = "delivery#identity"، یا asked = "never" بی zones'
    ),
    Code.NO_CALENDAR: (
        "روزهای کاری فروشگاه معلوم نیست و این‌ها با آن شمرده می‌شود (شماره‌ی خط در پرانتز): {known}{more}."
        ' بنویسید: [week] و زیر آن weekend = ["friday"]'
    ),
    Code.MAXIMUM_BELOW_MINIMUM: (
        "در {key} بیشترین مبلغ «{maximum}» از کمترین مبلغ «{minimum}» کمتر است. maximum را بیشتر یا minimum را کمتر کنید."
    ),
    Code.CYCLIC_STEPS: (
        "در order.steps کار «{value}» دو بار آمده است و سفارش دور خودش می‌گردد. هر کار را یک بار بنویسید:"
        ' steps = ["confirmed", "prepared"]'
    ),
    Code.RESERVED_NAME: "نام «{value}» در {key} از آنِ خود برنامه است. نام دیگری بنویسید.",
    Code.FILLER: "{key} «{value}» پُرکننده است، نه {thing} راستین. {thing} خود فروشگاه را بنویسید.",
    Code.SAMPLE: (
        "{key} «{value}» نمونه‌ی فروشگاه‌های آزمایشی است، ولی این فروشگاه نشانی راستین دارد ({site})."
        " مقدار خود فروشگاه را بنویسید."
    ),
    Code.NO_PRODUCT: "هیچ کالای منتشرشده‌ای در پوشه‌ی products نیست.{hint} دست‌کم یک پرونده با Status: published بگذارید.",
    Code.NO_FOLDER: "در پوشه‌ی {value} چیزی برای انتشار نیست.{hint} پوشه باید درست به همین نام باشد و پرونده‌های فروشگاه در آن.",
    **WARNING_WORDS,
}

_THINGS: Mapping[str, str] = {
    "number": "شماره‌ی",
    "address": "نشانی",
    "email": "ایمیل",
    "host": "نشانی",
    "name": "نام",
    "seal": "شناسه‌ی",
}


def sentence(problem: Problem) -> str:
    """Return what happened and what to write, in Persian."""
    meant = problem.facts.get("meant", "")
    hint = f" منظورتان «{meant}» است؟" if meant else ""
    others = problem.facts.get("others", "")
    more = f" (و {others} جای دیگر در همین پرونده)" if others else ""
    thing = _THINGS.get(problem.facts.get("kind", ""), "")
    return WORDS[problem.code].format_map({**problem.facts, "hint": hint, "more": more, "thing": thing})


def report_line(problem: Problem) -> str:
    """Return a problem as editors' tools read it: ``path:line[:column]: CODE words``."""
    spot = problem.spot
    column = f":{spot.column}" if spot.column else ""
    weight = "هشدار: " if problem.code.is_warning else ""
    return f"{spot.path}:{spot.line}{column}: {problem.code} {weight}{sentence(problem)}"


def report(problems: Collection[Problem], warnings: Iterable[Problem] = (), drafts: int = 0) -> str:
    """Return every warning and every problem on its own line, and last what was not published."""
    lines = [report_line(problem) for problem in (*warnings, *problems)]
    if problems:
        lines.append(f"{grouped(len(problems))} مورد را درست کنید؛ چیزی منتشر نشد.")
    elif drafts:
        lines.append(f"{grouped(drafts)} پیش‌نویس منتشر نشد.")
    return "".join(f"{line}\n" for line in lines)
