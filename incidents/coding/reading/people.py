"""Who are the people a noun means? Owns the nouns for people, with the group, age and sex they carry (SCHEMA 3.11).

What a noun states is kept apart from what a reader infers: a child is taken to be a civilian, a man is not.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from incidents.coding.reading.nations import NATIONALS
from incidents.coding.reading.plain import spelt


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun for people: how many one form of it means (0 for more than one), and what it says of them."""

    number: int
    group: str = ""
    is_inferred: bool = False
    age: str = ""
    sex: str = ""
    harm: str = ""


_CLASSES: Final[dict[str, tuple[str, bool, str, str] | tuple[str, bool, str, str, str]]] = {
    "civilian": ("civilian", False, "", ""),
    "child": ("civilian", True, "child", ""),
    "boy": ("civilian", True, "child", "male"),
    "girl": ("civilian", True, "child", "female"),
    "woman": ("civilian", True, "adult", "female"),
    "female": ("civilian", True, "", "female"),
    "man": ("", False, "adult", "male"),
    "male": ("", False, "", "male"),
    "by trade": ("civilian", True, "", ""),
    "force": ("security_force", False, "", ""),
    "fighter": ("armed_group", True, "", ""),
    "perpetrator": ("perpetrator", False, "", ""),
    "anyone": ("", False, "", ""),
    "casualty": ("", False, "", "", "casualty_unspecified"),
    "killed": ("", False, "", "", "killed"),
    "injured": ("", False, "", "", "injured"),
    "missing": ("", False, "", "", "missing"),
}

