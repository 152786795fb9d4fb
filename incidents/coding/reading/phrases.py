"""Where does the phrase around a noun end? Owns which words may stand before a noun, and which may follow it.

“A child” is one child; “a child soldier” and “a rocket launcher” are something else: what follows a noun must be a word
that cannot be a part of its name.
"""

from typing import Final

from incidents.coding.reading.plain import either, pattern

_APART: Final = (
    "of and or in on at near the a an to for with from that which who whom whose by as was were is are had "
    "has have been but after before during when while into inside outside killed killing kills wounded "
    "wounding wounds injured injuring injures hurt hurting dead died missing said says told including "
    "between against over under about per than since until its his her their this these those no not both "
    "left leaving them whom it he she they we who's people struck hit shot met saw took found fell flew came "
    "went made sent put set drove ran blew broke threw lay lost if so then"
)
# A word that ends like a verb or a plural is not a modifier, but for these.
_ALLOWED: Final = (
    r"u\.s\.|armed|unarmed|masked|hooded|displaced|unidentified|uniformed|suspected|alleged|retired|married"
    r"|wanted|hamas|reuters|forces|united|red|naked|kurdish|houthis|special|injured|off-duty|u\.n\.|service"
    r"|marines|teenaged|aged|[a-z.]+-(?:backed|led|based|born|aligned|linked|affiliated|trained|supported"
    r"|allied)"
)
MODIFIERS: Final = (
    rf"(?:(?!(?:{_APART.replace(' ', '|')})(?![\w-]))(?:(?:{_ALLOWED})|(?![a-z.'-]*(?:ed|ing"
    rf"|s)(?![\w-]))[a-zà-ÿ0-9.'&-]+) ){{0,5}}"
)
"""Up to five words between a number and its noun: “three senior Iraqi security”."""

_FOLLOWS: Final = (
    "and or as who whom that which was were is are has have had been in on at near from of by inside into "
    "outside during when while after before with to for across around along aboard under over through "
    "against between among including killed wounded injured hurt dead died missing kidnapped abducted "
    "detained arrested captured said told landed hit struck fell targeted exploded detonated crashed fired "
    "launched slammed intercepted shot downed went came also but will would could yesterday today overnight "
    "seriously slightly lightly critically badly severely suffered sustained lost too more yet on monday "
    "tuesday wednesday thursday friday saturday sunday aimed directed outside because since reportedly not "
    "alive late early there here"
)
CONTINUES: Final = rf"(?![\w-])(?!'\w)(?= ?$| ?[,.;:!?)(\"'—/]| (?:{_FOLLOWS.replace(' ', '|')})(?![\w-])| - | [^a-z ])"
"""What may follow a noun for it to be the whole name of the thing. Arabic and Hebrew put no noun before a noun."""

_UNITS: Final = (
    r"mm|millimet\w+|millimetr\w+|cm|centimet\w+|km|kms|kilomet\w+|miles?|met(?:er|re)s?|m|yards?|feet|foot|ft"
    r"|inch(?:es)?|kg|kgs|kilo\w*|pounds?|lbs?|tons?|tonnes?|lit(?:er|re)s?|acres?|hectares?|degrees?|calib\w+"
    r"|knots?|mph|sq|seconds?|minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|months?|years?|decades?"
    r"|centuries|times|o'clock|fold|lakhs?|crores?|rupees?|dollars?|euros?|dinars?|lira|shekels?|usd|percent"
    r"|per cent|pct|points?|storeys?|stories|story"
    "|" + either(
        "عاما", "عام", "سنة", "سنوات", "أعوام", "كيلومتر", "كيلومترا", "كيلومترات", "كلم", "كم", "متر", "مترا", "أمتار",
        "ملم", "مليمتر", "ملليمتر", "ساعة", "ساعات", "دقيقة", "دقائق", "يوما", "أيام", "شهرا", "أشهر", "أسابيع",
        "أسبوعا", "بالمئة", "بالمائة", "طن", "طنا", "كغم", "كيلوغراما", "دولار", "دينار", "مرات", "مرة",
        "שנים", "שנה", "שעות", "דקות", "ימים", "שבועות", "חודשים", "מטר", "מטרים", "אחוז", "אחוזים", "פעמים", "קילומטר",
    ) + r'|ק"מ|מ"מ'
)  # fmt: skip
UNITS: Final = rf"(?:{_UNITS})(?!\w)"
"""What is measured and not counted: lengths, weights, times, money."""

UNIT = pattern(rf"(?:-| of| more| or so|)[ -]?(?:{UNITS}|%)")
