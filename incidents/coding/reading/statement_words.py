"""Which words say what a speaker does, by what way, and how sure they sound? Owns the words that statements are read by."""

from typing import Final

from incidents.coding.reading.plain import pattern

_BLAME: Final = (
    r"blam(?:ed|es|ing)|accus(?:ed|es|ing)|attribut(?:ed|es|ing) (?:[\w'’-]+ ){0,8}to|point(?:ed|ing"
    r"|s) (?:the |a )?finger at"
    r"|(?:held|holds?|holding) (?:[\w'-]+ ){1,8}responsible"
)
# The order is that of their weight: a denial of an accusation is a denial.
KINDS: Final = (
    (
        "no_claim_reported",
        pattern(
            r"no (?:immediate )?claims? of responsibility|(?:no group|no one|nobody|none|no organi[sz]ation|no faction)"
            r"(?: \w+){0,3}? claimed|(?:not|n't|yet to)(?: \w+){0,2} claim(?:ed)?(?: responsibility)?|لم تتبن"
r"|لم تعلن أي جهة|لم يتبن"
            r"|אף ארגון לא (?:לקח|נטל) אחריות"
        ),
    ),
    (
        "denial",
        pattern(
            (r"(?<!\w)(?:denie[ds]|denying|deny|reject(?:ed|s|ing)|dismiss(?:ed|es|ing)|refut(?:ed|es"
r"|ing)) (?:[\w'-]+ ){0,4}?")
            (r"(?:involvement|responsibility|any (?:role|part|link|connection)|carrying out|being behind|having"
r"|accusations?")
            (r"|allegations?|charges?|claims?|it was)|nothing to do with|نفى (?:\w+ )?(?:مسؤولية|علاقة|ضلوع|أي)"
r"|נفت|הכחיש(?:ה|ו)? (?:כל )?(?:מעורבות|אחריות)")
        ),
    ),
    (
        "claim_of_responsibility",
        pattern(
            r"(?<!\w)(?:claim(?:ed|s|ing)|took|takes|assum(?:ed|es)|accept(?:ed|s)) (?:sole )?responsibility"
            r"|(?:said|says) (?:that )?(?:it|they|we|its \w+|their \w+) (?:was|were|had been|had) (?:behind"
r"|carried out|launched|fired|targeted)"
            r"|تبن(?:ى|ت) |أعلن(?:ت)? (?:\w+ )?مسؤوليت|(?:לקח|נטל|קיבל)(?:ה|ו)? (?:על עצמו |על עצמה )?אחריות"
        ),
    ),
    ("accusation", pattern(rf"(?<!\w)(?:{_BLAME})(?!\w)|اتهم(?:ت)?(?!\w)|حمل(?:ت)? \w+ مسؤولية|האשי(?:ם|מה|מו)")),
    (
        "condemnation",
        pattern(r"(?<!\w)(?:condemn(?:ed|s|ing|ation)?|denounc(?:ed|es|ing)|deplor(?:ed|es|ing)|reprehensible)(?!\w)"
r"|أدان(?:ت)?(?!\w)|ندد(?:ت)?(?!\w)|גינ(?:ה|תה|ו)(?!\w)"),
    ),
    ("warning", pattern(r"(?<!\w)(?:warn(?:ed|s|ing|ings)?)(?! (?:sirens?|system))(?!\w)|حذر(?:ت)?(?!\w)|הזהיר(?:ה|ו)?(?!\w)")),
    (
        "response_position",
        pattern(
            r"(?<!\w)(?:would not|wouldn't|declin(?:ed|es) to|refus(?:ed|es) to) (?:say|specify|discuss"
r"|speculate|comment on) (?:[\w']+ ){0,4}?"
            r"(?:response|respond|retaliat\w+)|reserv(?:ed|es?) the right to|right to respond|(?:pick"
r"|choose) the time and place"
            r"|(?:will|would|going to|vow(?:ed|s) to) (?:respond|retaliate|avenge|strike back)|(?:vowed|vows"
r"|exacted|sworn) (?:to take )?revenge"
            r"|ستنتقم|توعد(?:ت)? بالرد"
        ),
    ),
    ("appeal", pattern(r"(?<!\w)(?:urg(?:ed|es|ing)|appeal(?:ed|s|ing) (?:to|for)|call(?:ed|s|ing) (?:on|for)|دعا|دعت"
r"|קרא(?:ה|ו)? ל)(?!\w)")),
)  # fmt: skip

DONE_BY: Final = pattern(
    r"(?<!\w)(?:attacked|fired|launched|carried out|committed|conducted|perpetrated|staged|planted)[\"' ,]+by(?= |\")"
)
"""“… fired by”: what follows is who did it, by the words."""

