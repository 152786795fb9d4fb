"""Who moved an incident, and who may read it before it is public? Owns review events and assignments."""

from django.conf import settings
from django.db import models

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
