"""Which nouns name a thing that can be a target, and which verbs aim at it or strike it? Owns the words for targets."""

from typing import Final

from incidents.coding.reading.plain import any_of, pattern

# Where two overlap, the first is meant: a police station is no station.
_TYPES: Final = (
    ("residential", "residential (?:buildings?|complex(?:es)?|compounds?|areas?|districts?|neighbou?rhoods?|homes)"),
    ("ngo_humanitarian", "aid (?:workers?|convoys?|trucks?|warehouses?)|humanitarian (?:convoys?|workers?)"),
    (
        "police_security",
        """
        police (?:stations?|posts?|checkpoints?|headquarters|vehicles?|patrols?|officers?)
        security (?:checkpoints?|headquarters|posts?)
        prisons?|jails?
        """,
    ),
    (
        "military",
        """
        (?:military|army|air|naval|coalition) (?:bases?|posts?|convoys?|vehicles?|headquarters|camps?)
        (?:military|army|air|naval|coalition) (?:outposts?|positions?|checkpoints?|patrols?)
        air ?bases?|airfields?|barracks|bases?|soldiers|troops|warships?
        قاعدة عسكرية|قاعدة جوية|قاعدة
        בסיס צבאי|בסיס
        """,
    ),
    (
        "armed_group",
        (
            "(?:militia|militant|rebel|insurgent|terrorist)s?'? (?:bases?|positions?|hideouts?|headquarters|camps?"
            "|convoys?)"
        ),
    ),
    ("political_party", "party (?:headquarters|offices?)|(?:election|campaign) rall(?:y|ies)|مقر حزب"),
    (
        "diplomatic",
        """
        embass(?:y|ies)|consulates?(?: general)?
        diplomatic (?:missions?|compounds?|facilit(?:y|ies)|convoys?|posts?)
        سفارة|قنصلية
        שגרירות|קונסוליה
        """,
    ),
    (
        "government",
        """
        ministr(?:y|ies)|parliament(?: buildings?)?|courthouses?
        government (?:buildings?|offices?|headquarters|compounds?)
        governor's (?:office|residence|house)
        برلمان|مبنى حكومي
        """,
    ),
    ("education", "schools?|universit(?:y|ies)|colleges?|kindergartens?|مدرسة|جامعة|בית ספר|אוניברסיטה"),
    (
        "health",
        """
        hospitals?|clinics?|ambulances?
        (?:medical|health) (?:centers?|centres?|facilit(?:y|ies)|points?)
        مستشفى|سيارة إسعاف
        בית חולים|אמבולנס
        """,
    ),
    (
        "religious",
        """
        mosques?|church(?:es)?|shrines?|temples?|synagogues?|cathedrals?|monaster(?:y|ies)
        مسجد|جامع|كنيسة
        מסגד|כנסייה|בית כנסת
        """,
    ),
    (
        "media",
        "(?:television|tv|radio) (?:stations?|channels?)|newspaper offices?|journalists?|news crews?|قناة تلفزيونية",
    ),
    (
        "energy_utilities",
        """
        power (?:stations?|plants?|lines?)|substations?|dams?
        oil (?:fields?|refiner(?:y|ies)|facilit(?:y|ies)|depots?|terminals?|pipelines?)|refiner(?:y|ies)|pipelines?
        gas (?:fields?|plants?|pipelines?|facilit(?:y|ies))
        حقل نفطي|محطة كهرباء
        תחנת כוח
        """,
    ),
    (
        "transport",
        """
        (?:international )?airports?|bridges?|ports?|seaports?|highways?
        railway (?:stations?|lines?)|train stations?|trains?|bus(?:es)?(?: stations?)?
        مطار|جسر|ميناء
        נמל תעופה|שדה תעופה|גשר|אוטובוס
        """,
    ),
    ("telecom", "(?:telecommunications?|telecom|cell(?:phone)?|mobile phone|communications?) (?:towers?|masts?)"),
    ("food_water", "farms?|farmland|crops|orchards?|water (?:tanks?|wells?)|bakery|bakeries|مزرعة|מאפייה"),
    (
        "business",
        """
        markets?|shops?|restaurants?|hotels?|factor(?:y|ies)|banks?|malls?|cafes?|warehouses?
        shopping (?:malls?|centers?|centres?)
        سوق|فندق|مطعم
        שוק|מלון|מסעדה
        """,
    ),
    (
        "residential",
        "houses?|homes?|apartment (?:buildings?|blocks?)|apartments?|منزل|منازل|בית מגורים|בניין מגורים",
    ),
    ("private_persons", "civilians|a crowd"),
)
PEOPLE: Final = pattern(r"(?:.* )?(?:soldiers|troops|civilians|crowd|journalists?|workers?|officers?)")
"""Things that are people: they are a target only where a verb says so."""