SPEAKS: Final = (
    "said|says|told|tells|tweeted|wrote|posted|announced|confirmed|added|stated|reported|declared|insisted|acknowledged"
    "|blamed|blames|accused|accuses|condemned|condemns|denounced|denied|denies|warned|warns|urged|urges|called on|vowed"
)
SPEAKS_OR_CLAIMS: Final = rf"{SPEAKS}|claimed|claims|would not (?:say|specify)|declined to"
SPEECH: Final = pattern(
    rf"(?<!\w)(?:{SPEAKS}|according to|قال|قالت|أعلن|أعلنت|ذكر|ذكرت|أكد|أفاد|אמר|אמרה|מסר|הודיע)(?!\w)"
)

HAPPENED: Final = pattern(
    r"(?<!\w)(?:struck|hit|landed|killed|wounded|injured|hurt|damaged|destroyed|fell|intercepted"
    r"|exploded|found|fired|targeted"
    r"|attacked|سقط|أصيب|قتل)(?!\w)"
)
"""What an account tells of."""

WORDINGS: Final = {
    "probable": pattern(r"(?<!\w)(?:likely|probably|most likely|on balance)(?!\w)|على الأرجح"),
    "possible": pattern(
        r"(?<!\w)(?:possibly|perhaps|may have|might have|could have|may be|might be|could be)(?!\w)|ربما"
    ),
    "disputed": pattern(r"(?<!\w)(?:disputed|is contested)(?!\w)"),
}
OTHER_HEDGES: Final = pattern(
    r"(?<!\w)(?:suspect\w*|alleged\w*|reportedly|appear\w*|apparent\w*|seem\w*|believ\w+|thought to"
    r"|presum\w*|purported\w*|unlikely|"
    r"not|n't|never|if|whether|hinted|implied|suggested)(?!\w)"
)
"""How sure a speaker sounds here is a reader's judgement."""

CHANNELS: Final = (
    ("press_briefing", pattern(r"(?<!\w)(?:press|news|media) (?:briefing|conference)|(?<!\w)briefing (?:reporters|journalists)"
r"|مؤتمر صحفي|מסיבת עיתונאים"), ""),
    ("social_post", pattern(r"(?<!\w)(?:on|in an?|via|to|posted (?:\w+ )?on|post on) (twitter|facebook|telegram|instagram"
r"|truth social|tiktok|youtube|whatsapp|mastodon|bluesky)(?! (?:statement|video))(?!\w)"), "1"),
    ("social_post", pattern(r"(?<!\w)(?:on|posted on|post on) (?:the social media platform )?(x)(?= ?$|[,.;\"'])"), "1"),
    ("social_post", pattern(r"(?<!\w)tweet(?:ed|s)?(?!\w)|على تويتر|تغريدة|ציוץ|צייץ"), "Twitter"),
    ("social_post", pattern(r"(?<!\w)(?:on social media|social media post)(?!\w)"), ""),
    ("written_statement", pattern(r"(?<!\w)in an? (?:[\w'-]+ ){0,3}(?:statement|communique|communiqué)(?!\w)|(?<!\w)(?:statement"
r"|communiqu[eé]) (?:said|says|read)(?!\w)|في بيان|بيان صادر|בהודעה"), ""),
    ("interview", pattern(r"(?<!\w)in an? (?:[\w'-]+ ){0,3}interview(?!\w)|في مقابلة|בריאיון"), ""),
    ("call", pattern(r"(?<!\w)(?:by (?:tele)?phone|in a (?:tele)?phone call|over the phone)(?!\w)"), ""),
    ("broadcast", pattern(r"(?<!\w)(?:on|told) (?:iraqi |iranian |state |israeli |national |army )*(?:tv|television"
r"|radio)(?!\w)|التلفزيون الرسمي"), ""),
    ("video", pattern(r"(?<!\w)in a (?:[\w'-]+ )?video(?: message| statement)?(?!\w)|في تسجيل مصور"), ""),
    ("website", pattern(r"(?<!\w)on (?:its|their|the \w+'s|his) (?:official )?website(?!\w)"), ""),
    ("letter", pattern(r"(?<!\w)in an? (?:[\w'-]+ )?letter(?!\w)"), ""),
    ("to_reporter", pattern(r"(?<!\w)told (?:reporters|journalists|the press|the (?:associated press|new york times"
r"|washington post|guardian)|reuters|afp|ap|cnn|bbc|al jazeera|agence france-presse|sputnik|dpa"
r"|npr)(?!\w)"), ""),
    ("unknown", pattern(r"(?<!\w)in (other channels)(?!\w)"), "1"),
)  # fmt: skip
"""Code of a channel, the words that say it, and its name: fixed, or the group of the words that holds it."""

MOTIVE: Final = pattern(
    r"(?<!\w)(?<!not )(?<!n't )(?:attempting|trying|seeking|hoping) to (?:\w+)"
    r"|(?<!\w)(?<!not )(?<!n't )(?:in (?:retaliation|response|revenge|reprisal) (?:for|to)|to avenge"
    r"|in order to|meant to|intended to|aim(?:ed|ing) (?:to|at \w+ing))(?!\w)"
)
"""Where the words begin that say why they did it."""
