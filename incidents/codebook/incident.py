"""What do the codes of an incident mean? (SCHEMA 2.4, 3.6, 3.12–3.14, 4.1, 4.5)"""

from incidents.codebook.vocabulary import Vocabulary, term

ATTACK_TYPE = Vocabulary(
    "attack_type",
    "Attack type",
    "The kind of act. Two kinds in one incident: code the one that did most harm, the rest as weapons.",
    [
        term(
            "indirect_fire",
            "Rockets, mortars, artillery, missiles",
            "Fire from the ground at a target out of sight.",
            acled="Shelling/artillery/missile attack",
            gtd="3",
            gtd_weapon="6/11",
            plover="heavy-weapons",
        ),
        term(
            "uav_attack",
            "Drone attack",
            "An armed or one-way uncrewed aircraft.",
            acled="Air/drone strike",
            gtd="3",
            plover="drone",
        ),
        term(
            "air_strike",
            "Air strike",
            "Weapons released from a crewed aircraft.",
            acled="Air/drone strike",
            plover="aerial",
        ),
        term(
            "planted_explosive",
            "Planted explosive",
            "A device left in place: IED, mine, or vehicle bomb without a driver.",
            acled="Remote explosive/landmine/IED",
            gtd="3",
            plover="explosives",
        ),
        term(
            "suicide_attack",
            "Suicide attack",
            "The attacker means to die in it.",
            acled="Suicide bomb",
            gtd="3",
            gtd_suicide="1",
            plover="suicide-attack",
        ),
        term(
            "grenade",
            "Grenade",
            "A grenade thrown by hand or fired from the hand.",
            acled="Grenade",
            gtd="3",
            gtd_weapon="6/7",
            plover="explosives",
        ),
        term(
            "shooting",
            "Shooting",
            "Gunfire at people who are not fighting back.",
            acled="Attack",
            gtd="2",
            plover="firearms",
        ),
        term(
            "clash",
            "Armed clash",
            "Two armed sides fight each other.",
            acled="Armed clash",
            gtd="2",
            plover="firearms",
        ),
        term(
            "assassination",
            "Assassination",
            "An attack aimed at one chosen person.",
            acled="Attack",
            gtd="1",
            plover="targeted",
        ),
        term(
            "abduction",
            "Abduction",
            "Kidnapping or hostage taking.",
            acled="Abduction/forced disappearance",
            gtd="5, 6",
            plover="abduct",
        ),
        term(
            "hijacking",
            "Hijacking",
            "A vehicle, ship or aircraft is seized.",
            acled="Other, Abduction/forced disappearance",
            gtd="4",
            plover="abduct",
        ),
        term(
            "arson_sabotage",
            "Arson or sabotage",
            "A facility is burned or damaged without explosives.",
            acled="Looting/property destruction",
            gtd="7",
            plover="destroy",
        ),
        term(
            "cbrn",
            "Chemical, biological, radiological",
            "A toxic or radioactive agent is used.",
            acled="Chemical weapon",
            gtd="3, 8",
            gtd_weapon="1, 2, 3, 4",
            plover="unconventional",
        ),
        term(
            "physical_assault",
            "Physical assault",
            "Beating, stabbing or stoning.",
            acled="Attack, Mob violence",
            gtd="2, 8",
            plover="beat, primitive",
        ),
        term(
            "sexual_violence",
            "Sexual violence",
            "An act of sexual violence.",
            acled="Sexual violence",
            gtd="8",
            plover="sexual",
        ),
        term(
            "cyber", "Cyber attack", "An attack on systems with a physical or public effect.", plover="(context CYBER)"
        ),
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
        term("completed", "Completed", "The weapon worked or the act was done, whatever the damage.", gtd_success="1"),
        term("attempted", "Attempted", "It was carried out and failed by itself.", gtd_success="0"),
        term("foiled", "Foiled", "Others stopped it.", gtd_success="0", acled="Disrupted weapons use"),
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
    "A word, not a clock; the hours serve for sorting only.",
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
    "Did it happen as recorded? Who did it is another question.",
    [
        term("unassessed", "Not assessed", "Nobody here has assessed it."),
        term("single_origin", "Single origin", "Everything traces back to one account.", airwars="Weak"),
        term("corroborated", "Corroborated", "Independent origins agree on act, place and day.", airwars="Fair"),
        term("acknowledged", "Acknowledged", "An authority with direct knowledge confirms it on the record."),
        term(
            "contested", "Contested", "Credible accounts disagree on whether or how it happened.", airwars="Contested"
        ),
        term(
            "discounted",
            "Discounted",
            "Shown not to have happened, or out of scope; kept, not counted.",
            airwars="Discounted",
        ),
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
    "ATTACK_TYPE",
    "CERTAINTY",
    "EXTERNAL_SCHEME",
    "INVOLVEMENT_ROLE",
    "NOTE_KIND",
    "PART_OF_DAY",
    "RELATION_KIND",
    "SENSITIVITY",
    "STAGE",
    "TIME_KIND",
    "VERIFICATION",
    "VIOLENCE_TYPE",
]
