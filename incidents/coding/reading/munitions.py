"""Which munition does a noun mean? Owns the nouns for weapons and the named models (SCHEMA 4.2).

A noun that several types share (“drone”, “shell”) has no type here: which of them it was, the words must say.
"""

import re
from dataclasses import dataclass
from typing import Final

from incidents.coding.reading.plain import either, pattern


@dataclass(frozen=True, slots=True)
class Munition:
    """A way of naming a munition. A type that follows from the model's name is inferred, not stated."""

    words: re.Pattern[str]
    type: str
    model: str = ""
    side: str = ""
    is_inferred: bool = False
    is_drone: bool = False


_PLAIN: Final = (
    (r"rocket-propelled grenades?|rpgs?(?:-[0-9]+)?", "rpg"),
    ((rf"(?<!counter-)(?<!anti-)(?<!multiple )(?:rockets?)(?!-)"
rf"|{either('صاروخ', 'صواريخ', 'صاروخا', 'صاروخان', 'صاروخين')}|רקטות|רקטה"), "rocket"),
    ((rf"mortars?(?: (?:shells?|rounds?|bombs?))?|{either('قذيفة هاون', 'قذائف هاون', 'قذيفتا هاون')}"
rf"|פצצת מרגמה|פצצות מרגמה|פצמ\"ר"), "mortar"),
    (rf"artillery(?: (?:shells?|rounds?|fire))?|howitzers?|{either('قذائف مدفعية', 'قصف مدفعي')}", "artillery"),
    ((rf"(?:short-range |medium-range )?ballistic missiles?|{either('صاروخ باليستي', 'صواريخ باليستية')}"
rf"|טילים בליסטיים|טיל בליסטי"), "ballistic_missile"),
    (rf"cruise missiles?|{either('صاروخ كروز', 'صواريخ كروز')}", "cruise_missile"),
    (r"(?:anti-tank |guided |anti-ship )?missiles?|טילים|טיל", "other_missile"),
    (
        (r"(?:explosives?|bomb)-(?:laden|packed|rigged|carrying) (?:drones?|uavs?)|(?:suicide|kamikaze"
r"|one-way(?: attack)?|")
        (rf"booby-trapped|exploding) (?:drones?|uavs?)"
rf"|{either('طائرة مسيرة مفخخة', 'طائرات مسيرة مفخخة', 'مسيرة مفخخة', 'مسيرات مفخخة')}|כטב\"ם מתאבד"),
        "uav_one_way",
    ),
    (r"armed (?:drones?|uavs?)", "uav_armed"),
    (r"(?:aerial|barrel|glide|cluster) bombs?", "aerial_bomb"),
    (
        (rf"(?:suicide )?(?:car|truck|vehicle|van) bombs?|vehicle-borne (?:ieds?"
rf"|improvised explosive devices?)|svbieds?|vbieds?"
rf"|{either('سيارة مفخخة', 'سيارات مفخخة', 'سيارتان مفخختان')}|מכונית תופת"),
        "vehicle_bomb",
    ),
    ((rf"ieds?|improvised explosive devices?|(?:roadside|pipe|sticky|homemade|home-made) bombs?"
rf"|{either('عبوة ناسفة', 'عبوات ناسفة', 'عبوتان ناسفتان')}|מטען חבלה|מטעני חבלה"), "ied"),
    ((rf"land ?-?mines?|(?:naval|sea|anti-tank|anti-personnel|antipersonnel) mines?"
rf"|{either('لغم أرضي', 'ألغام أرضية')}"), "mine"),
    ((rf"suicide (?:vests?|belts?)|explosive (?:vests?|belts?)|suicide bombers?"
rf"|{either('حزام ناسف', 'حزاما ناسفا')}"), "suicide_device"),
    (rf"(?:hand |stun )?(?<!propelled )grenades?|{either('قنبلة يدوية', 'قنابل يدوية')}|רימון יד|רימון", "grenade"),
    ((r"gunfire|rifles?|machine[ -]guns?|assault rifles?|pistols?|handguns?|bullets?"
r"|small[ -]arms(?: fire)?|kalashnikovs?|ak-47s?"), "small_arms"),
    (r"molotov cocktails?|petrol bombs?|firebombs?|incendiary (?:bombs?|devices?|weapons?)", "incendiary"),
    (r"knives|knife|machetes?|axes?|swords?", "edged_blunt"),
    (r"chlorine(?: gas)?|sarin|mustard gas|nerve agents?|chemical (?:weapons?|agents?)", "chemical"),
)  # fmt: skip