_APART: Final = (
    "the a an of and or in on at near to for with from that which who by as was were is are had has have "
    "into inside outside target targets hit hits struck strike strikes attack attacks landed fell across "
    "behind beside between under over its their his her against toward towards assault raid when while after "
    "before rockets rocket drone drones missile missiles one two three four five six seven eight nine ten "
    "several some said says told tells onto another this these those other least than nearly almost kill "
    "kills leave leaves claim claims enter enters cut cuts ambush besiege besieges capture captures overrun "
    "seize seized reportedly no all both"
)
_MODIFIERS: Final = (
    rf"(?:(?!(?:{_APART.replace(' ', '|')})(?![\w-]))(?!\w*[0-9])"
    r"(?:armed|united|abandoned|shopping|fortified|occupied|(?![\w.'-]*(?:ed|ing)(?![\w-]))[a-zà-ÿ0-9.&'-]+) ){0,5}"
)
THINGS: Final = tuple(
    (code, pattern(rf"(?<![\w-])(?P<mods>{_MODIFIERS})(?<![\w-])(?:ال|ב|ה)?(?:{any_of(words)})(?![\w-])"))
    for code, words in _TYPES
)
"""Code of a type of target, and its nouns with the words before them that belong to the name (the group “mods”)."""

OTHER_NOUN: Final = pattern(
    r" (?:workers?|officials?|staff|employees?|children|teachers?|bomb\w*|attacks?|attackers?|gate|spokes\w+"
    r"|guards?|owner|director|manager|chief|leader|security|road|street|district|authority|ministry|said|says"
    r"|told|added|confirmed|warned|condemned|announced|urged|denied|blamed)(?!\w)|'s"
)
"""What makes of the noun before it another thing."""
SAME_THING: Final = pattern(r" (?:compound|building|complex|grounds|perimeter)(?![\w'-])")
"""What stays the same thing."""

_ARTICLE: Final = r" ?(?:(?:the|an?|its|their|another|one|two|three|four|several|a number of|part of(?: the)?) )?$"
INTENDED: Final = pattern(
    r"(?<!\w)(?:target(?:ed|ing|s)?|aim(?:ed|ing) at|directed (?:at|against)|(?:fired|launched) (?:\w+ )?(?:at"
    r"|towards?|against)|استهدف|استهدفت|استهداف|يستهدف|לעבר|כוונו ל)" + _ARTICLE
)
STRUCK: Final = pattern(
    r"(?<!\w)(?:hit|hits|hitting|struck|striking|slam(?:med|ming) into|crash(?:ed|ing) into|tore through"
    r"|(?:landed|landing|fell|falling|came down|exploded) (?:directly )?(?:inside|in|on|onto|into|at|within)"
    r"|(?:سقط|سقطت|سقوط \w+) (?:في|على|داخل)|أصاب|أصابت|פגעה ב|פגע ב)" + _ARTICLE
)
_WAS: Final = r" (?:was|were|had been|has been|have been) (?:\w+ly |also )?"
WAS_INTENDED: Final = pattern(rf"{_WAS}targeted(?!\w)")
WAS_STRUCK: Final = pattern(rf"{_WAS}(?:hit|struck)(?!\w)")
UPON: Final = pattern(
    r"(?:(?<!\w)(?:(?:attack|strike|raid|assault|airstrike|bombing|shelling)s? (?:on|of|at)|damage to|against"
    r"|into|(?:one|two|three|another|others?) (?:on|in|inside|into|at)|damag(?:ed|ing)|destroy(?:ed|ing)"
    r"|attack(?:ed|ing|s)?|bomb(?:ed|ing|s)|shell(?:ed|ing|s)|raid(?:ed|s)?|storm(?:ed|ing|s)?|ambush(?:ed"
    r"|es)?|torched|burn(?:ed|t|ing)))" + _ARTICLE
)
"""What stands before a thing to which something was done."""
AND: Final = pattern(r"(?:(?<!\w)(?:and|or|as well as)|,)" + _ARTICLE)
"""What stands before a thing that is named beside another."""
OPENING: Final = pattern(
    r"(?:(?:in|inside|at|on|of|the|an?|its|their|this|that|another|several|some|two|three|four|five) ?){0,3}"
)
"""What may stand before a thing where the selection is no more than its name."""

ROLE_NOT_TOLD: Final = pattern(
    r"(?<!\w)(?:could|would|might|may have|if|not|never|denie[ds]|fail\w* to|threat\w*|plan(?:s|ned)?|plot\w*"
    r"|vow\w*|\w+n't)(?!\w)"
)
"""Beside these words a thing was not told of as aimed at or struck."""
