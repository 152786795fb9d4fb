"""May this incident move, and who moved it? Owns every write to ``Incident.status`` (SCHEMA 10, status moves).

Each step is one transaction: the right and the rules are checked, the status is set by compare-and-set on the status
and version that the caller saw, and an event is written. ``Refused`` says why not, ``StaleIncident`` that another was
first.
"""

from collections.abc import Sequence

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from incidents.coding import blind, quality
from incidents.coding.authorship import has_coded_since_publication
from incidents.models import Incident, ReviewEvent
from incidents.models.bulk import insert
from incidents.models.publication import Publication
from incidents.publishing import Coding, close, gather, write

BATCH = 500


class Refused(Exception):  # noqa: N818 -- callers read "except Refused"
    """The step is not allowed. ``problems`` are sentences for the person who tried."""

    def __init__(self, *problems: str) -> None:
        super().__init__(" ".join(problems))
        self.problems = list(problems)


class StaleIncident(Refused):
    """Somebody else changed the incident since the caller read it."""

    def __init__(self) -> None:
        super().__init__("Somebody else has changed this incident meanwhile. Look at it again first.")


# action → (statuses it starts from, status it leads to, permission)
_MOVES: dict[str, tuple[tuple[str, ...], str, str]] = {
    "submit": (("draft",), "in_review", "submit_incident"),
    "send_back": (("in_review",), "draft", "send_back_incident"),
    "take_back": (("in_review",), "draft", "submit_incident"),
    "publish": (("in_review",), "published", "publish_incident"),
    "revise": (("published",), "in_review", "submit_incident"),
    # Beyond SCHEMA 10: what is live can be withdrawn while it is being revised; waiting could cost a life.
    "withdraw": (("published", "in_review", "draft"), "withdrawn", "withdraw_incident"),
    "restore": (("withdrawn",), "draft", "withdraw_incident"),
    "merge": (("draft", "in_review", "published", "withdrawn"), "merged", "merge_incident"),
    "unmerge": (("merged",), "in_review", "merge_incident"),
}


def actions_for(incident: Incident, *, user: User) -> list[str]:
    """The steps this user may take from here; whether the coding is complete is for ``quality`` to say."""
    return [action for action in _MOVES if not objections(action, incident, by=user)]


def submit(incident: Incident, *, by: User, reason: str = "") -> None:
    """Hands a draft to the reviewers. Coders submit their own coding, reviewers any."""
    _step("submit", incident, by=by, reason=reason)


def send_back(incident: Incident, *, by: User, reason: str) -> None:
    """Returns an incident in review to its coder, with a reason."""
    _step("send_back", incident, by=by, reason=_required(reason, "Say what the coder should mend."))


def take_back(incident: Incident, *, by: User, reason: str = "") -> None:
    """Returns one's own submission to the drafts, to go on working on it."""
    _step("take_back", incident, by=by, reason=reason)


def revise(incident: Incident, *, by: User, reason: str = "") -> None:
    """Takes a published incident back into review; its live version stays up until the next is published."""
    _step("revise", incident, by=by, reason=reason)


def restore(incident: Incident, *, by: User, reason: str = "") -> None:
    """Takes a withdrawn incident up again as a draft; its tombstone stands until it is published anew."""
    _step("restore", incident, by=by, reason=reason)


@transaction.atomic
def publish(incident: Incident, *, by: User, change_note: str = "", confirmed: bool = False) -> Publication:
    """Writes the next public version. ``confirmed``: our words give nothing away of a place held back."""
    _step("publish", incident, by=by, reason=change_note)
    _refuse_if(_not_ready(incident, confirmed=confirmed))
    coding = gather([incident])[0]
    _refuse_if([problem.message for problem in quality.problems(coding) if problem.blocks])
    return write([coding], by=by, at=timezone.now(), change_note=change_note)[0]


@transaction.atomic
def withdraw(incident: Incident, *, by: User, reason: str) -> None:
    """Closes every public version. The reason is public."""
    _step("withdraw", incident, by=by, reason=_required(reason, "Say why, for readers."))
    close([incident.code], state="withdrawn", reason=reason, at=timezone.now())


@transaction.atomic
def set_aside(incident: Incident, *, by: User, reason: str) -> None:
    """Closes a coding that a decision between two does not keep. It was never public, and can be restored."""
    against = [] if by.has_perm("incidents.adjudicate_incident") else ["You do not have the right to do this."]
    if incident.status not in ("draft", "in_review") or not blind.is_decided(incident):
        against.append("Only what a decision between two codings leaves over is set aside.")
    _refuse_if(against)
    _move("withdraw", incident, by=by, reason=reason)


