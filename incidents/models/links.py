"""What is it tied to and who took part? Owns series, relations, involvements and external ids (SCHEMA 3.12, 3.13)."""

from django.db import models
from django.db.models import F, Q

from articles.columns import EdtfField, FoldedField, Record, bounds_constraint, code_constraint, code_field, tracked
from incidents import codebook
from incidents.models.incident import Incident, IncidentPart


class Series(Record):
    """A run of incidents somebody speaks of as one."""

    name = models.CharField(max_length=250, unique=True)
    folded = FoldedField(of="name")
    definition = models.TextField(blank=True, help_text="What makes an incident a member.")
    period_edtf = EdtfField("period", blank=True, bounds=("period_earliest", "period_latest"))
    period_earliest = models.DateField(null=True, blank=True, editable=False)
    period_latest = models.DateField(null=True, blank=True, editable=False)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")

    history = tracked()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "series"
        constraints = [
            bounds_constraint("series", "period_earliest", "period_latest"),
            models.CheckConstraint(
                name="series_is_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                violation_error_message="A series cannot be part of itself.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Relation(IncidentPart):
    """A tie to a series or to another incident; exactly one of them, by kind."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="relations")
    kind = code_field(codebook.RELATION_KIND, required=True)
    to_series = models.ForeignKey(Series, null=True, blank=True, on_delete=models.PROTECT, related_name="relations")
    to_incident = models.ForeignKey(
        Incident, null=True, blank=True, on_delete=models.PROTECT, related_name="relations_here"
    )
    certainty = code_field(codebook.CERTAINTY, required=True, default="certain")
    asserted_by = models.ForeignKey(
        "incidents.Statement", null=True, blank=True, on_delete=models.RESTRICT, related_name="+",
        help_text="Whose word it is; required for retaliation.",
    )  # fmt: skip

    history = tracked()

    class Meta:
        ordering = ["id"]
        constraints = [
            code_constraint("relation", "kind", codebook.RELATION_KIND, required=True),
            code_constraint("relation", "certainty", codebook.CERTAINTY, required=True),
            models.CheckConstraint(
                name="relation_end_fits_kind",
                condition=Q(kind="part_of", to_series__isnull=False, to_incident__isnull=True)
                | (~Q(kind="part_of") & Q(to_series__isnull=True, to_incident__isnull=False)),
                violation_error_message="'Part of' leads to a series, every other kind to an incident.",
            ),
            models.CheckConstraint(
                name="relation_is_not_to_itself",
                condition=Q(to_incident__isnull=True) | ~Q(to_incident=F("incident")),
                violation_error_message="An incident cannot be related to itself.",
            ),
            models.CheckConstraint(
                name="relation_retaliation_needs_asserted_by",
                condition=~Q(kind="retaliation_for") | Q(asserted_by__isnull=False),
                violation_error_message="Retaliation needs the statement that says so.",
            ),
        ]

    def __str__(self) -> str:
        return (
            f"{self.get_kind_display()} {self.to_series or (self.to_incident and self.to_incident.code) or ''}".strip()
        )


class Involvement(IncidentPart):
    """Who took part or was there. It never says who is to blame; statements do that."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="involvements")
    actor = models.ForeignKey("incidents.Actor", on_delete=models.PROTECT, related_name="involvements")
    role = code_field(codebook.INVOLVEMENT_ROLE, required=True)
    certainty = code_field(codebook.CERTAINTY, required=True, default="certain")

    history = tracked()

    class Meta:
        ordering = ["id"]
        constraints = [
            code_constraint("involvement", "role", codebook.INVOLVEMENT_ROLE, required=True),
            code_constraint("involvement", "certainty", codebook.CERTAINTY, required=True),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.actor}"


class ExternalId(IncidentPart):
    """The incident in another dataset, with the row as it came, so that nothing of that dataset is lost.

    ``imported_at_version`` is the incident's version right after the import: any other says that an analyst changed it.
    """

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="external_ids")
    scheme = code_field(codebook.EXTERNAL_SCHEME, required=True)
    value = models.CharField(max_length=100)
    dataset_version = models.CharField(max_length=40, blank=True)
    record = models.JSONField(default=dict, blank=True, help_text="The row as it came.")
    imported_at_version = models.PositiveIntegerField(null=True, blank=True, editable=False)

    history = tracked()

    class Meta:
        ordering = ["id"]
        constraints = [
            code_constraint("externalid", "scheme", codebook.EXTERNAL_SCHEME, required=True),
            models.UniqueConstraint(
                fields=["scheme", "value"], name="externalid_once_per_scheme",
                violation_error_message="Another incident has this external id.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_scheme_display()} {self.value}"
