"""What kind of act was it, and how far did it go, by these words? Owns suggestions for attack type and stage (SCHEMA 4.1).

Words that tell of two kinds of act suggest neither: which of them did most harm is the coder's to say.
"""

from typing import Final

from incidents.coding.reading.plain import Plain, pattern, plain
from incidents.coding.reading.suggestion import Suggestion

_FIRED: Final = (
    r"(?:fired|launched|landed|landing|targeted|target|struck|hit|fell|falling|slammed|crashed|rained"
    r"|exploded|aimed|attacks?|strikes?"
    r"|barrage|salvo|fire)"
)
_FROM_AFAR: Final = (
    r"(?:(?<!counter-)(?<!anti-)rockets?|mortars?(?: (?:shells?|rounds?|bombs?))?|artillery(?: shells?)?"
    r"|ballistic missiles?|katy?ushas?)"
)
_TYPES: Final = tuple(
    (code, pattern(rf"(?<![\w-])(?:{words})(?!\w)"))
    for code, words in (
        (
            "indirect_fire",
            (rf"{_FROM_AFAR}(?! launcher)(?: \w+){{0,3}}? {_FIRED}|(?:fir(?:ed|ing)|launch(?:ed|ing)|barrage of"
rf"|salvo of|volley of)")
            (rf"(?: [\w-]+){{0,4}} {_FROM_AFAR}(?! launcher)|shelling|shelled|mortared|قصف صاروخي|قصف مدفعي"
rf"|سقوط (?:\w+ )?(?:صاروخ|صواريخ|صاروخين)")
            (r"|إطلاق (?:\w+ )?(?:صاروخ|صواريخ|صاروخين)|قذائف هاون|هجوم صاروخي|ירי רקטות|שיגור רקטות|רקטות נורו"
r"|ירי מרגמות"),
        ),
        (
            "uav_attack",
            (r"(?:drones?|uavs?)(?: \w+){0,2}? (?:strikes?|attacks?|hit|struck|targeted|attacked|crashed|exploded"
r"|bombed)"
            r"|(?:suicide|kamikaze|one-way|explosive-laden|bomb-laden|booby-trapped|armed) (?:drones?|uavs?)"
            r"|(?:attacked|struck|hit|targeted|strike|attack) (?:[\w-]+ ){0,4}(?:with"
r"|by) (?:[\w-]+ ){0,3}(?:drones?|uavs?)"
            r"|(?:هجوم|قصف|استهداف) (?:\w+ )?ب?(?:طائرة|طائرات) (?:مسيرة|مسيره)|مسيرة مفخخة|תקיפת כטב\"ם|כטב\"ם התפוצץ"),
        ),
        (
            "air_strike",
            (r"air ?-?strikes?|air ?-?raids?|(?:warplanes?|fighter jets?|war planes|jets) (?:\w+ )?(?:bombed"
r"|struck|hit|targeted|pounded)"
            r"|aerial bombardment|(?:غارة|غارات) جوية|قصف جوي|غارة للطيران|תקיפה אווירית|תקיפות אוויריות|הפצצה מהאוויר"),
        ),
        (
            "suicide_attack",
            (r"suicide (?:bomb(?:er|ers|ing|ings)|attacks?|attackers?|car|truck|vests?|vehicle)"
            r"|blew (?:himself|herself|themselves|itself) up|هجوم انتحاري|انتحاري فجر|فجر انتحاري|פיגוע התאבדות"
r"|מחבל מתאבד"),
        ),
        (
            "planted_explosive",
            (r"(?:roadside|car|truck|pipe|sticky|magnetic|vehicle|homemade) bombs?|(?:car|truck"
r"|roadside) bombings?|bombs? (?:\w+ )?(?:exploded|went off|detonated|planted)"
            r"|(?:planted|detonated) (?:\w+ ){0,2}bombs?|ieds?|improvised explosive devices?|land ?-?mines?"
            r"|عبوة ناسفة|عبوات ناسفة|سيارة مفخخة|انفجار لغم|מכונית תופת|מטען חבלה|מטען צד"),
        ),
        (
            "grenade",
            (r"(?:threw|hurled|lobbed|tossed|thrown|throwing) (?:\w+ ){0,4}grenades?"
r"|(?<!propelled )(?<!propelled-)grenade attacks?"
            r"|قنبلة يدوية|השליכו רימון"),
        ),
        (
            "clash",
            (r"(?:armed )?clash(?:es|ed)?|firefights?|gun ?-?battles?|(?:exchange|exchanged"
r"|exchanges) (?:of )?(?:gun)?fire"
            r"|fighting (?:broke out|erupted|between)|skirmish(?:es)?|اشتباكات|اشتباك|חילופי אש|חילופי ירי"),
        ),
        (
            "shooting",
            (r"opened fire|(?:gunmen|gunman) (?:\w+ )?(?:shot|killed|attacked|wounded)|shot (?:dead|and killed"
r"|and wounded)")
            (r"|(?:mass |drive-by )?shooting(?! down)(?: attack)?|(?<!exchange of )(?<!exchanged )gunfire"
r"|إطلاق نار|أطلق مسلحون النار|פיגוע ירי|פתח באש|פתחו באש"),
        ),
        ("assassination", r"assassinat(?:ed|es|ing|ion)|targeted killing|اغتيال|התנקשות"),
        ("abduction", (r"abduct(?:ed|s|ing|ion|ions)|kidnap(?:ped|ping|pings|s)?|taken hostage|took (?:\w+ )?hostages?"
r"|hostage-taking|اختطاف|خطف|חטיפה|נחטפו|נחטף")),
        ("hijacking", r"hijack(?:ed|s|ing|ings)?|اختطاف طائرة|חטיפת מטוס"),
        ("arson_sabotage", r"arson|set (?:[\w']+ ){1,4}(?:on fire|ablaze|alight)|set fire to|torched|sabotaged?|إحراق|הצתה"),
        ("cbrn", (r"chemical (?:weapons? )?attacks?|sarin|chlorine(?: gas)?|mustard gas|nerve agents?|هجوم كيميائي"
r"|נשק כימי")),
        ("physical_assault", r"stabb(?:ed|ing|ings)|beaten(?: to death)?|stoned to death|knife attacks?|طعن|פיגוע דקירה|נדקר"),
        ("sexual_violence", r"raped|rapes|gang rape|sexual(?:ly)? (?:assault(?:ed|s)?|violence|abused?)|اغتصاب|אונס"),
        ("cyber", r"cyber ?-?attacks?|ransomware|malware|هجوم سيبراني|هجوم إلكتروني|מתקפת סייבר"),
    )
)  # fmt: skip
_WITHIN: Final = {"suicide_attack": {"planted_explosive"}, "hijacking": {"abduction"}, "uav_attack": {"suicide_attack"}}
"""Code → codes that the same words also match, and that it holds: a suicide car bomb is no planted one."""
_NOT_TOLD: Final = pattern(
    r"(?<!\w)(?:not|never|no|denie[ds]|deny|denying|drills?|exercises?|training|would|could|might|if"
    r"|threat\w*|warn\w*|plan(?:s|ned|ning)?"
    r"|plot\w*|vow\w*|fear\w*|no longer|\w+n't|لا|لم|نفى|לא|תרגיל)(?!\w)"
)
_UNARMED: Final = pattern(r"(?<!\w)(?:protest\w*|demonstrat\w*|fans|supporters|riot\w*|rally|متظاهر\w*|מפגינים)(?!\w)")