@transaction.atomic
def merge(incident: Incident, *, into: Incident, by: User, reason: str = "") -> None:
    """Folds the incident into another, to which its code redirects from now on. Its rows are ``merging``'s to move."""
    _refuse_if(merge_objections(incident, into))
    _step("merge", incident, by=by, reason=reason, merged_into=into)
    close([incident.code], state="merged", reason=reason, at=timezone.now(), redirect_code=into.code)


def unmerge(incident: Incident, *, by: User, reason: str = "") -> None:
    """Lets a merged incident stand by itself again; its address leads on until it is published anew.

    It goes back to where it came from; what was published goes to the reviewers.
    """
    merged = _last_merge(incident)
    came_from = merged.from_status if merged else ""
    after = came_from if came_from in ("draft", "withdrawn") else "in_review"
    _step("unmerge", incident, by=by, reason=reason, after=after)


@transaction.atomic
def publish_many(codings: Sequence[Coding], *, by: User, change_note: str = "") -> list[Publication]:
    """Publishes imported incidents in bulk, by the same rules but the one on own coding; each gets its event.

    All or nothing: Refused names every incident that may not be published.
    """
    _refuse_if([f"{coding.incident.code}: {message}" for coding in codings for message in _blocking(coding)])
    published: list[Publication] = []
    for start in range(0, len(codings), BATCH):
        some = codings[start : start + BATCH]
        incidents = [coding.incident for coding in some]
        _mark(
            "publish",
            incidents,
            starts=["draft", "in_review", "published"],
            ends="published",
            by=by,
            reason=change_note,
        )
        published += write(some, by=by, at=timezone.now(), change_note=change_note)
    return published


@transaction.atomic
def submit_many(incidents: Sequence[Incident], *, by: User, reason: str = "") -> int:
    """Hands imported drafts to the reviewers in bulk, each with its event. All or nothing."""
    _mark("submit", incidents, starts=["draft"], ends="in_review", by=by, reason=reason)
    return len(incidents)


def _blocking(coding: Coding) -> list[str]:
    return [problem.message for problem in quality.problems(coding) if problem.blocks] + _embargo(coding.incident)


def _mark(
    action: str, incidents: Sequence[Incident], *, starts: Sequence[str], ends: str, by: User, reason: str
) -> None:
    keys = [incident.pk for incident in incidents]
    if Incident.objects.filter(pk__in=keys, status__in=starts).update(status=ends) != len(keys):
        raise StaleIncident
    came_from = [incident.status for incident in incidents]
    for incident in incidents:
        incident.status = ends
    pairs = zip(incidents, came_from, strict=True)
    insert([_event(action, incident, came_from=before, by=by, reason=reason) for incident, before in pairs])


@transaction.atomic
def _step(
    action: str, incident: Incident, *, by: User, reason: str, merged_into: Incident | None = None, after: str = ""
) -> None:
    _refuse_if(objections(action, incident, by=by))
    _move(action, incident, by=by, reason=reason, merged_into=merged_into, after=after)


@transaction.atomic
def _move(
    action: str, incident: Incident, *, by: User, reason: str, merged_into: Incident | None = None, after: str = ""
) -> None:
    """The step as such, by compare-and-set; whether it may be taken has been asked."""
    before, after = incident.status, after or _MOVES[action][1]
    seen = Incident.objects.filter(pk=incident.pk, status=before, version=incident.version)
    if not seen.update(status=after, merged_into=merged_into, updated_at=timezone.now()):
        raise StaleIncident
    incident.status, incident.merged_into = after, merged_into
    _event(action, incident, came_from=before, by=by, reason=reason).save()


def _event(action: str, incident: Incident, *, came_from: str, by: User, reason: str) -> ReviewEvent:
    return ReviewEvent(
        incident=incident, action=action, from_status=came_from, to_status=incident.status, by=by, reason=reason
    )


def sent_back(incident: Incident) -> ReviewEvent | None:
    """The step that returned a draft to its coder, until it is handed in again."""
    if incident.status != "draft":
        return None
    moves = incident.review_events.exclude(from_status=F("to_status")).select_related("by")
    last = moves.order_by("-id").first()
    return last if last is not None and last.action == "send_back" else None


