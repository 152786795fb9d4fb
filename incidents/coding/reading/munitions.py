"""Which munition does a noun mean? Owns the nouns for weapons and the named models (SCHEMA 4.2).

A noun that several types share (“drone”, “shell”) has no type here: which of them it was, the words must say.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from incidents.coding.reading.plain import any_of, either, pattern


@dataclass(frozen=True, slots=True)
class Munition:
    """A way of naming a munition. A type that follows from the model's name is inferred, not stated."""

    words: re.Pattern[str]
    type: str
    model: str = ""
    side: str = ""
    is_drone: bool = False


_UAV: Final = "(?:drones?|uavs?)"
_PLAIN: Final = {
    "rpg": "rocket[ -]propelled grenades?|rpgs?(?:-[0-9]+)?",
    "rocket": """
        (?<!counter-)(?<!anti-)(?<!multiple )rockets?(?!-)
        صاروخ|صواريخ|صاروخا|صاروخان|صاروخين
        רקטות|רקטה
    """,
    "mortar": """
        mortars?(?: (?:shells?|rounds?|bombs?))?
        قذيفة هاون|قذائف هاون|قذيفتا هاون|قذيفتي هاون
        פצצת מרגמה|פצצות מרגמה|פצמ"ר
    """,
    "artillery": "artillery(?: (?:shells?|rounds?|fire))?|howitzers?|قذائف مدفعية|قصف مدفعي",
    "ballistic_missile": """
        (?:short-range |medium-range )?ballistic missiles?
        صاروخ باليستي|صواريخ باليستية
        טיל בליסטי|טילים בליסטיים
    """,
    "cruise_missile": "cruise missiles?|صاروخ كروز|صواريخ كروز|טיל שיוט|טילי שיוט",
    "other_missile": "(?:anti-tank |guided |anti-ship )?missiles?|טילים|טיל",
    "uav_one_way": f"""
        (?:explosives?|bomb)-(?:laden|packed|rigged|carrying) {_UAV}
        (?:suicide|kamikaze|one-way(?: attack)?|booby-trapped|exploding) {_UAV}
        طائرة مسيرة مفخخة|طائرات مسيرة مفخخة|مسيرة مفخخة|مسيرات مفخخة
        כטב"ם מתאבד
    """,
    "uav_armed": f"armed {_UAV}",
    "aerial_bomb": "(?:aerial|barrel|glide|cluster) bombs?",
    "vehicle_bomb": """
        (?:suicide )?(?:car|truck|vehicle|van) bombs?|svbieds?|vbieds?
        vehicle-borne (?:ieds?|improvised explosive devices?)
        سيارة مفخخة|سيارات مفخخة|سيارتان مفخختان|سيارتين مفخختين
        מכונית תופת
    """,
    "ied": """
        ieds?|improvised explosive devices?|(?:roadside|pipe|sticky|homemade|home-made) bombs?
        عبوة ناسفة|عبوات ناسفة|عبوتان ناسفتان|عبوتين ناسفتين
        מטען חבלה|מטעני חבלה
    """,
    "mine": "land ?-?mines?|(?:naval|sea|anti-tank|anti-personnel|antipersonnel) mines?|لغم أرضي|ألغام أرضية",
    "suicide_device": "(?:suicide|explosive) (?:vests?|belts?)|suicide bombers?|حزام ناسف|حزاما ناسفا",
    "grenade": "(?:hand |stun )?(?<!propelled )grenades?|قنبلة يدوية|قنابل يدوية|רימון יד|רימון",
    "small_arms": """
        gunfire|rifles?|machine[ -]guns?|assault rifles?|pistols?|handguns?|bullets?
        small[ -]arms(?: fire)?|firearms?|kalashnikovs?|ak-47s?
    """,
    "incendiary": "molotov cocktails?|petrol bombs?|firebombs?|incendiary (?:bombs?|devices?|weapons?)",
    "edged_blunt": "knives|knife|machetes?|axes?|swords?",
    "chemical": "chlorine(?: gas)?|sarin|mustard gas|nerve agents?|chemical (?:weapons?|agents?)",
}

