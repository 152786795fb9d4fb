"""What do the codes of incidents, places, actors, weapons and targets mean? (SCHEMA 2.4, 2.5, 3.4–3.9, 3.12–3.14, 4)"""

from incidents.codebook.vocabulary import Vocabulary, term

ATTACK_TYPE = Vocabulary(
    "attack_type",
    "Attack type",
    "The kind of act. Two kinds in one incident: code the one that did most harm, the rest as weapons (SCHEMA 4.1).",
    [
        term("indirect_fire", "Rockets, mortars, artillery, missiles", "Fire from the ground at a target out of sight.",
             acled="Shelling/artillery/missile attack", gtd="3 (weapon 6/11)", plover="heavy-weapons"),
        term("uav_attack", "Drone attack", "An armed or one-way uncrewed aircraft.",
             acled="Air/drone strike", gtd="3", plover="drone"),
        term("air_strike", "Air strike", "Weapons released from a crewed aircraft.",
             acled="Air/drone strike", plover="aerial"),
        term("planted_explosive", "Planted explosive", "A device left in place: IED, mine, or vehicle bomb without a driver.",
             acled="Remote explosive/landmine/IED", gtd="3", plover="explosives"),
        term("suicide_attack", "Suicide attack", "The attacker means to die in it.",
             acled="Suicide bomb", gtd="3, suicide 1", plover="suicide-attack"),
        term("grenade", "Grenade", "A grenade thrown by hand or fired from the hand.",
             acled="Grenade", gtd="3 (6/7)", plover="explosives"),
        term("shooting", "Shooting", "Gunfire at people who are not fighting back.",
             acled="Attack", gtd="2", plover="firearms"),
        term("clash", "Armed clash", "Two armed sides fight each other.",
             acled="Armed clash", gtd="2 or none", plover="firearms"),
        term("assassination", "Assassination", "An attack aimed at one chosen person.",
             acled="Attack", gtd="1", plover="targeted"),
        term("abduction", "Abduction", "Kidnapping or hostage taking.",
             acled="Abduction/forced disappearance", gtd="5, 6", plover="abduct"),
        term("hijacking", "Hijacking", "A vehicle, ship or aircraft is seized.",
             acled="Other, Abduction", gtd="4", plover="abduct"),
        term("arson_sabotage", "Arson or sabotage", "A facility is burned or damaged without explosives.",
             acled="Looting/property destruction", gtd="7", plover="destroy"),
        term("cbrn", "Chemical, biological, radiological", "A toxic or radioactive agent is used.",
             acled="Chemical weapon", gtd="3 or 8, weapon 1–4", plover="unconventional"),
        term("physical_assault", "Physical assault", "Beating, stabbing or stoning.",
             acled="Attack, Mob violence", gtd="8, 2", plover="beat, primitive"),
        term("sexual_violence", "Sexual violence", "An act of sexual violence.",
             acled="Sexual violence", gtd="8", plover="sexual"),
        term("cyber", "Cyber attack", "An attack on systems with a physical or public effect.", plover="(context CYBER)"),
        term("other", "Other", "A known act that fits none of these.", acled="Other", gtd="9"),
        term("unknown", "Not known", "The sources do not say what kind of act it was.", gtd="9"),
    ],
)

VIOLENCE_TYPE = Vocabulary(
    "violence_type",
    "Kind of violence (UCDP)",
    "UCDP's three kinds of organised violence, where coded.",
    [
        term("state_based", "State-based", "At least one side is the government of a state.", ucdp_ged="1"),
        term("non_state", "Non-state", "Organised groups fight, none of them a government.", ucdp_ged="2"),
        term("one_sided", "One-sided", "A government or group kills unarmed civilians.", ucdp_ged="3"),
    ],
)

STAGE = Vocabulary(
    "stage",
    "Stage",
    "How far the act went.",
    [
        term("completed", "Completed", "The weapon worked or the act was done, whatever the damage.", gtd="success 1"),
        term("attempted", "Attempted", "It was carried out and failed by itself.", gtd="success 0"),
        term("foiled", "Foiled", "Others stopped it.", gtd="success 0", acled="Disrupted weapons use"),
        term("threatened", "Threatened", "It was announced and not carried out."),
        term("unknown", "Not known", "The sources do not say."),
    ],
)

