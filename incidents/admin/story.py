"""What happened to an incident beside changes of its fields? Owns its events: review, comments, steps at the desk."""

from collections.abc import Iterator
from typing import Any

from articles.admin.story import Event
from incidents.admin.panels import PREFIXES_OF_ROWS
from incidents.coding import comments
from incidents.models import Comment, Incident, ReviewEvent


def events(incident: Incident) -> list[Event]:
    """Every event of the incident: review, comments, and steps at the desk with their undoing."""
    return [*_of_review(incident), *_of_comments(incident), *_of_steps(incident)]


def _of_review(incident: Incident) -> Iterator[Event]:
    for each in incident.review_events.select_related("by"):
        yield Event(
            at=each.at, by=str(each.by or ""), by_key=each.by_id, code=each.action, label=each.get_action_display(),
            detail=_move(each), words=each.reason, kind="review",
        )  # fmt: skip


def _move(event: ReviewEvent) -> str:
    if event.from_status == event.to_status:
        return ""
    return f"from {event.get_from_status_display().lower()} to {event.get_to_status_display().lower()}"


def _of_comments(incident: Incident) -> Iterator[Event]:
    """Made, resolved and taken up again, as the history of the comments keeps it."""
    rows = list(Comment.history.filter(incident_id=incident.pk).select_related("history_user").order_by("history_id"))
    names = comments.named_rows(incident, {row.record for row in rows if row.record})
    was_open: dict[int, bool] = {}
    for row in rows:
        is_open = row.resolved_at is None
        if (what := _what_happened(row, was_open.get(row.id), is_open)) is not None:
            yield _comment_event(row, what, comments.about(row.record, row.field, names))
        was_open[row.id] = is_open


def _what_happened(row: Any, was_open: bool | None, is_open: bool) -> tuple[str, str] | None:
    if row.history_type == "-":
        return "comment_deleted", "Comment deleted"
    if was_open is None:
        return "comment", "Commented"
    if was_open is is_open:
        return None
    return ("comment_reopened", "Comment reopened") if is_open else ("comment_resolved", "Comment resolved")


def _comment_event(row: Any, what: tuple[str, str], about: str) -> Event:
    return Event(
        at=row.history_date, by=str(row.history_user or ""), by_key=row.history_user_id, code=what[0], label=what[1],
        detail=f"on {about}", words=row.body, kind="comments",
    )  # fmt: skip


def _of_steps(incident: Incident) -> Iterator[Event]:
    for step in incident.steps.select_related("by", "undone_by"):
        undone = f"undone by {step.undone_by}, {step.undone_at:%Y-%m-%d %H:%M}" if step.undone_at else ""
        yield Event(
            at=step.at, by=str(step.by), by_key=step.by_id, code=step.kind, label=step.get_kind_display(),
            detail=undone, words=step.label, kind="steps", wrote_rows=True,
        )  # fmt: skip
        if step.undone_at:
            yield Event(
                at=step.undone_at, by=str(step.undone_by), by_key=step.undone_by_id, code="undone", label="Step undone",
                detail=f"of {step.at:%Y-%m-%d %H:%M}", words=step.label, kind="steps", wrote_rows=True,
                replaces=f"Undone: {step.label}",
            )  # fmt: skip


RECORD_OF = {model._meta.model_name or "": kind for kind, model in comments.RECORDS.items() if kind in PREFIXES_OF_ROWS}
"""Table → the kind of row by which the page of the incident leads to it."""
