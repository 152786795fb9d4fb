"""What do the codes of the analysts' work mean: who has an article, what a step was, why a note is confidential?"""

from incidents.codebook.vocabulary import Vocabulary, term

CODING_ROUND = Vocabulary(
    "coding_round",
    "Round of coding",
    "Whether an article is coded for the first time, or a second time without sight of the first.",
    [
        term("first", "First coding", "The coding that is published if no second one is made."),
        term("second", "Second coding", "Made blind, to measure how well two coders agree."),
    ],
)

TASK_STATE = Vocabulary(
    "task_state",
    "State of a task",
    "Where the coding of one article by one person stands.",
    [
        term("open", "Open", "This person has it; nobody else is handed it."),
        term("done", "Done", "This person says that everything in scope is coded."),
        term("given_back", "Given back", "It went back to the queue unfinished."),
    ],
)

STEP_KIND = Vocabulary(
    "step_kind",
    "Kind of step",
    "What wrote several rows in one go, so that it can be undone in one go.",
    [
        term("desk", "At the desk", "One gesture of a coder."),
        term("merge", "Merge", "One incident folded into another, with all its evidence."),
        term("adjudicate", "Adjudication", "A decision between two codings, carried over into the one that is kept."),
    ],
)

CONFIDENTIAL_KIND = Vocabulary(
    "confidential_kind",
    "Kind of confidential note",
    "Why it must never be shown.",
    [
        term("contact", "Source contact", "Who told us, and how to reach them."),
        term("safety", "Safety", "What could put somebody at risk."),
        term("other", "Other", "Confidential for another reason."),
    ],
)

REPORT_ABOUT = Vocabulary(
    "report_about",
    "What a reported error is about",
    "Which part of a public record a reader says is wrong.",
    [
        term("figure", "The number of people hurt", "A figure of the toll, or who they were."),
        term("place", "The place", "Where it happened, or how it is shown on the map."),
        term("date", "The date", "The day or the time."),
        term("attribution", "Who did it", "Who is said to have done it, or who said so."),
        term("source", "A source or a quote", "Words that were not said so, or a source that is missing."),
        term("danger", "It puts somebody at risk", "What is shown could lead to a person."),
        term("other", "Something else", "Another part of the record."),
    ],
)

REPORT_STATE = Vocabulary(
    "report_state",
    "State of a reported error",
    "What analysts made of a reader's report.",
    [
        term("new", "New", "Nobody has decided on it yet."),
        term("accepted", "Accepted", "Something was, or will be, changed because of it."),
        term("dismissed", "Dismissed", "Nothing is changed because of it; the note says why."),
    ],
)

__all__ = ["CODING_ROUND", "CONFIDENTIAL_KIND", "REPORT_ABOUT", "REPORT_STATE", "STEP_KIND", "TASK_STATE"]