# Name in print → how it is written, type, side of the defence.
_MODELS: Final = (
    ("C-RAM", r"c-ram|cram|counter[ -]rocket,? artillery,?(?: and|,)? mortars?", "air_defence_gun", "defender"),
    ("Phalanx", "phalanx", "air_defence_gun", "defender"),
    ("Patriot", "patriot", "air_defence_missile", "defender"),
    ("Iron Dome", "iron dome", "air_defence_missile", "defender"),
    ("S-300", "s-300", "air_defence_missile", "defender"),
    ("S-400", "s-400", "air_defence_missile", "defender"),
    ("Katyusha", rf"katy?usha|{either('كاتيوشا')}|קטיושה|קטיושות", "rocket", ""),
    ("Grad", rf"(?:bm-21 )?grad|{either('غراد')}|גראד", "rocket", ""),
    ("Qassam", "qassam|קסאם", "rocket", ""),
    ("Shahed-136", "shahed[ -]136|geran-2", "uav_one_way", ""),
    ("Shahed-131", "shahed[ -]131|geran-1", "uav_one_way", ""),
    ("Lancet", "lancet", "uav_one_way", ""),
    ("MQ-9 Reaper", "mq-9(?: reaper)?|reaper", "uav_armed", ""),
    ("Bayraktar TB2", "bayraktar(?: tb2)?", "uav_armed", ""),
    ("Fateh-110", "fateh-110", "ballistic_missile", ""),
    ("Scud", "scud", "ballistic_missile", ""),
    ("Iskander", "iskander", "ballistic_missile", ""),
    ("Kalibr", "kalibr", "cruise_missile", ""),
    ("Tomahawk", "tomahawk", "cruise_missile", ""),
    ("Hellfire", "hellfire", "other_missile", ""),
    ("Kornet", "kornet", "other_missile", ""),
    ("Javelin", "javelin", "other_missile", ""),
)

_DEFENCE: Final = (
    ((r"(?:air|missile)[ -]defen[cs]e(?:s)?(?: (?:systems?|batter(?:y|ies)|units?))?|defensive system"
r"|interception system"), ""),
    (r"(?:air[ -]defen[cs]e |interceptor |surface-to-air )missiles?|interceptors", "air_defence_missile"),
    (r"anti-?aircraft (?:guns?|fire)", "air_defence_gun"),
    (r"(?:signal |electronic |gps )?jamming|jammers?", "jamming"),
)  # fmt: skip


def _named(words: str) -> re.Pattern[str]:
    return pattern(rf"(?<!\w)(?:[وبل]|ال|ב|ו)?(?:{words})(?!\w)")


MUNITIONS: Final = (
    *(
        Munition(_named(rf"(?:{words})s?(?: (?:rockets?|missiles?|drones?|uavs?))?"), type_, model, side, is_inferred=True)
        for model, words, type_, side in _MODELS
    ),
    *(Munition(_named(words), type_, side="defender") for words, type_ in _DEFENCE),
    *(Munition(_named(words), type_) for words, type_ in _PLAIN),
    Munition(_named(rf"drones?|uavs?|unmanned aerial vehicles?|quadcopters?"
rf"|{either('طائرة مسيرة', 'طائرات مسيرة', 'مسيرة', 'مسيرات')}|כטב\"ם|רחפן|רחפנים"), "", is_drone=True),
    Munition(_named(r"shells?|projectiles?|bombs?|explosive devices?|explosives?|munitions?|mines"), ""),
)  # fmt: skip
"""Ways of naming a munition; where two overlap, the one that comes first here is meant."""

THINGS: Final = (
    "rockets|missiles|drones|uavs|shells|mortars|bombs|grenades|projectiles|rounds|ieds|mines"
    "|mortar shells|mortar rounds"
)
SINGULAR: Final = (
    "rocket-propelled grenade|rpg|rocket|missile|drone|uav|shell|mortar shell|mortar round|projectile"
    "|car bomb|roadside bomb|truck bomb|bomb|grenade|ied|"
    "improvised explosive device|explosive device|landmine|suicide bomber|"
    + either("صاروخ", "صاروخا", "عبوة ناسفة", "سيارة مفخخة", "قذيفة هاون")
)
TWO: Final = either(
    "صاروخان",
    "صاروخين",
    "عبوتان ناسفتان",
    "عبوتين ناسفتين",
    "سيارتان مفخختان",
    "سيارتين مفخختين",
    "قذيفتا هاون",
    "قذيفتي هاون",
)
