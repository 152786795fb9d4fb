"""Which codes do the other datasets have? Owns their closed lists, so that a crosswalk leads nowhere that is not there.

ACLED by its codebook of 2024, GTD by its codebook of 2021, UCDP GED by that of version 23.1. A key of a crosswalk is a
dataset, or a dataset and a column of its own where the codes are not of the column that answers ours.
"""

from typing import Final

SCHEMES: Final = {
    "acled": "ACLED",
    "airwars": "Airwars",
    "gtd": "GTD",
    "gtd_claimed": "GTD claimed",
    "gtd_claimmode": "GTD claimmode",
    "gtd_compclaim": "GTD compclaim",
    "gtd_guncertain1": "GTD guncertain1",
    "gtd_success": "GTD success",
    "gtd_suicide": "GTD suicide",
    "gtd_vicinity": "GTD vicinity",
    "gtd_weapon": "GTD weapon",
    "plover": "PLOVER",
    "ucdp_ged": "UCDP GED",
}
"""Keys of the crosswalks and how they are named to readers."""

ACLED_EVENTS: Final = {
    "Battles": ("Government regains territory", "Non-state actor overtakes territory", "Armed clash"),
    "Protests": ("Excessive force against protesters", "Protest with intervention", "Peaceful protest"),
    "Riots": ("Violent demonstration", "Mob violence"),
    "Explosions/Remote violence": (
        "Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED", "Grenade",
    ),
    "Violence against civilians": ("Sexual violence", "Attack", "Abduction/forced disappearance"),
    "Strategic developments": (
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use",
        "Headquarters or base established", "Looting/property destruction", "Non-violent transfer of territory",
        "Other",
    ),
}  # fmt: skip
"""Event types with their sub-event types."""

ACLED_EVENT_OF: Final = {sub: event for event, subs in ACLED_EVENTS.items() for sub in subs}

ACLED_INTER: Final = {
    "1": "State forces", "2": "Rebel group", "3": "Political militia", "4": "Identity militia", "5": "Rioters",
    "6": "Protesters", "7": "Civilians", "8": "External/Other forces",
}  # fmt: skip

ACLED_SCALE: Final = ("Local partner", "Subnational", "National", "Regional", "International", "New media", "Other")

ACLED_PRECISION: Final = ("1", "2", "3")
"""Of time and of place."""

GTD_ATTACK: Final = {
    "1": "Assassination", "2": "Armed Assault", "3": "Bombing/Explosion", "4": "Hijacking",
    "5": "Hostage Taking (Barricade Incident)", "6": "Hostage Taking (Kidnapping)",
    "7": "Facility/Infrastructure Attack", "8": "Unarmed Assault", "9": "Unknown",
}  # fmt: skip

GTD_TARGET: Final = {
    "1": "Business", "2": "Government (General)", "3": "Police", "4": "Military", "5": "Abortion Related",
    "6": "Airports & Aircraft", "7": "Government (Diplomatic)", "8": "Educational Institution",
    "9": "Food or Water Supply", "10": "Journalists & Media", "11": "Maritime", "12": "NGO", "13": "Other",
    "14": "Private Citizens & Property", "15": "Religious Figures/Institutions", "16": "Telecommunication",
    "17": "Terrorists/Non-State Militia", "18": "Tourists", "19": "Transportation", "20": "Unknown", "21": "Utilities",
    "22": "Violent Political Party",
}  # fmt: skip

GTD_TARGET_SUBTYPES: Final = {
    "6": "Medical/Pharmaceutical", "15": "Politician or Political Party Movement/Meeting/Rally",
    "76": "House/Apartment/Residence", "84": "Political Party Member/Rally",
}  # fmt: skip
"""The few that a code of ours leads to; GTD has more than a hundred."""

GTD_WEAPON: Final = {
    "1": "Biological", "2": "Chemical", "3": "Radiological", "4": "Nuclear", "5": "Firearms", "6": "Explosives",
    "7": "Fake Weapons", "8": "Incendiary", "9": "Melee",
    "10": "Vehicle (not to include vehicle-borne explosives, i.e., car or truck bombs)", "11": "Sabotage Equipment",
    "12": "Other", "13": "Unknown",
}  # fmt: skip

GTD_EXPLOSIVES: Final = {
    "7": "Grenade", "8": "Landmine", "9": "Letter Bomb", "10": "Pressure Trigger",
    "11": "Projectile (rockets, mortars, RPGs, etc.)", "12": "Remote Trigger",
    "13": "Suicide (carried bodily by human being)", "14": "Time Fuse", "15": "Vehicle",
    "16": "Unknown Explosive Type", "17": "Other Explosive Type",
}  # fmt: skip
"""Subtypes of weapon type 6."""

GTD_SPECIFICITY: Final = ("1", "2", "3", "4", "5")

GTD_CLAIM_MODE: Final = {
    "1": "Letter", "2": "Call (post-incident)", "3": "Call (pre-incident)", "4": "E-mail", "5": "Note left at scene",
    "6": "Video", "7": "Posted to website, blog, etc.", "8": "Personal claim", "9": "Other", "10": "Unknown",
}  # fmt: skip

GED_VIOLENCE: Final = {"1": "state-based conflict", "2": "non-state conflict", "3": "one-sided violence"}

GED_DATE_PRECISION: Final = ("1", "2", "3", "4", "5")

GED_WHERE_PRECISION: Final = ("1", "2", "3", "4", "5", "6", "7")


def codes(value: str) -> tuple[str, ...]:
    """The codes of a crosswalk: ``"4, 5"`` means either."""
    return tuple(value.split(", "))
