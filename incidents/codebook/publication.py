"""What do the derived values of a public record mean? (SCHEMA 3.15, 4.6, 6 and 9)"""

from incidents.casualties import RULES
from incidents.codebook.vocabulary import Vocabulary, term

PUBLICATION_STATE = Vocabulary(
    "publication_state",
    "State of a public version",
    "Whether a version can be read.",
    [
        term("live", "Live", "The current version."),
        term("superseded", "Superseded", "An older version, still readable and citable."),
        term("withdrawn", "Withdrawn", "Closed; a tombstone stands in its place."),
        term("merged", "Merged", "Closed; its address leads to another incident."),
        term("blanked", "Blanked", "Emptied when the incident was published more coarsely; its hash is kept."),
    ],
)

DATE_PRECISION = Vocabulary(
    "date_precision",
    "Precision of the date",
    "What the recorded date says.",
    [
        term("day", "Day", "It happened on that day.", acled="1", ucdp_ged="1"),
        term("window", "Within a window", "It happened on one of these days.", acled="2", ucdp_ged="2, 3"),
        term("on_or_before", "On or before", "It happened no later than that day.", ucdp_ged="4, 5"),
        term("month", "Month", "It happened on some day of that month.", acled="3", ucdp_ged="4"),
        term("year", "Year", "It happened on some day of that year.", ucdp_ged="5"),
        term("duration", "Duration", "It lasted from the first day to the last.", ucdp_ged="1"),
        term("ongoing", "Still open", "It began on that day and had not ended."),
    ],
)

FIGURE_STATE = Vocabulary(
    "figure_state",
    "State of a figure",
    "Which of four silences an empty figure is, if it is one.",
    [
        term("figure", "A figure", "At least one account gives a number. A 0 in it is one end of what accounts say."),
        term("none", "None", "Accounts affirm that there was nobody: low, best and high are 0, a true zero."),
        term("none_reported", "None reported", "An account says that no report had reached it."),
        term("unknown", "Not known", "An account says that the number is not known."),
        term("not_mentioned", "Not mentioned", "No source says anything of it. This is not a zero."),
    ],
)

FIGURE_RULE = Vocabulary(
    "figure_rule",
    "Rule behind a best figure",
    "Which step of the rule gave the best figure, or why there is none.",
    [term(rule, rule.capitalize(), sentence) for rule, sentence in RULES.items()],
)

RESPONSIBILITY = Vocabulary(
    "responsibility",
    "Responsibility",
    "Who is said to have done it, derived from the current statements about the incident.",
    [
        term("admitted", "Admitted", "Somebody claims it and no rival does.", gtd_claimed="1"),
        term(
            "claims_conflict",
            "Claims conflict",
            "Claims compete, or a claim is denied or disputed.",
            gtd_claimed="1",
            gtd_compclaim="1",
        ),
        term(
            "attributed",
            "Attributed",
            "Somebody is accused; nobody denies it, and nobody accuses another named party.",
            gtd_claimed="-9, 0",
            gtd_guncertain1="1",
        ),
        term(
            "attribution_contested",
            "Attribution contested",
            "The accused differ, or an accusation is denied.",
            gtd_claimed="-9, 0",
            gtd_guncertain1="1",
        ),
        term(
            "no_claim",
            "No claim reported",
            "Sources say only that nobody had claimed it.",
            gtd_claimed="0",
        ),
        term("not_stated", "Not stated", "No source says who did it.", gtd_claimed="-9"),
    ],
)

__all__ = ["DATE_PRECISION", "FIGURE_RULE", "FIGURE_STATE", "PUBLICATION_STATE", "RESPONSIBILITY"]
