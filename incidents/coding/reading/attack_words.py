"""Which words tell of which kind of act, and of how far it went? Owns the words for attack types and stages."""

from typing import Final

from incidents.coding.reading.plain import any_of, pattern

_CAME: Final = (
    "fired|launched|landed|landing|targeted|target|struck|hit|fell|falling|slammed|crashed|rained|exploded"
    "|aimed|attacks?|strikes?|barrage|salvo|fire"
)
_SHOT: Final = (
    r"(?:(?<!counter-)(?<!anti-)rockets?|mortars?(?: (?:shells?|rounds?|bombs?))?|artillery(?: shells?)?"
    r"|ballistic missiles?|katy?ushas?)(?! launcher)"
)
_UAV: Final = r"(?:drones?|uavs?)"

_TYPES: Final = {
    "indirect_fire": rf"""
        {_SHOT}(?: \w+){{0,3}}? (?:{_CAME})
        (?:fir(?:ed|ing)|launch(?:ed|ing)|barrage of|salvo of|volley of)(?: [\w-]+){{0,4}} {_SHOT}
        shelling|shelled|mortared
        قصف صاروخي|قصف مدفعي|هجوم صاروخي|قذائف هاون
        (?:سقوط|إطلاق) (?:\w+ )?(?:صاروخ|صواريخ|صاروخين)
        ירי רקטות|שיגור רקטות|רקטות נורו|ירי מרגמות
    """,
    "uav_attack": rf"""
        {_UAV}(?: \w+){{0,2}}? (?:strikes?|attacks?|hit|struck|targeted|attacked|crashed|exploded|bombed)
        (?:suicide|kamikaze|one-way|explosive-laden|bomb-laden|booby-trapped|armed) {_UAV}
        (?:attacked|struck|hit|targeted|strike|attack) (?:[\w-]+ ){{0,4}}(?:with|by) (?:[\w-]+ ){{0,3}}{_UAV}
        (?:هجوم|قصف|استهداف) (?:\w+ )?ب?(?:طائرة|طائرات) مسيرة|مسيرة مفخخة
        תקיפת כטב"ם|כטב"ם התפוצץ
    """,
    "air_strike": r"""
        air ?-?strikes?|air ?-?raids?|aerial bombardment
        (?:warplanes?|fighter jets?|war planes|jets) (?:\w+ )?(?:bombed|struck|hit|targeted|pounded|shell(?:ed|ing))
        (?:غارة|غارات) جوية|قصف جوي|غارة للطيران
        תקיפה אווירית|תקיפות אוויריות|הפצצה מהאוויר
    """,
    "suicide_attack": r"""
        suicide (?:bomb(?:er|ers|ing|ings)|attacks?|attackers?|car|truck|vests?|vehicle)
        blew (?:himself|herself|themselves|itself) up
        هجوم انتحاري|انتحاري فجر|فجر انتحاري
        פיגוע התאבדות|מחבל מתאבד
    """,
    "planted_explosive": r"""
        (?:roadside|car|truck|pipe|sticky|magnetic|vehicle|homemade) bombs?
        (?:car|truck|roadside) bombings?
        bombs? (?:\w+ )?(?:exploded|went off|detonated|planted)
        (?:planted|detonated) (?:\w+ ){0,2}bombs?
        ieds?|improvised explosive devices?|land ?-?mines?
        عبوة ناسفة|عبوات ناسفة|سيارة مفخخة|انفجار لغم
        מכונית תופת|מטען חבלה|מטען צד
    """,
    "grenade": r"""
        (?:threw|hurled|lobbed|tossed|thrown|throwing) (?:\w+ ){0,4}grenades?
        (?<!propelled )(?<!propelled-)grenade attacks?
        قنبلة يدوية
        השליכו רימון
    """,
    "clash": r"""
        (?:armed )?clash(?:es|ed)?|firefights?|gun ?-?battles?|skirmish(?:es)?
        (?:exchange|exchanged|exchanges) (?:of )?(?:gun)?fire
        fighting (?:broke out|erupted|between)
        اشتباكات|اشتباك
        חילופי אש|חילופי ירי
    """,
    "shooting": r"""
        opened fire
        (?:gunmen|gunman) (?:\w+ )?(?:shot|killed|attacked|wounded)
        shot (?:dead|and killed|and wounded)
        (?:mass |drive-by )?shooting(?! down)(?: attack)?
        (?<!exchange of )(?<!exchanged )gunfire
        إطلاق نار|أطلق مسلحون النار
        פיגוע ירי|פתח באש|פתחו באש
    """,
    "assassination": "assassinat(?:ed|es|ing|ion)|targeted killing|اغتيال|התנקשות",
    "abduction": r"""
        abduct(?:ed|s|ing|ion|ions)|kidnap(?:ped|ping|pings|s)?
        taken hostage|took (?:\w+ )?hostages?|hostage-taking
        اختطاف|خطف
        חטיפה|נחטפו|נחטף
    """,
    "hijacking": "hijack(?:ed|s|ing|ings)?|اختطاف طائرة|חטיפת מטוס",
    "arson_sabotage": r"""
        arson|set fire to|torched|sabotaged?
        set (?:[\w']+ ){1,4}(?:on fire|ablaze|alight)
        إحراق
        הצתה
    """,
    "cbrn": r"""
        chemical (?:weapons? )?attacks?|sarin|chlorine(?: gas)?|mustard gas|nerve agents?
        هجوم كيميائي
        נשק כימי
    """,
    "physical_assault": """
        stabb(?:ed|ing|ings)|beaten(?: to death)?|stoned to death|knife attacks?
        طعن
        פיגוע דקירה|נדקר
    """,
    "sexual_violence": "raped|rapes|gang rape|sexual(?:ly)? (?:assault(?:ed|s)?|violence|abused?)|اغتصاب|אונס",
    "cyber": "cyber ?-?attacks?|ransomware|malware|هجوم سيبراني|هجوم إلكتروني|מתקפת סייבר",
}
TYPES: Final = {code: pattern(rf"(?<![\w-])(?:{any_of(words)})(?!\w)") for code, words in _TYPES.items()}
"""Code of an attack type → the words that tell of it."""

