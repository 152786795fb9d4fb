"""What is made of an error that a reader reported? Owns which reports wait for a decision, and who took one."""

from django.contrib.auth.models import User
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils import timezone

from incidents.models import ErrorReport


def waiting() -> QuerySet[ErrorReport]:
    """Reports nobody has decided on: what may put somebody at risk first, then the oldest."""
    danger = Case(When(about="danger", then=Value(0)), default=Value(1), output_field=IntegerField())
    return ErrorReport.objects.filter(state="new").order_by(danger, "id")


def settle(report: ErrorReport, *, by: User) -> None:
    """Notes on the row who moved it to its state, and when; one that is opened again has nobody."""
    is_open = report.state == "new"
    report.decided_by = None if is_open else by
    report.decided_at = None if is_open else timezone.now()
