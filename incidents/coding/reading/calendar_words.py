"""Which day, month or part of the day does a word name? Owns these names in English, Arabic and Hebrew."""

from typing import Final

from incidents.coding.reading.plain import spelt

_WEEKDAYS: Final = (
    ("monday", r"mon\.", "الاثنين|الإثنين", "שני"),
    ("tuesday", r"tues?\.", "الثلاثاء", "שלישי"),
    ("wednesday", r"wed\.", "الأربعاء", "רביעי"),
    ("thursday", r"thu(?:rs?)?\.", "الخميس", "חמישי"),
    ("friday", r"fri\.", "الجمعة", "שישי"),
    ("saturday", "saturday", "السبت", "שבת"),
    ("sunday", "sunday", "الأحد", "ראשון"),
)
_MONTHS: Final = (
    ("january", "jan", "يناير|كانون الثاني", "ינואר"),
    ("february", "feb", "فبراير|شباط", "פברואר"),
    ("march", "mar", "مارس|آذار", "מרץ|מרס"),
    ("april", "apr", "أبريل|إبريل|نيسان", "אפריל"),
    ("may", "may", "مايو|أيار|ماي", "מאי"),
    ("june", "jun", "يونيو|حزيران", "יוני"),
    ("july", "jul", "يوليو|تموز", "יולי"),
    ("august", "aug", "أغسطس|آب", "אוגוסט"),
    ("september", "sept?", "سبتمبر|أيلول", "ספטמבר"),
    ("october", "oct", "أكتوبر|تشرين الأول", "אוקטובר"),
    ("november", "nov", "نوفمبر|تشرين الثاني", "נובמבר"),
    ("december", "dec", "ديسمبر|كانون الأول", "דצמבר"),
)
_PARTS: Final = {
    "before_dawn": r"(?:before|just before|shortly before) dawn|pre-?dawn(?: hours)?|قبل الفجر|קודם זריחה",
    "dawn": r"(?:at |around |about )?dawn|daybreak|(?:ال)?فجر(?:ا)?|עם שחר|בשחר",
    "morning": r"morning|(?:ال)?صباح(?:ا)?|(?:ב)?בוקר",
    "midday": r"midday|noon|(?<!بعد )(?<!بعد ال)(?:ال)?ظهر(?:ا)?|בצהריים",
    "afternoon": r"afternoon|بعد (?:ال)?ظهر|(?:ال)?عصر(?:ا)?|אחר הצהריים|אחה\"צ",
    "evening": r"evening|(?:ال)?مساء(?:ا)?|(?:ב)?ערב",
    "night": r"night|tonight|overnight|midnight|(?:ال)?ليل(?:ة|ا)?|(?:منتصف الليل)|(?:ב|ה)?לילה|חצות",
}

ENGLISH: Final = frozenset(name for name, *_ in (*_WEEKDAYS, *_MONTHS))
"""The days and months that English prints with a capital."""

WEEKDAYS: Final = tuple(
    (rf"{name}|{short}", spelt(arabic), rf"(?:ב?יום |ב)?{hebrew}" if hebrew == "שבת" else rf"ב?יום {hebrew}")
    for name, short, arabic, hebrew in _WEEKDAYS
)
"""Monday first: the English, Arabic and Hebrew ways of writing a weekday, as regular expressions."""

WEEKDAY_NAMES: Final = tuple(name.capitalize() for name, *_ in _WEEKDAYS)
MONTHS: Final = tuple(rf"{name}|{short}|{spelt(arabic)}|ב?(?:{hebrew})" for name, short, arabic, hebrew in _MONTHS)
"""January first: the ways of writing a month, as regular expressions."""

PARTS_OF_DAY: Final = {code: spelt(words) for code, words in _PARTS.items()}
"""Code of a part of the day → the words for it, as a regular expression."""
