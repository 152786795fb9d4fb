"""What happened? Owns the incident itself: what the analysts conclude (SCHEMA 3.6)."""

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from articles.columns import EdtfField, FoldedField, Record, bounds_constraint, code_constraint, code_field, tracked
from incidents import codebook

PROVISIONAL = "draft-"
"""How the code of a draft begins until its date and place are known."""

UNTITLED = "Untitled draft"
"""What a draft is called until there is something to call it by."""


class Incident(Record):
    """One act, or a set of acts with one aim, by the same hands, at one place and time as far as sources show.

    ``status`` is written by ``incidents.coding.review`` only; ``version`` counts saves, for compare-and-set.
    """

    code = models.CharField(
        max_length=48,
        unique=True,
        validators=[RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*\Z", "Use a–z, 0–9 and single hyphens.")],
        help_text="Permanent once published, for example iq-2022-01-13-us-embassy.",
    )
    title = models.CharField(max_length=300, help_text="Neutral, in our own words, without blame nobody is quoted for.")
    folded = FoldedField(of="title")
    summary = models.TextField(blank=True, help_text="What is reported, in our own words.")
    attack_type = code_field(codebook.ATTACK_TYPE, required=True)
    violence_type = code_field(codebook.VIOLENCE_TYPE)
    stage = code_field(codebook.STAGE, required=True, default="completed")
    date_edtf = EdtfField("date", bounds=("date_earliest", "date_latest"))
    date_earliest = models.DateField(null=True, editable=False, db_index=True)
    date_latest = models.DateField(null=True, editable=False)
    time_kind = code_field(codebook.TIME_KIND)
    time_start = models.TimeField(null=True, blank=True, help_text="Local time at the primary location.")
    time_end = models.TimeField(null=True, blank=True)
    part_of_day = code_field(codebook.PART_OF_DAY)
    time_text = models.CharField("time in the source's words", max_length=200, blank=True)
    timezone = models.CharField(
        "time zone", max_length=60, blank=True, help_text="IANA name, for example Asia/Baghdad."
    )
    status = code_field(codebook.STATUS, required=True, default="draft", editable=False, db_index=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="merged_from"
    )
    verification = code_field(codebook.VERIFICATION, required=True, default="unassessed")
    verification_note = models.TextField(blank=True, help_text="Public: why, in a sentence or two.")
    sensitivity = code_field(codebook.SENSITIVITY, required=True, default="open")
    embargo_until = models.DateField(null=True, blank=True, help_text="Publishing is refused before this day.")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+",
        help_text="Who works on it next.",
    )  # fmt: skip
    task = models.ForeignKey(
        "incidents.CodingTask", null=True, blank=True, editable=False, on_delete=models.PROTECT,
        related_name="incidents", help_text="The coding of an article it came of.",
    )  # fmt: skip
    codebook_version = models.CharField(max_length=20, default=codebook.VERSION, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    history = tracked()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["status", "-updated_at"], name="incident_by_status")]
        permissions = [
            ("submit_incident", "Can submit an incident for review"),
            ("send_back_incident", "Can send an incident back to its coder"),
            ("publish_incident", "Can publish an incident"),
            ("withdraw_incident", "Can withdraw an incident"),
            ("merge_incident", "Can merge an incident into another"),
            ("assign_incident", "Can put incidents and articles in somebody's hands"),
            ("adjudicate_incident", "Can decide between two blind codings"),
        ]
        constraints = [
            code_constraint("incident", "attack_type", codebook.ATTACK_TYPE, required=True),
            code_constraint("incident", "violence_type", codebook.VIOLENCE_TYPE),
            code_constraint("incident", "stage", codebook.STAGE, required=True),
            code_constraint("incident", "time_kind", codebook.TIME_KIND),
            code_constraint("incident", "part_of_day", codebook.PART_OF_DAY),
            code_constraint("incident", "status", codebook.STATUS, required=True),
            code_constraint("incident", "verification", codebook.VERIFICATION, required=True),
            code_constraint("incident", "sensitivity", codebook.SENSITIVITY, required=True),
            bounds_constraint("incident", "date_earliest", "date_latest"),
            models.CheckConstraint(
                name="incident_merged_needs_target",
                condition=Q(status="merged", merged_into__isnull=False)
                | (~Q(status="merged") & Q(merged_into__isnull=True)),
                violation_error_message="A merged incident, and no other, needs the incident it went into.",
            ),
            models.CheckConstraint(
                name="incident_is_not_merged_into_itself",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                violation_error_message="An incident cannot be merged into itself.",
            ),
            models.CheckConstraint(
                name="incident_assessed_needs_note",
                condition=Q(verification="unassessed") | ~Q(verification_note=""),
                violation_error_message="Say in the verification note why it is assessed so.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} · {self.title}"

    def has_provisional_code(self) -> bool:
        """Whether the code is one that no reader may ever see."""
        return self.code.startswith(PROVISIONAL)

    def has_permanent_code(self) -> bool:
        """Whether the code has ever been public. A draft that goes back from withdrawn keeps its code too."""
        return self.status in ("published", "withdrawn") or self.review_events.filter(action="publish").exists()


class IncidentPart(Record):
    """A row that belongs to the coding of one incident."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE)

    class Meta:
        abstract = True
