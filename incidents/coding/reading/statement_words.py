"""Which words say what a speaker does, by what way and how surely? Owns the words that statements are read by."""

from typing import Final

from incidents.coding.reading.plain import any_of, pattern

_REFUSES: Final = "(?:denie[ds]|denying|deny|reject(?:ed|s|ing)|dismiss(?:ed|es|ing)|refut(?:ed|es|ing))"
_KEEPS_SILENT: Final = (
    "(?:would not|wouldn't|declin(?:ed|es) to|refus(?:ed|es) to) (?:say|specify|discuss|speculate|comment on)"
)

# The order is that of their weight: a denial of an accusation is a denial.
_KINDS: Final = {
    "no_claim_reported": r"""
        no (?:immediate )?claims? of responsibility
        (?:no group|no one|nobody|none|no organi[sz]ation|no faction)(?: \w+){0,3}? claimed
        (?:not|n't|yet to)(?: \w+){0,2} claim(?:ed)?(?: responsibility)?
        لم تتبن|لم تعلن أي جهة|لم يتبن
        אף ארגון לא (?:לקח|נטל) אחריות
    """,
    "denial": rf"""
        {_REFUSES} (?:[\w'-]+ ){{0,4}}?(?:involvement|responsibility|any (?:role|part|link|connection)|carrying out)
        {_REFUSES} (?:[\w'-]+ ){{0,4}}?(?:being behind|having|accusations?|allegations?|charges?|claims?|it was)
        nothing to do with
        نفى (?:\w+ )?(?:مسؤولية|علاقة|ضلوع|أي)
        הכחיש(?:ה|ו)? (?:כל )?(?:מעורבות|אחריות)
    """,
    "claim_of_responsibility": r"""
        claim(?:ed|s|ing) (?:(?!that)[\w-]+ ){0,3}(?:attacks?|bombings?|strikes?)
        (?:claim(?:ed|s|ing)|took|takes|assum(?:ed|es)|accept(?:ed|s)) (?:sole )?responsibility
        (?:said|says) (?:that )?(?:it|they|we|its \w+|their \w+) (?:was|were|had been) behind
        (?:said|says) (?:that )?(?:it|they|we|its \w+|their \w+) had (?:carried out|launched|fired|targeted)
        تبنى|تبنت|أعلن(?:ت)? (?:\w+ )?مسؤوليت\w+
        (?:לקח|נטל|קיבל)(?:ה|ו)? (?:על עצמו |על עצמה )?אחריות
    """,
    "accusation": r"""
        blam(?:ed|es|ing)|accus(?:ed|es|ing)
        attribut(?:ed|es|ing) (?:[\w'-]+ ){0,8}to
        point(?:ed|ing|s) (?:the |a )?finger at
        (?:held|holds?|holding) (?:[\w'-]+ ){1,8}responsible
        اتهم|اتهمت|حمل(?:ت)? \w+ مسؤولية
        האשים|האשימה|האשימו
    """,
    "condemnation": """
        condemn(?:ed|s|ing|ation)?|denounc(?:ed|es|ing)|deplor(?:ed|es|ing)|reprehensible
        أدان|أدانت|ندد|نددت
        גינה|גינתה|גינו
    """,
    "warning": r"""
        warn(?:ed|s|ing|ings)?(?! (?:sirens?|system))
        حذر|حذرت
        הזהיר|הזהירה|הזהירו
    """,
    "response_position": rf"""
        {_KEEPS_SILENT} (?:[\w']+ ){{0,4}}?(?:response|respond|retaliat\w+)
        reserv(?:ed|es?) the right to|right to respond|(?:pick|choose) the time and place
        (?:will|would|going to|vow(?:ed|s) to) (?:respond|retaliate|avenge|strike back)
        (?:vowed|vows|exacted|sworn) (?:to take )?revenge
        ستنتقم|توعد(?:ت)? بالرد
    """,
    "appeal": """
        urg(?:ed|es|ing)|appeal(?:ed|s|ing) (?:to|for)|call(?:ed|s|ing) (?:on|for)
        دعا|دعت
        קרא ל\\w+|קראה ל\\w+|קראו ל\\w+
    """,
}
KINDS: Final = {code: pattern(rf"(?<!\w)(?:{any_of(words)})(?!\w)") for code, words in _KINDS.items()}
"""Code of a kind of statement → the words that tell of it, the weightiest first."""

DONE_BY: Final = pattern(
    r"(?<!\w)(?:attacked|fired|launched|carried out|committed|conducted|perpetrated|staged|planted)[\"' ,]+by(?= |\")"
)
"""“… fired by”: what follows is who did it, by the words."""