WITHIN: Final = {"suicide_attack": {"planted_explosive"}, "hijacking": {"abduction"}, "uav_attack": {"suicide_attack"}}
"""Code → codes that the same words also match, and that it holds: a suicide car bomb is no planted one."""

NOT_TOLD: Final = pattern(
    r"(?<!\w)(?:not|never|no|denie[ds]|deny|denying|drills?|exercises?|training|would|could|might|if|threat\w*"
    r"|warn\w*|plan(?:s|ned|ning)?|plot\w*|vow\w*|fear\w*|no longer|\w+n't|لا|لم|نفى|לא|תרגיל)(?!\w)"
)
"""Beside these words an act was not told of as done."""

UNARMED: Final = pattern(r"(?<!\w)(?:protest\w*|demonstrat\w*|fans|supporters|riot\w*|rally|متظاهر\w*|מפגינים)(?!\w)")
"""Beside these words a clash may not be one of armed sides."""

_STAGES: Final = {
    "foiled": "foil(?:ed|s|ing)|thwart(?:ed|s|ing)|averted|defused|disrupted|إحباط|أحبطت|סוכל|סיכלו",
    "attempted": """
        attempted|botched
        failed (?:to (?:explode|detonate|go off)|attack|attempt)
        did not (?:explode|detonate|go off)
    """,
    "threatened": "threaten(?:ed|s|ing) to (?:attack|strike|bomb|target|launch|fire|kill)|bomb threats?",
    "completed": """
        landed|hit|struck|exploded|detonated|went off|opened fire|slammed into
        killed|(?<!his )(?<!her )(?<!their )killing(?! of)|wounded|wounding|injured|damaged|destroyed
        blew (?:himself|herself|themselves|up)
    """,
}
STAGES: Final = {code: pattern(rf"(?<![\w-])(?:{any_of(words)})(?!\w)") for code, words in _STAGES.items()}
"""Code of a stage → the words that tell of it."""

STAGE_NOT_TOLD: Final = pattern(
    r"(?<!\w)(?:never|no|nothing|nobody|none|anniversar\w*|denie[ds]|would|could|might|may|if|unless|whether"
    r"|\w+n't|unclear|not(?! (?:explode|detonate|go off)))(?!\w)"
)
"""Beside these words it is not told how far the act went."""
