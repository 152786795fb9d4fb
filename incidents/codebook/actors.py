"""What do the codes of actors mean? (SCHEMA 3.4)"""

from incidents.codebook.vocabulary import Vocabulary, term

ACTOR_KIND = Vocabulary(
    "actor_kind",
    "Kind of actor",
    "What sort of person or body it is.",
    [
        term("person", "Person", "A named or unnamed individual."),
        term("state", "State", "A state, its government, a ministry or a mission.", acled="1", plover="GOV"),
        term(
            "state_force",
            "State force",
            "Military, police or intelligence of a state.",
            acled="1, 8",
            plover="MIL, COP, SPY, PRM",
        ),
        term("international_force", "International force", "A coalition or peacekeepers.", acled="8"),
        term(
            "armed_group",
            "Armed group",
            "An organised armed force that is not a state's.",
            acled="2, 3, 4",
            plover="REB, PRM",
        ),
        term("political_party", "Political party", "A party or bloc.", acled="3, 5, 6", plover="PTY, OPP"),
        term("movement", "Movement", "A political or social movement.", acled="3, 5, 6", plover="PTY, OPP"),
        term("media", "Media", "A news organisation.", acled="7, 8", plover="JRN"),
        term("ngo", "NGO", "A non-governmental organisation.", acled="7, 8", plover="SOC"),
        term("intergovernmental", "Intergovernmental", "A body of several states.", acled="7, 8"),
        term("company", "Company", "A business.", acled="7, 8", plover="BUS"),
        term(
            "community",
            "Community",
            "People of one place, faith or descent; civilians as a side.",
            acled="7, 8",
            plover="SOC",
        ),
        term("unidentified", "Unidentified", "Force was used and nobody knows by whom.", acled="3", plover="UAF"),
        term(
            "label",
            "Collective label",
            "A collective term a speaker used without naming a body. It can be accused; "
            "it is never an identified perpetrator.",
        ),
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

__all__ = [
    "ACTOR_KIND",
    "ACTOR_NAME_KIND",
]
