"""In whose hands is an incident? Owns who may be given one, and every write to ``Incident.assigned_to``."""

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from incidents.coding.review import Refused, StaleIncident
from incidents.coding.sight import visible_to
from incidents.models import Incident, ReviewEvent


@transaction.atomic
def assign(incident: Incident, *, to: User | None, by: User, reason: str = "") -> None:
    """Puts the incident in somebody's hands, or in nobody's; the status stays. ``Refused`` says why not."""
    if problems := objections(incident, to=to, by=by):
        raise Refused(*problems)
    # No row of history: who hands an incident over has not coded it.
    seen = Incident.objects.filter(
        pk=incident.pk, status=incident.status, version=incident.version, assigned_to=incident.assigned_to_id
    )
    if not seen.update(assigned_to=to, updated_at=timezone.now()):
        raise StaleIncident
    incident.assigned_to = to
    words = f"To {to.get_username()}." if to else "To nobody."
    ReviewEvent.objects.create(
        incident=incident, action="assign", from_status=incident.status, to_status=incident.status, by=by,
        reason=f"{words} {reason.strip()}".strip(),
    )  # fmt: skip


def objections(incident: Incident, *, to: User | None, by: User) -> list[str]:
    """Why this user may not put the incident in those hands; empty when they may. They must be able to work on it."""
    if not (by.is_active and by.has_perm("incidents.assign_incident")):
        return ["You do not have the right to do this."]
    if incident.status == "merged":
        return ["This cannot be done while the incident is merged."]
    if to is None:
        return [] if incident.assigned_to_id else ["It is in nobody's hands already."]
    return _unfit(incident, to)


def _unfit(incident: Incident, to: User) -> list[str]:
    if not (to.is_active and to.has_perm("incidents.change_incident")):
        return [f"{to.get_username()} does not code incidents."]
    if not visible_to(to).filter(pk=incident.pk).exists():
        return [f"{to.get_username()} may not see it before the two codings of its article are decided."]
    return [f"{to.get_username()} has it already."] if incident.assigned_to_id == to.pk else []
