"""What have readers reported as wrong? Owns the one thing the readers' side may write; it knows no coding table.

A report is tied to its incident by ``code`` alone, as a publication is. See docs/decisions/0015-reported-errors.md.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from articles.columns import Record, code_constraint, code_field, tracked
from incidents import codebook


class ErrorReport(Record):
    """A reader's word that a public record is wrong, and what analysts made of it.

    ``contact`` is confidential: it is kept out of the history and shown under the permission for confidential notes.
    Who sent it is not stored, in no form.
    """

    code = models.CharField("incident", max_length=48)
    version = models.PositiveIntegerField(help_text="The public version that the reader saw.")
    about = code_field(codebook.REPORT_ABOUT, required=True)
    body = models.TextField("what is wrong")
    contact = models.CharField(
        max_length=200, blank=True, help_text="Confidential. Empty it once nobody needs to ask the reader any more."
    )
    state = code_field(codebook.REPORT_STATE, required=True, default="new")
    note = models.TextField(blank=True, help_text="What was done about it, or why nothing is. Never public.")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)

    history = tracked(excluded_fields=["contact"])

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["state", "-id"], name="errorreport_by_state")]
        constraints = [
            code_constraint("errorreport", "about", codebook.REPORT_ABOUT, required=True),
            code_constraint("errorreport", "state", codebook.REPORT_STATE, required=True),
            models.CheckConstraint(
                name="errorreport_says_something",
                condition=~Q(body=""),
                violation_error_message="A report says what is wrong.",
            ),
            models.CheckConstraint(
                name="errorreport_dismissed_says_why",
                condition=~Q(state="dismissed", note=""),
                violation_error_message="Say in the note why nothing is done about it.",
            ),
            models.CheckConstraint(
                name="errorreport_decided_by_somebody",
                condition=Q(state="new", decided_at__isnull=True, decided_by__isnull=True)
                | (~Q(state="new") & Q(decided_at__isnull=False, decided_by__isnull=False)),
                violation_error_message="A report that is accepted or dismissed has the time and the person.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.body[:60]}"


class ReportTally(models.Model):
    """How many reports one sender has sent in this hour. It leads to no report, and goes when the hour is over.

    ``sender`` is a keyed hash of the network address and the day; blank for everybody together.
    """

    hour = models.DateTimeField()
    sender = models.CharField(max_length=64, blank=True)
    reports = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hour", "sender"], name="reporttally_once_per_hour_and_sender")]

    def __str__(self) -> str:
        return f"{self.hour:%Y-%m-%d %H:00}: {self.reports}"
