"""What is read next, and by whom? What waits, what a reader makes of it at first sight, and who has which article."""

from incidents.coding.queue.hands import Hand, hands_on
from incidents.coding.queue.tasks import (
    assign,
    finish,
    give_back,
    hand_objections,
    next_for,
    open_task,
    reopen,
    take,
    take_objections,
)
from incidents.coding.queue.verdicts import VERDICTS, triage, triage_objections, undo
from incidents.coding.queue.waiting import (
    EVERYTHING,
    STATES,
    Filters,
    Position,
    listed,
    own_open,
    position,
    stale,
    waiting,
)

__all__ = [
    "EVERYTHING",
    "STATES",
    "VERDICTS",
    "Filters",
    "Hand",
    "Position",
    "assign",
    "finish",
    "give_back",
    "hand_objections",
    "hands_on",
    "listed",
    "next_for",
    "open_task",
    "own_open",
    "position",
    "reopen",
    "stale",
    "take",
    "take_objections",
    "triage",
    "triage_objections",
    "undo",
    "waiting",
]
