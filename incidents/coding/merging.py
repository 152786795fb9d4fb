"""How do two incidents become one, and two again? Owns the merge of their rows, in one transaction, and its undoing.

``merge_rules`` says what becomes of every field and table, ``moving`` draws up the plan, ``steps`` keeps every row as
it was, and ``review`` moves the status. Nothing is lost: what is not moved is kept in the step that undoes it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db import IntegrityError, models, transaction

from incidents.coding import review, steps
from incidents.coding.authorship import PARTS
from incidents.coding.editing import take_next_turn, take_turn
from incidents.coding.merge_rules import choices_of, taken_from_source
from incidents.coding.moving import Plan
from incidents.coding.review import Refused
from incidents.coding.sight import visible_to
from incidents.coding.steps import ChangedSince, Recorder, state_of
from incidents.models import Incident, Relation, Step


@dataclass(frozen=True)
class Merge:
    """A merge into an incident: its step, the incident that went in, and whether the one who asks may undo it."""

    step: Step
    source: Incident
    may_undo: bool


def objections(source: Incident, into: Incident, *, by: User) -> list[str]:
    """Why this person cannot merge the one into the other; empty when they can."""
    if not _sees(by, source, into):
        return ["You cannot see one of the two incidents."]
    return review.objections("merge", source, by=by) or review.merge_objections(source, into)


def plan(source: Incident, *, into: Incident, choices: Mapping[str, str] | None = None) -> Plan:
    """What a merge would write, for a preview. Refused names a choice that does not exist."""
    try:
        taken = taken_from_source(choices_of(source, into), choices or {})
    except ValueError as problem:
        raise Refused(str(problem)) from problem
    return Plan(source, into, taken)


@transaction.atomic
def merge(
    source: Incident, *, into: Incident, by: User, choices: Mapping[str, str] | None = None, reason: str = ""
) -> Step:
    """Moves all rows of the source to the target, whose code it redirects to from then on.

    ``choices`` says for each of ``choices_of`` which side is kept. Both instances carry the version on which the
    person decided: ``StaleIncident`` says that one was changed since.
    """
    _refuse_if(objections(source, into, by=by))
    others = _tied_to(source, but=into)
    _lock([source.pk, into.pk, *(each.pk for each in others)])
    for incident in (source, into):
        take_turn(incident, seen=incident.version)
        incident.refresh_from_db()
    for incident in others:
        take_next_turn(incident)
    recorder = Recorder(by=by, reason=_because(f"Merged {source.code} into {into.code}", reason))
    _carry_out(plan(source, into=into, choices=choices), recorder)
    review.merge(source, into=into, by=by, reason=reason)
    # The source's own row stays as it is; that it stands first tells whose merge this is.
    said = state_of(source)
    own = {"table": Incident._meta.model_name, "key": source.pk, "before": said, "after": said}
    return Step.objects.create(
        incident=into, kind="merge", label=f"Merged {source.code} into it", changes=[own, *recorder.changes], by=by
    )


def _carry_out(drawn_up: Plan, recorder: Recorder) -> None:
    for deed, row in drawn_up.deeds:
        (recorder.save if deed == "save" else recorder.delete)(row)
    if drawn_up.changes:
        for name, value in drawn_up.changes.items():
            setattr(drawn_up.target, name, value)
        recorder.save(drawn_up.target)


# Undoing


def merges_of(incident: Incident, *, by: User) -> list[Merge]:
    """The merges into this incident, latest first, undone ones too, of those this person may see."""
    found = list(incident.steps.filter(kind="merge").select_related("by", "undone_by").order_by("-id"))
    sources = visible_to(by).in_bulk([source_key(step) for step in found]) if found else {}
    known = [(step, sources[source_key(step)]) for step in found if source_key(step) in sources]
    return [Merge(step, source, not objections_to_undoing(step, by=by)) for step, source in known]


def step_of(source: Incident) -> Step:
    """The step by which a merged incident went into the other. Refused where there is none to undo."""
    standing = source.merged_into.steps.filter(kind="merge", undone_at=None) if source.merged_into else ()
    found = next((step for step in standing if source_key(step) == source.pk), None)
    if found is None:
        raise Refused("No merge of this incident is kept that could be undone.")
    return found


def source_key(step: Step) -> int:
    """The key of the incident that a merge folded into the step's incident."""
    return int(step.changes[0]["key"])


def objections_to_undoing(step: Step, *, by: User) -> list[str]:
    """Why this person cannot undo this merge; empty when they can, if no row has been changed since."""
    source = Incident.objects.filter(pk=source_key(step)).first()
    if step.kind != "merge" or step.undone_at or source is None or source.merged_into_id != step.incident_id:
        return ["This merge does not stand any more."]
    if not _sees(by, source, step.incident):
        return ["You cannot see one of the two incidents."]
    return review.objections("unmerge", source, by=by)


@transaction.atomic
def unmerge(step: Step, *, by: User, reason: str = "") -> Incident:
    """Gives every row back, and lets the source stand by itself again. Returns the source.

    ``ChangedSince`` names what somebody has changed meanwhile; then nothing is undone.
    """
    others = _written_of_others(step)
    _lock([step.incident_id, source_key(step), *(each.pk for each in others)])
    step.refresh_from_db()
    _refuse_if(objections_to_undoing(step, by=by))
    source = Incident.objects.get(pk=source_key(step))
    _put_back(step, by=by)
    _refuse_tangles(source, step.incident)
    review.unmerge(source, by=by, reason=reason)
    for incident in (source, *others):
        take_next_turn(incident)
    return source


def _put_back(step: Step, *, by: User) -> None:
    try:
        with transaction.atomic():
            steps.undo(step, by=by)
    except IntegrityError as problem:
        raise Refused("A row added since stands where one has to come back. Look at the history of both.") from problem


def _refuse_tangles(*incidents: Incident) -> None:
    """No row of the one may bear on a row of the other: somebody tied them together since."""
    for model in PARTS:
        for field in model._meta.concrete_fields:
            if field.related_model in PARTS:
                rows = model._default_manager.filter(incident__in=incidents, **{f"{field.name}__isnull": False})
                tangled = rows.exclude(**{f"{field.name}__incident": models.F("incident")}).first()
                if tangled is not None:
                    raise ChangedSince(str(tangled))


# Who and which


def _sees(by: User, *incidents: Incident) -> bool:
    keys = {each.pk for each in incidents}
    return visible_to(by).filter(pk__in=keys).distinct().count() == len(keys)


def _tied_to(source: Incident, *, but: Incident) -> list[Incident]:
    """Other incidents that point to the source; their rows change too."""
    pointing = Relation.objects.filter(to_incident=source.pk).exclude(incident=but.pk).values("incident")
    return list(Incident.objects.filter(pk__in=pointing).exclude(status="merged").order_by("pk"))


def _written_of_others(step: Step) -> list[Incident]:
    ours = {step.incident_id, source_key(step)}
    keys = {each["after"]["incident_id"] for each in step.changes if each["after"] and "incident_id" in each["after"]}
    return list(Incident.objects.filter(pk__in=keys - ours).exclude(status="merged").order_by("pk"))


def _lock(keys: list[int]) -> None:
    """Holds these incidents until the end, in one order for everybody, so that two people never wait for each other."""
    list(Incident.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk"))


def _because(deed: str, reason: str) -> str:
    return f"{deed}: {reason}" if reason else deed


def _refuse_if(problems: Iterable[Any]) -> None:
    if found := list(problems):
        raise Refused(*found)