# Singular/plural; a word with one form only stands alone.
_ENGLISH: Final = {
    "civilian": "civilian/civilians",
    "child": "child/children schoolchild/schoolchildren infant/infants baby/babies toddler/toddlers newborn/newborns",
    "boy": "boy/boys schoolboy/schoolboys",
    "girl": "girl/girls schoolgirl/schoolgirls",
    "woman": "woman/women mother/mothers grandmother/grandmothers wife/wives",
    "female": "sister/sisters daughter/daughters",
    "man": "man/men father/fathers grandfather/grandfathers husband/husbands",
    "male": "son/sons brother/brothers",
    "by trade": (
        "journalist/journalists reporter/reporters doctor/doctors nurse/nurses medic/medics paramedic/paramedics "
        "teacher/teachers student/students pupil/pupils farmer/farmers worshipper/worshippers shopper/shoppers "
        "pilgrim/pilgrims refugee/refugees migrant/migrants tourist/tourists villager/villagers "
        "passenger/passengers bystander/bystanders protester/protesters demonstrator/demonstrators "
        "shepherd/shepherds fisherman/fishermen aid_worker/aid_workers patient/patients resident/residents "
        "passer-by/passers-by"
    ),
    "force": (
        "soldier/soldiers serviceman/servicemen servicewoman/servicewomen policeman/policemen "
        "policewoman/policewomen paratrooper/paratroopers conscript/conscripts reservist/reservists /troops "
        "police_officer/police_officers army_officer/army_officers security_officer/security_officers "
        "border_guard/border_guards /military_personnel /security_personnel /police_personnel /army_personnel"
    ),
    "fighter": (
        "militant/militants insurgent/insurgents rebel/rebels jihadist/jihadists guerrilla/guerrillas "
        "militiaman/militiamen fighter/fighters"
    ),
    "perpetrator": "attacker/attackers assailant/assailants bomber/bombers",
    "anyone": (
        "person/people /persons individual/individuals /others victim/victims worker/workers employee/employees "
        "official/officials guard/guards driver/drivers contractor/contractors engineer/engineers judge/judges "
        "gunman/gunmen commander/commanders officer/officers relative/relatives national/nationals "
        "citizen/citizens hostage/hostages prisoner/prisoners detainee/detainees volunteer/volunteers "
        "politician/politicians cleric/clerics priest/priests lawyer/lawyers leader/leaders member/members "
        "businessman/businessmen trader/traders teenager/teenagers sailor/sailors pilot/pilots "
        "peacekeeper/peacekeepers terrorist/terrorists bodyguard/bodyguards firefighter/firefighters "
        "settler/settlers lawmaker/lawmakers"
    ),
    "casualty": "casualty/casualties",
    "killed": "death/deaths fatality/fatalities",
    "injured": "/injuries",
}
# Singular/certain dual/plural. An accusative dual that could be a plural (مدنيين) is no dual here.
_ARABIC: Final = {
    "civilian": "مدني|مدنيا/مدنيان/مدنيون|مدنيين",
    "child": "طفل|طفلا/طفلان|طفلين/أطفال",
    "girl": "طفلة|فتاة/طفلتان|طفلتين|فتاتان|فتاتين/طفلات|فتيات",
    "woman": "امرأة|سيدة/امرأتان|امرأتين|سيدتان|سيدتين/نساء|سيدات",
    "man": "رجل|رجلا/رجلان|رجلين/رجال",
    "by trade": (
        "صحفي|صحفيا|صحافي|صحافيا|متظاهر|متظاهرا/صحفيان|صحافيان|متظاهران/صحفيون|صحفيين|صحافيين|متظاهرين|متظاهرون"
    ),
    "force": "جندي|جنديا|شرطي|شرطيا/جنديان|جنديين|شرطيان|شرطيين/جنود",
    "anyone": (
        "شخص|شخصا|مواطن|مواطنا|عامل|عاملا|ضابط|ضابطا|مسلح|مسلحا|عنصر|عنصرا/شخصان|شخصين|مواطنان|عاملان|عاملين"
        "|ضابطان|ضابطين|مسلحان|عنصران|عنصرين/أشخاص|مواطنين|مواطنون|عمال|ضباط|مسلحين|مسلحون|عناصر|آخرين|آخرون"
    ),
    "killed": "قتيل|قتيلا|شهيد|شهيدا/قتيلان|قتيلين|شهيدان|شهيدين/قتلى|شهداء",
    "injured": "جريح|جريحا|مصاب|مصابا/جريحان|جريحين|مصابان/جرحى|مصابين",
    "missing": "مفقود|مفقودا/مفقودان/مفقودين",
}
_HEBREW: Final = {
    "civilian": "אזרח//אזרחים",
    "child": "ילד//ילדים",
    "girl": "ילדה//ילדות",
    "woman": "אישה|אשה//נשים",
    "man": "גבר//גברים",
    "force": "חייל|שוטר//חיילים|שוטרים",
    "anyone": "אדם//אנשים|בני אדם",
    "killed": "הרוג|הרוגה//הרוגים|הרוגות",
    "injured": "פצוע|פצועה//פצועים|פצועות",
    "missing": "נעדר//נעדרים",
}


def _forms() -> Iterator[tuple[str, Noun]]:
    for kind, words in _ENGLISH.items():
        for word in words.split():
            singular, _, plural = word.replace("_", " ").partition("/")
            yield singular, Noun(1, *_CLASSES[kind])
            yield plural, Noun(0, *_CLASSES[kind])
    for kind, words in [*_ARABIC.items(), *_HEBREW.items()]:
        for number, forms in zip((1, 2, 0), words.split("/"), strict=True):
            yield from ((spelt(form), Noun(number, *_CLASSES[kind])) for form in forms.split("|"))
    for word in NATIONALS:
        yield word, Noun(0)
        yield word.removesuffix("s"), Noun(1)


NOUNS: Final[dict[str, Noun]] = {word: noun for word, noun in _forms() if word}
"""Noun in plain form → what it says of the people."""


def noun_pattern(number: int | None = None) -> str:
    """A regular expression for the nouns, the longest first; with a number only for forms that mean so many."""
    words = [word for word, noun in NOUNS.items() if number is None or noun.number == number]
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
