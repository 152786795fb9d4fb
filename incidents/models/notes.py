"""What fits no field, and what must never be shown? Owns notes and confidential notes (SCHEMA 3.14, 3.6)."""

from django.conf import settings
from django.db import models

from articles.columns import EdtfField, Record, bounds_constraint, code_constraint, code_field, tracked
from incidents import codebook
from incidents.models.incident import Incident, IncidentPart


class Note(IncidentPart):
    """A public note in our own words: the safety net, so that nothing has to be dropped."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="notes")
    kind = code_field(codebook.NOTE_KIND, required=True)
    body = models.TextField(help_text="Public, in our own words.")
    date_edtf = EdtfField("date", blank=True, bounds=("date_earliest", "date_latest"))
    date_earliest = models.DateField(null=True, blank=True, editable=False)
    date_latest = models.DateField(null=True, blank=True, editable=False)

    history = tracked()

    class Meta:
        ordering = ["id"]
        constraints = [
            code_constraint("note", "kind", codebook.NOTE_KIND, required=True),
            bounds_constraint("note", "date_earliest", "date_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.body[:60]}"


class ConfidentialNote(Record):
    """A source contact or a note on safety, under a permission of its own. Never published, never exported."""

    incident = models.ForeignKey(Incident, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    article = models.ForeignKey("articles.Article", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    kind = code_field(codebook.CONFIDENTIAL_KIND, required=True, default="other")
    body = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    history = tracked()

    class Meta:
        ordering = ["-id"]
        constraints = [code_constraint("confidentialnote", "kind", codebook.CONFIDENTIAL_KIND, required=True)]

    def __str__(self) -> str:
        return f"Confidential note {self.pk}"