# Name in print → how it is written, type, side.
_MODELS: Final = {
    "C-RAM": ("c-ram|cram|counter[ -]rocket,? artillery,?(?: and|,)? mortars?", "air_defence_gun", "defender"),
    "Phalanx": ("phalanx", "air_defence_gun", "defender"),
    "Patriot": ("patriot", "air_defence_missile", "defender"),
    "Iron Dome": ("iron dome|כיפת ברזל", "air_defence_missile", "defender"),
    "S-300": ("s-300", "air_defence_missile", "defender"),
    "S-400": ("s-400", "air_defence_missile", "defender"),
    "Katyusha": ("katy?usha|كاتيوشا|קטיושה|קטיושות", "rocket", ""),
    "Grad": ("(?:bm-21 )?grad|غراد|גראד", "rocket", ""),
    "Qassam": ("qassam|קסאם", "rocket", ""),
    "Shahed-136": ("shahed[ -]136|geran-2", "uav_one_way", ""),
    "Shahed-131": ("shahed[ -]131|geran-1", "uav_one_way", ""),
    "Lancet": ("lancet", "uav_one_way", ""),
    "MQ-9 Reaper": ("mq-9(?: reaper)?|reaper", "uav_armed", ""),
    "Bayraktar TB2": ("bayraktar(?: tb2)?", "uav_armed", ""),
    "Fateh-110": ("fateh-110", "ballistic_missile", ""),
    "Scud": ("scud", "ballistic_missile", ""),
    "Iskander": ("iskander", "ballistic_missile", ""),
    "Kalibr": ("kalibr", "cruise_missile", ""),
    "Tomahawk": ("tomahawk", "cruise_missile", ""),
    "Hellfire": ("hellfire", "other_missile", ""),
    "Kornet": ("kornet", "other_missile", ""),
    "Javelin": ("javelin", "other_missile", ""),
}

_DEFENCE: Final = (
    ("", "(?:air|missile)[ -]defen[cs]es?(?: (?:systems?|batter(?:y|ies)|units?))?|(?:defensive|interception) system"),
    ("air_defence_missile", "(?:air[ -]defen[cs]e |interceptor |surface-to-air )missiles?|interceptors"),
    ("air_defence_gun", "anti-?aircraft (?:guns?|fire)"),
    ("jamming", "(?:signal |electronic |gps )?jamming|jammers?"),
)
_DRONE: Final = """
    drones?|uavs?|unmanned aerial vehicles?|quadcopters?
    طائرة مسيرة|طائرات مسيرة|مسيرة|مسيرات
    כטב"ם|רחפן|רחפנים
"""
_ANY: Final = "shells?|projectiles?|bombs?|explosive devices?|explosives?|munitions?|mines"


def _named(words: str) -> re.Pattern[str]:
    return pattern(rf"(?<!\w)(?:[وبل]|ال|ב|ו)?(?P<noun>{any_of(words)})(?!\w)")


def _munitions() -> Iterator[Munition]:
    for model, (words, code, side) in _MODELS.items():
        yield Munition(_named(rf"(?:{words})s?(?: (?:rockets?|missiles?|{_UAV}))?"), code, model, side)
    yield from (Munition(_named(words), code, side="defender") for code, words in _DEFENCE)
    yield from (Munition(_named(words), code) for code, words in _PLAIN.items())
    yield Munition(_named(_DRONE), "", is_drone=True)
    yield Munition(_named(_ANY), "")


MUNITIONS: Final = tuple(_munitions())
"""Ways of naming a munition; where two overlap, the one that comes first here is meant."""

SINGULAR: Final = (
    "rocket-propelled grenade|rpg|rocket|missile|drone|uav|shell|mortar shell|mortar round|projectile"
    "|car bomb|roadside bomb|truck bomb|bomb|grenade|ied|improvised explosive device|explosive device"
    "|landmine|suicide bomber|" + either("صاروخ", "صاروخا", "عبوة ناسفة", "سيارة مفخخة", "قذيفة هاون")
)
"""Nouns that mean one munition after “a”, or by themselves in Arabic."""

TWO: Final = either(
    "صاروخان", "صاروخين", "عبوتان ناسفتان", "عبوتين ناسفتين", "سيارتان مفخختان", "سيارتين مفخختين", "قذيفتا هاون",
    "قذيفتي هاون",
)  # fmt: skip
"""Arabic forms that mean two munitions."""
