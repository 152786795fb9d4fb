"""Who moved an incident, and who may read it before it is public? Owns review events and assignments."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from articles.columns import Record, code_constraint, code_field, tracked
from incidents import codebook
from incidents.models.incident import Incident


class ReviewEvent(models.Model):
    """One step of review, written once by ``incidents.coding.review`` together with the status it set."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="review_events")
    action = code_field(codebook.REVIEW_ACTION, required=True)
    from_status = code_field(codebook.STATUS, required=True)
    to_status = code_field(codebook.STATUS, required=True)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            code_constraint("reviewevent", "action", codebook.REVIEW_ACTION, required=True),
            code_constraint("reviewevent", "from_status", codebook.STATUS, required=True),
            code_constraint("reviewevent", "to_status", codebook.STATUS, required=True),
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()} {self.at:%Y-%m-%d %H:%M}"


class Comment(Record):
    """A reviewer's or coder's remark on one field, until it is resolved.

    ``record`` is a kind of row with its key ("statement-12"), blank for the incident itself.
    """

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="comments")
    record = models.CharField(max_length=40, blank=True)
    field = models.CharField(max_length=40, blank=True)
    body = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    history = tracked()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="comment_resolved_by_somebody",
                condition=Q(resolved_at__isnull=True, resolved_by__isnull=True)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                violation_error_message="A comment that is resolved has the time and the person.",
            ),
            models.CheckConstraint(
                name="comment_says_something", condition=~Q(body=""), violation_error_message="Write the comment."
            ),
        ]

    def __str__(self) -> str:
        return self.body[:60]


class Assignment(Record):
    """A guest's right to read one incident until a day, that day included."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="assignments")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="assignments")
    until = models.DateField()

    history = tracked()

    class Meta:
        ordering = ["-until", "id"]
        constraints = [models.UniqueConstraint(fields=["incident", "user"], name="assignment_once_per_user")]

    def __str__(self) -> str:
        return f"{self.user} may read {self.incident.code} until {self.until}"