def objections(action: str, incident: Incident, *, by: User) -> list[str]:
    """Why this user may not take this step from this status; empty when they may."""
    starts, _, permission = _MOVES[action]
    if not (by.is_active and (by.has_perm(f"incidents.{permission}") or _folds_own_work(action, incident, by))):
        return ["You do not have the right to do this."]
    if incident.status not in starts:
        return [f"This cannot be done while the incident is {incident.get_status_display().lower()}."]
    rules = {
        "submit": _submits_own_work, "take_back": _takes_own_submission, "publish": _does_not_publish_own_work,
        "withdraw": _has_something_to_withdraw, "unmerge": _is_not_published_since,
    }  # fmt: skip
    return rules[action](incident, by) if action in rules else []


def _folds_own_work(action: str, incident: Incident, by: User) -> bool:
    """A coder who finds that the event is there already may fold an own, never public draft into it, and undo that."""
    if action not in ("merge", "unmerge") or not by.has_perm("incidents.change_incident"):
        return False
    if action == "unmerge":
        merged = _last_merge(incident)
        return merged is not None and merged.by_id == by.pk
    return incident.created_by_id == by.pk and incident.status == "draft" and not incident.has_permanent_code()


def _submits_own_work(incident: Incident, by: User) -> list[str]:
    if by.has_perm("incidents.send_back_incident") or has_coded_since_publication(incident, by):
        return []
    return ["A coder submits their own coding."]


def _takes_own_submission(incident: Incident, by: User) -> list[str]:
    last = incident.review_events.exclude(from_status=F("to_status")).last()
    if last is None or last.action != "submit":
        return ["It is not in review by a submission."]
    return [] if last.by_id == by.pk else ["Somebody else submitted it."]


def _does_not_publish_own_work(incident: Incident, by: User) -> list[str]:
    if settings.ATTEST_ALLOW_OWN_PUBLISHING or not has_coded_since_publication(incident, by):
        return []
    return ["You have changed this incident since it was last published. Somebody else must publish it."]


def _has_something_to_withdraw(incident: Incident, by: User) -> list[str]:
    if incident.status == "published" or Publication.objects.live().filter(code=incident.code).exists():
        return []
    return ["Nothing of this incident is public."]


def _not_ready(incident: Incident, *, confirmed: bool) -> list[str]:
    unconfirmed = incident.sensitivity != "open" and not confirmed
    warning = ["Confirm that title, summary, code and notes give nothing away of the place that is held back."]
    return _embargo(incident) + (warning if unconfirmed else [])


def _embargo(incident: Incident) -> list[str]:
    if incident.embargo_until and timezone.localdate() < incident.embargo_until:
        return [f"It is under embargo until {incident.embargo_until:%Y-%m-%d}."]
    return []


def _last_merge(incident: Incident) -> ReviewEvent | None:
    return incident.review_events.filter(action="merge").last()


def _is_not_published_since(incident: Incident, by: User) -> list[str]:
    """What both have become is public once the other is published; then it takes a withdrawal, not an undoing."""
    merged, into = _last_merge(incident), incident.merged_into
    if into is None or merged is None:
        return ["Nothing tells when it was merged."]
    if into.status == "merged":
        return [f"{into.code} has itself been merged since. Undo that merge first."]
    if into.review_events.filter(action="publish", pk__gt=merged.pk).exists():
        return [f"{into.code} has been published since, with what it took over."]
    return []


def merge_objections(incident: Incident, into: Incident) -> list[str]:
    """Why the one cannot go into the other, whoever asks; empty when it can."""
    if into.pk == incident.pk:
        return ["An incident cannot be merged into itself."]
    if into.status == "merged":
        return [f"{into.code} has itself been merged; merge into {into.merged_into.code} instead."]  # type: ignore[union-attr]
    if undecided := [each.code for each in (incident, into) if blind.is_undecided(each)]:
        return [f"{code} is one of two blind codings of an article. Decide between them first." for code in undecided]
    public = Publication.objects.live()
    if public.filter(code=incident.code).exists() and not public.filter(code=into.code).exists():
        return [f"Readers would be led to {into.code}, which is not public. Publish it first."]
    return []


def _required(reason: str, message: str) -> str:
    _refuse_if([] if reason.strip() else [message])
    return reason


def _refuse_if(problems: list[str]) -> None:
    if problems:
        raise Refused(*problems)