TIME_KIND = Vocabulary(
    "time_kind",
    "Kind of time",
    "How the time of day is given. Blank: not stated.",
    [
        term("exact", "Exact", "A clock time."),
        term("approximate", "Approximate", "About a clock time."),
        term("window", "Window", "Between two clock times."),
        term("part_of_day", "Part of the day", "A word, such as night."),
        term("unknown", "Not known", "A source says that the time is not known."),
    ],
)

PART_OF_DAY = Vocabulary(
    "part_of_day",
    "Part of the day",
    "A word, not a clock; the hours serve for sorting only (SCHEMA 2.4).",
    [
        term("before_dawn", "Before dawn", "Sorted as 00–04 local time."),
        term("dawn", "Dawn", "Sorted as 04–07 local time."),
        term("morning", "Morning", "Sorted as 07–11 local time."),
        term("midday", "Midday", "Sorted as 11–14 local time."),
        term("afternoon", "Afternoon", "Sorted as 14–18 local time."),
        term("evening", "Evening", "Sorted as 18–21 local time."),
        term("night", "Night", "Sorted as 18–24 local time; it can run past midnight."),
    ],
)

VERIFICATION = Vocabulary(
    "verification",
    "Verification",
    "Did it happen as recorded? Who did it is another question (SCHEMA 4.5).",
    [
        term("unassessed", "Not assessed", "Nobody has looked at it."),
        term("single_origin", "Single origin", "Everything traces back to one account.", airwars="Weak"),
        term("corroborated", "Corroborated", "Independent origins agree on act, place and day.", airwars="Fair"),
        term("acknowledged", "Acknowledged", "An authority with direct knowledge confirms it on the record."),
        term("contested", "Contested", "Credible accounts disagree on whether or how it happened.", airwars="Contested"),
        term("discounted", "Discounted", "Shown not to have happened, or out of scope; kept, not counted.",
             airwars="Discounted"),
    ],
)

SENSITIVITY = Vocabulary(
    "sensitivity",
    "Sensitivity",
    "How much of the place may be shown.",
    [
        term("open", "Open", "The best point known is published."),
        term("coarse", "Coarse", "Only the point of the district above is published, else of the province."),
        term("hidden_place", "Hidden place", "No point is published, only the country."),
    ],
)

PRECISION = Vocabulary(
    "precision",
    "Precision of the place",
    "How well the place is known (SCHEMA 2.5).",
    [
        term("point", "The spot", "The spot itself, to about 100 m.", ucdp_ged="1", acled="1", gtd="1"),
        term("site", "Site", "A known compound, building or street, to about 1 km.", ucdp_ged="1", acled="1", gtd="1"),
        term("neighbourhood", "Neighbourhood", "A part of a town.", ucdp_ged="1", acled="1", gtd="1"),
        term("settlement", "Town or village", "A town or village; its centre is used.", ucdp_ged="1", acled="1", gtd="1"),
        term("near", "Near a place", "Within about 25 km of a known place.", ucdp_ged="2", acled="2", gtd="1, vicinity 1"),
        term("adm2", "District", "A district; its centre is used.", ucdp_ged="3", acled="2", gtd="3"),
        term("adm1", "Province", "A province; its centre is used.", ucdp_ged="4", acled="3", gtd="4"),
        term("region", "Region", "A part of a country, a border or a road.", ucdp_ged="5", acled="3", gtd="4 or 5"),
        term("country", "Country", "The country only.", ucdp_ged="6", acled="3", gtd="5"),
        term("sea_air", "Sea or air", "International water or airspace.", ucdp_ged="7", acled="3", gtd="5"),
    ],
)

LOCATION_ROLE = Vocabulary(
    "location_role",
    "Role of the location",
    "What happened there.",
    [
        term("occurred", "Occurred here", "The act took place here."),
        term("launch", "Launch", "The weapon was fired from here."),
        term("impact", "Impact", "The weapon came down here."),
        term("target", "Target", "It was aimed here, hit or not."),
        term("interception", "Interception", "The weapon was stopped here."),
        term("found", "Found here", "Remains, a body or a device was found here."),
        term("other", "Other", "Tied to the incident in another way."),
    ],
)