_STAGES: Final = tuple(
    (code, pattern(rf"(?<![\w-])(?:{words})(?!\w)"))
    for code, words in (
        ("foiled", r"foil(?:ed|s|ing)|thwart(?:ed|s|ing)|averted|defused|disrupted|إحباط|أحبطت|סוכל|סיכלו"),
        (
            "attempted",
            (
                r"attempted|failed (?:to (?:explode|detonate|go off)|attack|attempt)|did not (?:explode|detonate"
                r"|go off)|botched"
            ),
        ),
        ("threatened", r"threaten(?:ed|s|ing) to (?:attack|strike|bomb|target|launch|fire|kill)|bomb threats?"),
        (
            "completed",
            (
                r"landed|hit|struck|exploded|detonated|killed|killing|wounded|wounding|injured|damaged|destroyed|went off"
                r"|opened fire|slammed into|blew (?:himself|herself|themselves|up)"
            ),
        ),
    )
)
_STAGE_NOT_TOLD: Final = pattern(
    r"(?<!\w)(?:never|no|denie[ds]|would|could|might|may|if|unless|whether|\w+n't|unclear"
    r"|not(?! (?:explode|detonate|go off)))(?!\w)"
)


def read_attack_type(words: str) -> list[Suggestion]:
    """The attack type of an Incident, where the words tell of one kind of act."""
    said = plain(words)
    if _NOT_TOLD.search(said.text):
        return []
    found = {code: match for code, each in _TYPES if (match := each.search(said.text))}
    codes = set(found) - {inner for outer in found for inner in _WITHIN.get(outer, ())}
    if len(codes) != 1 or (codes == {"clash"} and _UNARMED.search(said.text)):
        return []
    [code] = codes
    return [Suggestion("attack_type", code, f"“{_quoted(said, *found[code].span())}” tells of this kind of act.")]


def read_stage(words: str) -> list[Suggestion]:
    """How far the act went, where the words say so of one stage only."""
    said = plain(words)
    if _STAGE_NOT_TOLD.search(said.text):
        return []
    found = {code: match for code, each in _STAGES if (match := each.search(said.text))}
    if len(found) != 1:
        return []
    [(code, match)] = found.items()
    return [Suggestion("stage", code, f"“{_quoted(said, *match.span())}” tells how far it went.", "inferred")]


def _quoted(said: Plain, start: int, end: int) -> str:
    return said.said(start, end)[:120]
