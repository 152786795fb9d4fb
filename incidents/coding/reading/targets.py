"""What was aimed at or struck, by these words? Owns what is suggested for a target and its damage (SCHEMA 3.9, 4.3).

What was aimed at and what was struck are two things: the role follows from the verb alone. A place beside which
something happened is no target.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from incidents.coding.reading.nations import country_after, nationality
from incidents.coding.reading.plain import Plain, pattern, plain
from incidents.coding.reading.suggestion import Suggestion, that_fit


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing in the words that can be a target: its noun phrase, its type, and its role where a verb gives one."""

    start: int
    end: int
    type: str
    role: str
    is_beside: bool


_TYPES: Final = (
    ("residential", r"residential (?:buildings?|complex(?:es)?|compounds?|areas?|districts?|neighbou?rhoods?|homes)"),
    ("ngo_humanitarian", r"aid (?:workers?|convoys?|trucks?|warehouses?)|humanitarian (?:convoys?|workers?)"),
    ("police_security", (r"police (?:stations?|posts?|checkpoints?|headquarters|vehicles?|patrols?)|security (?:checkpoints?"
r"|headquarters|posts?)|prisons?|jails?|police officers?")),
    (
        "military",
        (r"(?:military|army|air|naval|coalition) (?:bases?|posts?|convoys?|vehicles?|headquarters|camps?"
r"|outposts?|positions?|checkpoints?|patrols?)"
        r"|air ?bases?|airfields?|barracks|bases?|soldiers|troops|warships?|قاعدة(?: عسكرية| جوية)?|بסיס צבאי|בסיס"),
    ),
    ("armed_group", (r"(?:militia|militant|rebel|insurgent|terrorist)s?'? (?:bases?|positions?|hideouts?|headquarters"
r"|camps?|convoys?)")),
    ("political_party", r"party (?:headquarters|offices?)|(?:election|campaign) rall(?:y|ies)|مقر حزب"),
    ("diplomatic", (r"embass(?:y|ies)|consulates?(?: general)?|diplomatic (?:missions?|compounds?|facilit(?:y|ies)"
r"|convoys?|posts?)|سفارة|السفارة|القنصلية|שגרירות|קונסוליה")),
    ("government", (r"ministr(?:y|ies)|parliament(?: buildings?)?|government (?:buildings?|offices?|headquarters"
r"|compounds?)|courthouses?|governor's (?:office|residence|house)|البرلمان|مبنى حكومي")),
    ("education", r"schools?|universit(?:y|ies)|colleges?|kindergartens?|مدرسة|جامعة|בית ספר|אוניברסיטה"),
    ("health", (r"hospitals?|clinics?|ambulances?|medical (?:centers?|centres?|facilit(?:y|ies)|points?)"
r"|health (?:centers?|centres?)|مستشفى|سيارة إسعاف|בית חולים|אמבולנס")),
    ("religious", (r"mosques?|church(?:es)?|shrines?|temples?|synagogues?|cathedrals?|monaster(?:y|ies)|مسجد|جامع|كنيسة"
r"|מסגד|כנסייה|בית כנסת")),
    ("media", (r"(?:television|tv|radio) (?:stations?|channels?)|newspaper offices?|journalists?|news crews?"
r"|قناة تلفزيونية")),
    ("energy_utilities", (r"power (?:stations?|plants?|lines?)|oil (?:fields?|refiner(?:y|ies)|facilit(?:y|ies)|depots?"
r"|terminals?|pipelines?)|gas (?:fields?|plants?|pipelines?|facilit(?:y|ies))|refiner(?:y|ies)"
r"|pipelines?|substations?|dams?|حقل نفطي|محطة كهرباء|תחנת כוח")),
    ("transport", (r"(?:international )?airports?|bridges?|ports?|seaports?|railway (?:stations?|lines?)"
r"|train stations?|trains?|bus(?:es)?(?: stations?)?|highways?|مطار|جسر|ميناء|נמל תעופה|שדה תעופה"
r"|גשר|אוטובוס")),
    ("telecom", r"(?:telecommunications?|telecom|cell(?:phone)?|mobile phone|communications?) (?:towers?|masts?)"),
    ("food_water", r"farms?|farmland|crops|orchards?|water (?:tanks?|wells?)|bakery|bakeries|مزرعة|מאפייה"),
    ("business", (r"markets?|shops?|restaurants?|hotels?|factor(?:y|ies)|banks?|malls?|shopping (?:malls?|centers?"
r"|centres?)|cafes?|warehouses?|سوق|فندق|مطعم|שוק|מלון|מסעדה")),
    ("residential", r"houses?|homes?|apartment (?:buildings?|blocks?)|apartments?|منزل|منازل|בית מגורים|בניין מגורים"),
    ("private_persons", r"civilians|a crowd"),
)  # fmt: skip
_WORDS: Final = r"[a-zà-ÿ0-9.&'-]+"
_BREAK: Final = (
    "the a an of and or in on at near to for with from that which who by as was were is are had has "
"have into inside outside "
    "targeted targeting target targets hit hits hitting struck striking strike strikes damaged "
"damaging destroyed destroying "
    "attacked attacking attack attacks landed fell exploded across behind beside between under over "
"its their his her against "
    "toward towards aimed fired launched assault raid when while after before rockets rocket drone "
"drones missile missiles one two three "
    "four five several some shelled bombed killed wounded said told onto another this these those other hosting housing"
)  # fmt: skip
_MODIFIER: Final = rf"(?:(?!(?:{_BREAK.replace(' ', '|')})(?![\w-])){_WORDS} ){{0,5}}"
_THING: Final = tuple(
    (code, pattern(rf"(?<![\w-])(?P<mods>{_MODIFIER})(?<![\w-])(?:ال|ב|ה)?(?:{words})(?![\w-])"))
    for code, words in _TYPES
)
_COMPOUND: Final = pattern(
    r" (?:workers?|officials?|staff|employees?|children|teachers?|bomb\w*|attacks?|attackers?|gate"
    r"|spokes\w+|building|guards?|owner"
    r"|'s|grounds|compound|perimeter|complex|security|road|street|district|authority|ministry)(?!\w)|'s"
)
_KEPT: Final = pattern(r"(?: (?:compound|building|complex|grounds|perimeter))(?![\w'-])")
_ADJECTIVE: Final = pattern(r" ([^\W\da-z_]+)")
_ARTICLE: Final = r"(?:(?:the|an?|its|their|another|one|two|three|four|several|a number of|part of(?: the)?) )?"
_INTENDED: Final = pattern(
    rf"(?<!\w)(?:target(?:ed|ing|s)?|aim(?:ed|ing) at|directed (?:at|against)|(?:fired"
    rf"|launched) (?:\w+ )?(?:at|towards?|against)"
    rf"|استهدف(?:ت)?|استهداف|يستهدف|לעבר|כוונו ל) ?{_ARTICLE}$"
)
_STRUCK: Final = pattern(
    r"(?<!\w)(?:hit|hits|hitting|struck|striking|slam(?:med|ming) into|crash(?:ed|ing) into|(?:landed"
    r"|landing|fell|falling|came down|exploded)"
    r" (?:directly )?(?:inside|in|on|onto|into|at|within)|tore through"
    rf"|(?:سقط(?:ت)?|سقوط \w+) (?:في|على|داخل)|أصاب(?:ت)?|פגעה ב|פגע ב) ?{_ARTICLE}$"
)
_BESIDE: Final = pattern(
    r"(?<!\w)(?:near|nearby|across (?:\w+ )*?from|outside|opposite|close to|next to|behind|beside|from"
    r"|of|in front of|around|to"
    r"|under|by|between|over|against|hosting|housing|قرب|بالقرب من|ליד|סמוך ל|\w+ (?:at|in|inside|on)) ?"
    + _ARTICLE
    + "$"
)
_UPON: Final = pattern(r"(?<!\w)(?:(?:attack|strike|raid|assault)s? on|damage to) ?" + _ARTICLE + "$")
_NOT_TOLD: Final = pattern(
    r"(?<!\w)(?:could|would|might|may have|if|not|never|denie[ds]|fail\w* to|threat\w*|plan(?:s|ned)?"
    r"|plot\w*|vow\w*|\w+n't)(?!\w)"
)
_WAS_STRUCK: Final = pattern(r" (?:was|were|had been|has been|have been) (?:\w+ly |also )?(?:hit|struck)(?!\w)")
_WAS_AIMED_AT: Final = pattern(r" (?:was|were|had been|has been|have been) (?:\w+ly |also )?targeted(?!\w)")
_WHERE: Final = pattern(r" in (?:[A-Z][\w'-]+)(?: [A-Z][\w'-]+)?")
_OWNED: Final = frozenset({"diplomatic", "military", "police_security", "government"})