CERTAINTY = Vocabulary(
    "certainty",
    "Certainty",
    "How sure the coder is that the sources mean this.",
    [
        term("certain", "Certain", "The sources leave no doubt."),
        term("probable", "Probable", "More likely than not."),
        term("possible", "Possible", "It may be so."),
    ],
)

PLACE_KIND = Vocabulary(
    "place_kind",
    "Kind of place",
    "What the named place is.",
    [
        term("country", "Country", "A country or territory with an ISO code."),
        term("adm1", "Province", "First-order subdivision."),
        term("adm2", "District", "Second-order subdivision."),
        term("adm3", "Subdistrict", "Third-order subdivision."),
        term("settlement", "Town or village", "A populated place."),
        term("neighbourhood", "Neighbourhood", "A part of a town."),
        term("zone", "Zone", "A bounded area, such as a closed government quarter."),
        term("site", "Site", "A compound, building or facility."),
        term("road", "Road", "A road or a stretch of it."),
        term("water", "Water", "A river, lake or sea."),
        term("region", "Region", "A named area without administrative borders."),
        term("other", "Other", "None of these."),
    ],
)

ACTOR_KIND = Vocabulary(
    "actor_kind",
    "Kind of actor",
    "What sort of person or body it is (SCHEMA 3.4).",
    [
        term("person", "Person", "A named or unnamed individual."),
        term("state", "State", "A state, its government, a ministry or a mission.", acled="1", plover="GOV"),
        term("state_force", "State force", "Military, police or intelligence of a state.", acled="1, 8", plover="MIL, COP, SPY, PRM"),
        term("international_force", "International force", "A coalition or peacekeepers.", acled="8"),
        term("armed_group", "Armed group", "An organised armed force that is not a state's.", acled="2, 3, 4", plover="REB, PRM"),
        term("political_party", "Political party", "A party or bloc.", acled="3, 5, 6", plover="PTY, OPP"),
        term("movement", "Movement", "A political or social movement.", acled="3, 5, 6", plover="PTY, OPP"),
        term("media", "Media", "A news organisation.", acled="7, 8", plover="JRN"),
        term("ngo", "NGO", "A non-governmental organisation.", acled="7, 8", plover="SOC"),
        term("intergovernmental", "Intergovernmental", "A body of several states.", acled="7, 8"),
        term("company", "Company", "A business.", acled="7, 8", plover="BUS"),
        term("community", "Community", "People of one place, faith or descent; civilians as a side.", acled="7, 8", plover="SOC"),
        term("unidentified", "Unidentified", "Force was used and nobody knows by whom.", acled="3", plover="UAF"),
        term("label", "Collective label", "A collective term a speaker used without naming a body. It can be accused; "
             "it is never an identified perpetrator."),
    ],
)

