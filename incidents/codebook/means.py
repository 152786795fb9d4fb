"""What do the codes of weapons and targets mean? (SCHEMA 3.8, 3.9, 4.2, 4.3)"""

from incidents.codebook.vocabulary import Vocabulary, term

WEAPON_SIDE = Vocabulary(
    "weapon_side",
    "Side",
    "Who used the munition.",
    [
        term("attacker", "Attacker", "Those who attacked."),
        term("defender", "Defender", "Those who were attacked, or who protect them."),
        term("unknown", "Not known", "The sources do not say."),
    ],
)

WEAPON_TYPE = Vocabulary(
    "weapon_type",
    "Weapon",
    "The munition or means (with GTD type/subtype).",
    [
        term("rocket", "Rocket (unguided)", "An unguided rocket.", gtd="6/11"),
        term("mortar", "Mortar", "A mortar round.", gtd="6/11"),
        term("artillery", "Artillery", "A gun or howitzer shell.", gtd="6/11"),
        term("ballistic_missile", "Ballistic missile", "A guided missile on a ballistic path.", gtd="6/11"),
        term("cruise_missile", "Cruise missile", "A guided missile that flies level.", gtd="6/11"),
        term("other_missile", "Other missile", "Another guided missile, or one not specified.", gtd="6/11"),
        term("rpg", "Rocket-propelled grenade", "A shoulder-fired rocket grenade.", gtd="6/11"),
        term("uav_one_way", "One-way drone", "A drone that is the munition.", gtd="6"),
        term("uav_armed", "Armed drone", "A drone that releases munitions.", gtd="6"),
        term("aerial_bomb", "Aerial bomb", "A bomb dropped from an aircraft."),
        term("ied", "Improvised explosive device", "A home-made device.", gtd="6/12, 6/16, 6/17"),
        term("vehicle_bomb", "Vehicle bomb", "Explosives in a vehicle.", gtd="6/15"),
        term("mine", "Mine", "A manufactured landmine or sea mine.", gtd="6/8"),
        term(
            "suicide_device",
            "Suicide device",
            "Explosives worn or carried by an attacker who means to die.",
            gtd="6/13",
        ),
        term("grenade", "Grenade", "A hand grenade.", gtd="6/7"),
        term("small_arms", "Small arms", "Rifles, pistols, machine guns.", gtd="5"),
        term("incendiary", "Incendiary", "Fire as a weapon.", gtd="8"),
        term("edged_blunt", "Edged or blunt weapon", "Knives, clubs, stones.", gtd="9"),
        term("chemical", "Chemical agent", "A toxic chemical.", gtd="2"),
        term("cyber", "Cyber means", "Malicious software or intrusion."),
        term("air_defence_gun", "Air-defence gun", "A gun against incoming projectiles or aircraft, C-RAM included."),
        term("air_defence_missile", "Air-defence missile", "A missile against projectiles or aircraft."),
        term("jamming", "Jamming", "Electronic disturbance of a weapon or its guidance."),
        term("other", "Other", "A known means that fits none of these.", gtd="12"),
        term("unknown", "Not known", "The sources do not say.", gtd="13"),
    ],
)

WEAPON_OUTCOME = Vocabulary(
    "weapon_outcome",
    "Outcome",
    "What became of the munition. Blank: not stated.",
    [
        term("hit_intended", "Hit its target", "It struck what it was aimed at."),
        term("hit_other", "Hit something else", "It struck another thing than it was aimed at."),
        term("landed", "Landed", "It came down; what it struck is not said."),
        term("intercepted", "Intercepted", "A defence stopped it."),
        term("fell_short", "Fell short", "It came down before its target."),
        term("failed", "Failed", "It did not work."),
        term("not_fired", "Not fired", "It was found or kept, not used."),
        term("activated", "Activated", "A defence was switched on. This says nothing about success."),
        term("unknown", "Not known", "A source says it is not known."),
    ],
)

TARGET_TYPE = Vocabulary(
    "target_type",
    "Target",
    "What was aimed at or struck (with GTD targtype).",
    [
        term("diplomatic", "Diplomatic", "An embassy, a consulate or their staff.", gtd="7"),
        term("government", "Government", "Civilian state institutions and officials.", gtd="2"),
        term("military", "Military", "Armed forces, bases and equipment.", gtd="4"),
        term("police_security", "Police and security", "Police, intelligence and prisons.", gtd="3"),
        term("education", "Education", "Schools, universities, pupils and teachers.", gtd="8"),
        term("health", "Health", "Hospitals, ambulances and medical staff.", gtd="1/6, 13"),
        term("residential", "Residential", "Homes and housing areas.", gtd="14/76"),
        term("private_persons", "Private persons", "Civilians as such.", gtd="14"),
        term("religious", "Religious", "Places of worship, clergy and worshippers.", gtd="15"),
        term("media", "Media", "Journalists and their offices.", gtd="10"),
        term("ngo_humanitarian", "NGO or humanitarian", "Aid workers, their sites and convoys.", gtd="12"),
        term("business", "Business", "Shops, companies and their people.", gtd="1"),
        term("energy_utilities", "Energy and utilities", "Power, oil, gas and water supply plants.", gtd="21"),
        term("transport", "Transport", "Roads, rail, airports, ports and vehicles.", gtd="6, 11, 19"),
        term("telecom", "Telecommunications", "Masts, lines and data centres.", gtd="16"),
        term("food_water", "Food and water", "Food, crops and water sources.", gtd="9"),
        term("political_party", "Political party", "Parties, candidates and rallies.", gtd="2/15, 14/84, 22"),
        term("armed_group", "Armed group", "Fighters and sites of a group that is not a state's.", gtd="17"),
        term("other", "Other", "A known target that fits none of these.", gtd="13"),
        term("unknown", "Not known", "The sources do not say.", gtd="20"),
    ],
)

TARGET_ROLE = Vocabulary(
    "target_role",
    "Role of the target",
    "Aimed at, struck, or both.",
    [
        term("intended", "Intended", "It was aimed at; whether it was hit is another matter."),
        term("struck", "Struck", "It was hit; whether it was meant is another matter."),
        term("intended_and_struck", "Intended and struck", "It was aimed at and hit."),
        term("unclear", "Unclear", "The sources do not tell which."),
    ],
)

DAMAGE = Vocabulary(
    "damage",
    "Damage",
    "Harm to things. Blank: no source says.",
    [
        term("none", "None", "A source affirms there was no damage."),
        term("minor", "Minor", "Slight damage."),
        term("major", "Major", "Serious damage."),
        term("destroyed", "Destroyed", "Beyond use."),
        term("some", "Some, extent not stated", "Damage is reported without its extent."),
        term("unknown", "Not known", "A source says it is not known or is being assessed."),
    ],
)

__all__ = [
    "DAMAGE",
    "TARGET_ROLE",
    "TARGET_TYPE",
    "WEAPON_OUTCOME",
    "WEAPON_SIDE",
    "WEAPON_TYPE",
]