_CERTAIN: Final = r"(?<!\w)(?<!not )(?<!could have )(?<!would have )(?<!be )(?<!to )"
_DAMAGES: Final = tuple(
    (code, pattern(words))
    for code, words in (
        (
            "unknown",
            (r"(?<!\w)(?:assess(?:ing|ed)?|evaluating|determining|working out) (?:the )?(?:extent of )?(?:the "
r"|any )?damage"
            r"|no (?:\w+ ){0,6}?details? (?:about|on|of) (?:the |any )?damage|(?:extent"
r"|scale) of (?:the )?damage (?:is|was) (?:not|un)"
            r"|damage (?:is|was) (?:unclear|not (?:yet )?(?:clear|known))|unclear (?:if|whether) (?:\w+ ){0,4}damage"),
        ),
        ("none", (r"(?<!\w)(?:no|without|without causing|did not cause|didn't cause) (?:any )?(?:material |structural "
r"|property )?damage(?!\w)|(?<!\w)undamaged")),
        ("destroyed", rf"{_CERTAIN}(?:destroyed|levell?ed|flattened|razed|reduced to rubble|gutted)(?!\w)|تدمير"),
        ("major", (r"(?<!\w)(?:badly|heavily|severely|seriously|extensively) damaged|(?<!\w)(?:extensive|severe|heavy"
r"|serious|major|significant|considerable) (?:\w+ )?damage|أضرار كبيرة|נזק כבד")),
        ("minor", (r"(?<!\w)(?:slightly|lightly) damaged|(?<!\w)(?:minor|slight|light|limited|minimal"
r"|superficial) (?:\w+ )?damage|أضرار طفيفة|נזק קל")),
        ("some", (rf"{_CERTAIN}(?:damaged|damaging)(?!\w)|(?<!\w)(?:caus(?:ed|ing)|suffered|sustained|inflict(?:ed"
rf"|ing)) (?:some )?(?:material |structural |property )?damage(?!\w)|أضرار مادية|נגרם נזק")),
    )
)  # fmt: skip
_DAMAGE_NOT_TOLD: Final = pattern(
    r"(?<!\w)(?:reports? of|reported|denie[ds]|could|would|might|may|if|fail\w* to"
    r"|threat\w*) (?:\w+ ){0,5}?(?:damage|destroy)|no reports? (?:\w+ )*?(?:or )?damage"
    r"|not (?:\w+ )?(?:damaged|destroyed)"
)