SPEAKS: Final = (
    "said|says|told|tells|tweeted|wrote|announced|(?<!is )(?<!are )(?<!was )(?<!were )(?<!been )confirmed"
    "|added|stated|declared|insisted|acknowledged|blamed|blames|accused|accuses|condemned|condemns|denounced"
    "|denied|denies|warned|warns|urged|urges|called on|vowed"
)
SPEAKS_OR_CLAIMS: Final = (
    rf"{SPEAKS}|claim(?:ed|s)(?! (?:the )?(?:lives|life|[0-9]))|would not (?:say|specify)|declined to|attributed?"
)
SPEECH: Final = pattern(
    rf"(?<!\w)(?:{SPEAKS}|according to|قال|قالت|أعلن|أعلنت|ذكر|ذكرت|أكد|أفاد|אמר|אמרה|מסר|הודיע)(?!\w)"
)
DENIES: Final = pattern(r"(?<!\w)(?:denied|denies|deny|denying)(?!\w)")

HAPPENED: Final = pattern(
    r"(?<!\w)(?:struck|hit|landed|killed|wounded|injured|hurt|damaged|destroyed|fell|intercepted|exploded"
    r"|found|fired|targeted|attacked|سقط|أصيب|قتل)(?!\w)"
)
"""What an account tells of."""

WORDINGS: Final = {
    "probable": pattern(r"(?<!\w)(?:likely|probably|most likely|on balance|على الأرجح)(?!\w)"),
    "possible": pattern(
        r"(?<!\w)(?:possibly|perhaps|may have|might have|could have|may be|might be|could be|ربما)(?!\w)"
    ),
    "disputed": pattern(r"(?<!\w)(?:disputed|is contested)(?!\w)"),
}
OTHER_HEDGES: Final = pattern(
    r"(?<!\w)(?:suspect\w*|alleged\w*|reportedly|appear\w*|apparent\w*|seem\w*|believ\w+|thought to|presum\w*"
    r"|purported\w*|unlikely|not|n't|never|if|whether|hinted|implied|suggested)(?!\w)"
)
"""How sure a speaker sounds beside these words is a reader's judgement."""

_NETWORKS: Final = "twitter|facebook|telegram|instagram|truth social|tiktok|youtube|whatsapp|mastodon|bluesky"
_PRESS: Final = (
    "reporters|journalists|the press|the (?:associated press|new york times|washington post|guardian)|reuters"
    "|afp|ap|cnn|bbc|al jazeera|agence france-presse|sputnik|dpa|npr"
)
_CHANNELS: Final = (
    ("press_briefing", "(?:press|news|media) (?:briefing|conference)|briefing (?:reporters|journalists)"),
    ("press_briefing", "مؤتمر صحفي|מסיבת עיתונאים"),
    ("social_post", rf"(?:on|in an?|via|to|posted (?:\w+ )?on|post on) (?P<name>{_NETWORKS})(?! (?:statement|video))"),
    ("social_post", r"(?:on|posted on|post on) (?:the social media platform )?(?P<name>x)(?= ?$|[,.;\"'])"),
    ("social_post", "on social media|social media post"),
    ("social_post", "tweet(?:ed|s)?|على تويتر|تغريدة|ציוץ|צייץ"),
    ("written_statement", r"in an? (?:[\w'-]+ ){0,3}(?:statement|communiqu[eé])"),
    ("written_statement", "(?:statement|communiqu[eé]) (?:said|says|read)"),
    ("written_statement", "في بيان|بيان صادر|בהודעה"),
    ("interview", r"in an? (?:[\w'-]+ ){0,3}interview|في مقابلة|בריאיון"),
    ("call", "by (?:tele)?phone|in a (?:tele)?phone call|over the phone"),
    ("broadcast", "(?:on|told) (?:iraqi |iranian |state |israeli |national |army )*(?:tv|television|radio)"),
    ("broadcast", "التلفزيون الرسمي"),
    ("video", r"in a (?:[\w'-]+ )?video(?: message| statement)?|في تسجيل مصور"),
    ("website", r"on (?:its|their|the \w+'s|his) (?:official )?website"),
    ("letter", r"in an? (?:[\w'-]+ )?letter"),
    ("to_reporter", rf"told (?:{_PRESS})"),
    ("unknown", "in (?P<name>other channels)"),
)  # fmt: skip
CHANNELS: Final = tuple((code, pattern(rf"(?<!\w)(?:{words})(?!\w)")) for code, words in _CHANNELS)
"""Code of a channel and words that say it; where they name it, the name is the group “name”."""

MOTIVE: Final = pattern(
    r"(?<!\w)(?<!not )(?<!n't )(?:(?:attempting|trying|seeking|hoping) to \w+|in (?:retaliation|response"
    r"|revenge|reprisal) (?:for|to)|to avenge|in order to|meant to|intended to|aim(?:ed|ing) (?:to"
    r"|at \w+ing))(?!\w)"
)
"""Where the words begin that say why they did it."""
