"""What do the steps of review mean? (SCHEMA 3.6 and 10)"""

from incidents.codebook.vocabulary import Vocabulary, term

STATUS = Vocabulary(
    "status",
    "Status",
    "Where the coding stands. Only the review module moves it.",
    [
        term("draft", "Draft", "Being coded; seen by analysts only."),
        term("in_review", "In review", "Submitted; waits for a reviewer. A live version may stay up meanwhile."),
        term("published", "Published", "A live public version exists."),
        term("withdrawn", "Withdrawn", "Taken back; a tombstone with the reason stands at its address."),
        term("merged", "Merged", "Folded into another incident, to which its code redirects."),
    ],
)

REVIEW_ACTION = Vocabulary(
    "review_action",
    "Review step",
    "What was done to the status of an incident.",
    [
        term("submit", "Submitted for review", "The coder says it is complete."),
        term("send_back", "Sent back", "A reviewer returns it with a reason."),
        term("take_back", "Taken back", "Whoever submitted it goes on working on it."),
        term("publish", "Published", "A reviewer writes a new public version."),
        term("revise", "Reopened", "A published incident goes back into review; the live version stays up."),
        term("withdraw", "Withdrawn", "A reviewer closes every public version, with a public reason."),
        term("restore", "Restored to draft", "A withdrawn incident is taken up again."),
        term("merge", "Merged", "It is folded into another incident."),
        term("unmerge", "Merge undone", "It stands by itself again, in review; its evidence went back to it."),
        term("assign", "Assigned", "It was put in somebody's hands; the status stays."),
        term(
            "conflict",
            "Import conflict",
            "A newer dataset row met an incident analysts had changed; nothing was overwritten.",
        ),
    ],
)

IMPORT_OUTCOME = Vocabulary(
    "import_outcome",
    "Outcome of a row",
    "What an import made of one row.",
    [
        term("new", "New", "It became an incident."),
        term("updated", "Updated", "It changed an incident imported before."),
        term(
            "unchanged", "Unchanged", "The incident already says this, or a newer version or an analyst has the word."
        ),
        term("rejected", "Rejected", "It cannot be read; nothing of the import is written."),
    ],
)

__all__ = ["IMPORT_OUTCOME", "REVIEW_ACTION", "STATUS"]