def read_target(words: str) -> list[Suggestion]:
    """Suggestions for type, name, role, nationality and damage of a Target."""
    said = plain(words)
    thing = _one([*_things(said)])
    made = _what(said, thing) if thing else []
    return that_fit([*made, *_damage(said)])


def _things(said: Plain) -> Iterator[Thing]:
    taken: list[tuple[int, int]] = []
    for code, words in _THING:
        for found in words.finditer(said.text):
            head = found.end("mods")
            if any(head < end and start < found.end() for start, end in taken):
                continue
            taken.append((head, found.end()))
            kept = _KEPT.match(said.text, found.end())
            if kept or not _COMPOUND.match(said.text, found.end()):
                yield _thing(said, found.start(), kept.end() if kept else _with_adjective(said, found.end()), code)


def _with_adjective(said: Plain, end: int) -> int:
    """Where a noun ends with the nationality that follows it, as in Arabic and Hebrew."""
    found = _ADJECTIVE.match(said.text, end)
    return found.end() if found and nationality(found[1]) else end


def _thing(said: Plain, start: int, end: int, code: str) -> Thing:
    before = said.text[:start]
    where = _WHERE.match(said.cased, end) if code == "diplomatic" else None
    roles = {
        "intended": _INTENDED.search(before) or _WAS_AIMED_AT.match(said.text, end),
        "struck": _STRUCK.search(before) or _WAS_STRUCK.match(said.text, end),
    }
    given = [role for role, match in roles.items() if match] if not _NOT_TOLD.search(said.text) else []
    role = given[0] if len(given) == 1 else "intended_and_struck" if given else ""
    return Thing(start, where.end() if where else end, code, role, _is_beside(before) and not role)


def _is_beside(before: str) -> bool:
    return bool(_BESIDE.search(before)) and not _UPON.search(before)


def _one(things: list[Thing]) -> Thing | None:
    """The one thing that the words are about; None where there are several."""
    others = [thing for thing in things if not thing.is_beside]
    return others[0] if len(others) == 1 else None


def _what(said: Plain, thing: Thing) -> list[Suggestion]:
    name = said.said(thing.start, thing.end)
    made = [
        Suggestion("type", thing.type, f"“{name[:120]}” is of this type."),
        Suggestion("name", name, "The thing as the words describe it."),
    ]
    if thing.role:
        made.append(Suggestion("role", thing.role, f"The verb says it of “{name[:120]}”."))
    country = nationality(said.text[thing.start : thing.end]) or country_after(said.text[thing.end :])
    if country and thing.type in _OWNED:
        made.append(Suggestion("nationality", country, f"“{name[:120]}” gives the nationality."))
    return made


def _damage(said: Plain) -> list[Suggestion]:
    found = {code: match for code, words in _DAMAGES if (match := words.search(said.text))}
    if "unknown" not in found and _DAMAGE_NOT_TOLD.search(said.text):
        return []
    if "some" in found and len(found) == 2 and found.keys() & {"major", "minor", "none"}:
        del found["some"]
    if len(found) != 1:
        return []
    [(code, match)] = found.items()
    return [Suggestion("damage", code, f"“{said.said(*match.span())[:120]}” tells of the damage.")]
