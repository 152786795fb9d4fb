"""What is made of an error that a reader reported? Owns which reports wait for a decision, and who took one."""

from django.contrib.auth.models import User
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from incidents.models import ErrorReport, Incident


def waiting() -> QuerySet[ErrorReport]:
    """Reports nobody has decided on: what may put somebody at risk first, then the oldest."""
    danger = Case(When(about="danger", then=Value(0)), default=Value(1), output_field=IntegerField())
    return ErrorReport.objects.filter(state="new").order_by(danger, "id")


def waiting_on(incident: Incident) -> QuerySet[ErrorReport]:
    """Those on an incident, and on what was folded into it: a report stays under the code that the reader saw."""
    folded = Incident.objects.filter(merged_into=incident).values("code")
    return waiting().filter(Q(code=incident.code) | Q(code__in=folded))


def settle(report: ErrorReport, *, by: User) -> None:
    """Notes on the row who moved it to its state, and when; one that is opened again has nobody."""
    is_open = report.state == "new"
    report.decided_by = None if is_open else by
    report.decided_at = None if is_open else timezone.now()