ACTOR_NAME_KIND = Vocabulary(
    "actor_name_kind",
    "Kind of name",
    "How this spelling relates to the actor or place.",
    [
        term("official", "Official", "The name it gives itself."),
        term("short", "Short", "An abbreviation or everyday short form."),
        term("spelling", "Spelling", "Another spelling or transliteration."),
        term("translation", "Translation", "The name in another language."),
        term("former", "Former", "A name it used to have."),
    ],
)

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
    "The munition or means (SCHEMA 4.2; GTD type/subtype).",
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
        term("suicide_device", "Suicide device", "Explosives worn or carried by an attacker who means to die.", gtd="6/13"),
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
    "What was aimed at or struck (SCHEMA 4.3; GTD targtype).",
    [
        term("diplomatic", "Diplomatic", "An embassy, a consulate or their staff.", gtd="7"),
        term("government", "Government", "Civilian state institutions and officials.", gtd="2"),
        term("military", "Military", "Armed forces, bases and equipment.", gtd="4"),
        term("police_security", "Police and security", "Police, intelligence and prisons.", gtd="3"),
        term("education", "Education", "Schools, universities, pupils and teachers.", gtd="8"),
        term("health", "Health", "Hospitals, ambulances and medical staff.", gtd="1/6 or 13"),
        term("residential", "Residential", "Homes and housing areas.", gtd="14 (76)"),
        term("private_persons", "Private persons", "Civilians as such.", gtd="14"),
        term("religious", "Religious", "Places of worship, clergy and worshippers.", gtd="15"),
        term("media", "Media", "Journalists and their offices.", gtd="10"),
        term("ngo_humanitarian", "NGO or humanitarian", "Aid workers, their sites and convoys.", gtd="12"),
        term("business", "Business", "Shops, companies and their people.", gtd="1"),
        term("energy_utilities", "Energy and utilities", "Power, oil, gas and water supply plants.", gtd="21"),
        term("transport", "Transport", "Roads, rail, airports, ports and vehicles.", gtd="6, 11, 19"),
        term("telecom", "Telecommunications", "Masts, lines and data centres.", gtd="16"),
        term("food_water", "Food and water", "Food, crops and water sources.", gtd="9"),
        term("political_party", "Political party", "Parties, candidates and rallies.", gtd="2 (15), 14 (84), 22"),
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

INVOLVEMENT_ROLE = Vocabulary(
    "involvement_role",
    "Role of the actor",
    "Who took part or was there. It never says who is to blame; statements do that.",
    [
        term("side_a", "Side A", "One side of a clash or dyad."),
        term("side_b", "Side B", "The other side of a clash or dyad."),
        term("attacked", "Attacked", "Those on whom force was used."),
        term("present", "Present", "There, without a known part."),
    ],
)

RELATION_KIND = Vocabulary(
    "relation_kind",
    "Kind of relation",
    "How the incident is tied to a series or to another incident.",
    [
        term("part_of", "Part of a series", "It belongs to the series."),
        term("duplicate_of", "Duplicate of", "The other record is about the same event."),
        term("same_operation", "Same operation", "Another place, day or hand of one operation."),
        term("follow_up_to", "Follow-up to", "It happened because the other had, as on those who came to help."),
        term("retaliation_for", "Retaliation for", "A named speaker says it answers the other. Needs that statement."),
        term("context_of", "Has as background", "The other is told as background or an anniversary, not as a cause."),
        term("possible_link", "Possible link", "A tie somebody sees and nobody has shown."),
    ],
)

NOTE_KIND = Vocabulary(
    "note_kind",
    "Kind of note",
    "What the note is for: the safety net, so that nothing is dropped.",
    [
        term("context", "Context", "Background the sources tell."),
        term("observation", "Observation", "What was seen or heard that fits no field."),
        term("editorial", "Editorial", "A decision of the editors."),
        term("discrepancy", "Discrepancy", "Sources or values that contradict each other."),
        term("method", "Method", "How something was coded or worked out."),
    ],
)

EXTERNAL_SCHEME = Vocabulary(
    "external_scheme",
    "Other dataset",
    "Whose identifier it is.",
    [
        term("ucdp_ged", "UCDP GED", "Uppsala Conflict Data Program, Georeferenced Event Dataset."),
        term("acled", "ACLED", "Armed Conflict Location and Event Data."),
        term("gtd", "GTD", "Global Terrorism Database."),
        term("airwars", "Airwars", "Airwars civilian harm archive."),
        term("other", "Other", "Another dataset."),
    ],
)

__all__ = [
    "ACTOR_KIND", "ACTOR_NAME_KIND", "ATTACK_TYPE", "CERTAINTY", "DAMAGE", "EXTERNAL_SCHEME", "INVOLVEMENT_ROLE",
    "LOCATION_ROLE", "NOTE_KIND", "PART_OF_DAY", "PLACE_KIND", "PRECISION", "RELATION_KIND", "SENSITIVITY", "STAGE",
    "TARGET_ROLE", "TARGET_TYPE", "TIME_KIND", "VERIFICATION", "VIOLENCE_TYPE", "WEAPON_OUTCOME", "WEAPON_SIDE",
    "WEAPON_TYPE",
]
