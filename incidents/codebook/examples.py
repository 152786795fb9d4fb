"""How is it coded? Worked examples: what the sources say, what stands in the record, and why."""

from dataclasses import dataclass
from typing import Final

Coded = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Example:
    """One case. ``coded`` are columns, by table where it is not the flat one, and their values; "" is a blank."""

    name: str
    title: str
    said: str
    coded: Coded
    why: str


EXAMPLES: Final = (
    Example(
        "dozens",
        "“Dozens” is no number",
        "The ministry said that dozens were hurt.",
        (
            ("casualties.harm", "injured"), ("casualties.count_kind", "words"), ("casualties.low", "2"),
            ("casualties.best", ""), ("casualties.high", ""), ("casualties.number_text", "dozens"),
            ("injured_state", "figure"), ("injured_low", "2"), ("injured_best", ""),
        ),
        "More than one is all that the word says for sure, so the low is 2 and the rest is blank; the word is kept. "
        "Other datasets write 12 or 24. Whoever wants such a number can put it there, and knows that they did.",
    ),
    Example(
        "not-mentioned",
        "Silence one: no source mentions it",
        "Four reports tell of two people hurt. None says anything about deaths.",
        (("killed_state", "not_mentioned"), ("killed_low", ""), ("killed_best", ""), ("killed_high", "")),
        "Nobody counted, so there is no zero. In a sum the incident is one of those without a figure.",
    ),
    Example(
        "none-reported",
        "Silence two: no report had come",
        "There were no immediate reports of casualties, an official said.",
        (("casualties.count_kind", "none_reported"), ("killed_state", "none_reported"), ("killed_best", "")),
        "It says what was known at that moment, and of casualties of any kind. It is no zero either.",
    ),
    Example(
        "unknown",
        "Silence three: it is said not to be known",
        "The number of dead is not yet clear, the governor said.",
        (("casualties.count_kind", "unknown"), ("killed_state", "unknown"), ("killed_best", "")),
        "A source looked and could not tell. That is more than silence, and less than a figure.",
    ),
    Example(
        "none",
        "And a true zero",
        "Nobody was killed, the ministry found after searching the site.",
        (("casualties.count_kind", "none"), ("killed_state", "none"), ("killed_low", "0"), ("killed_best", "0"),
         ("killed_high", "0")),
        "Somebody who could know affirms it, and no account gives more. Only here are low, best and high all 0; a 0 in "
        "a figure is one end of what accounts say, as when one says nobody and another three.",
    ),
    Example(
        "range",
        "Two accounts, one range",
        "The army says that two people were hurt; an official who gives no name says three.",
        (("injured_low", "2"), ("injured_best", "2"), ("injured_high", "3"), ("figures.rule", "best-placed origin"),
         ("figures.origins", "2"), ("figures.contested", "true")),
        "Both accounts stand. The range is their spread; the best is the figure of the one better placed to know, here "
        "the authority that gives its name. It is never an average.",
    ),
    Example(
        "copies",
        "Three outlets, one voice",
        "Three newspapers print the army's statement, and all of them say two.",
        (("number_of_articles", "3"), ("number_of_origins", "1"), ("verification", "single_origin")),
        "A copy corroborates nothing. The later statements are tied to the first one by “repeats”.",
    ),
    Example(
        "night",
        "A night has two dates",
        "It happened in the night to Friday, 14 January 2022.",
        (("date_edtf", "[2022-01-13,2022-01-14]"), ("date_earliest", "2022-01-13"), ("date_latest", "2022-01-14"),
         ("date_precision", "window")),
        "Once, on one of the two days. 2022-01-13/2022-01-14 would say that it lasted through both.",
    ),
    Example(
        "aim",
        "What was aimed at, and what was hit",
        "Four rockets were fired at the embassy; one hit a school.",
        (("targets.type", "diplomatic"), ("targets.role", "intended"), ("targets.type", "education"),
         ("targets.role", "struck"), ("weapons.best", "4"), ("weapons.best", "1"), ("weapons.outcome", "hit_other")),
        "Two targets with two roles; and of the group of four rockets a part of one, which is never added to it.",
    ),
    Example(
        "accused",
        "An accusation is not a finding",
        "A politician blames “factions close to Iran”. Nobody has claimed the attack.",
        (("statements.kind", "accusation"), ("statements.accused_text", "factions close to Iran"),
         ("statement_actors.kind", "label"), ("responsibility", "attributed")),
        "Who is accused stands with whoever accuses. A collective term is a label: it can be accused, and it is never "
        "counted as a perpetrator.",
    ),
)  # fmt: skip
"""In the order of the page."""
