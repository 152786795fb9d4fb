"""What may the public see? Owns the immutable public record; knows no table of the analysts (SCHEMA 3.15).

A publication is tied to its incident by ``code`` alone, so that what serves readers has no row to follow to a draft.
"""

import json
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from articles.columns import FoldedField, code_constraint, code_field
from incidents import codebook
from incidents.models.checks import point_constraints
from incidents.models.words import HasWords

READABLE_STATES = ("live", "superseded")
CLOSED_STATES = ("withdrawn", "merged")


class PublicationQuerySet(models.QuerySet["Publication"]):
    def live(self) -> "PublicationQuerySet":
        """The current version of every public incident."""
        return self.filter(state="live")

    def readable(self) -> "PublicationQuerySet":
        """Versions whose content may be shown: live ones and the older ones of live incidents."""
        return self.filter(state__in=READABLE_STATES)

    def having_words(self, words: list[str]) -> "PublicationQuerySet":
        """Live versions whose text has all of these folded words, by the index of words."""
        return self.live().filter(HasWords(F("search_text"), words))


def _figure(label: str, end: str) -> Any:
    return models.PositiveIntegerField(f"{label}, {end}", null=True, blank=True)


def _state(label: str) -> Any:
    return code_field(codebook.FIGURE_STATE, verbose_name=f"{label}, state")


def _names(label: str) -> Any:
    return models.TextField(label, blank=True, help_text="One a line, in alphabetical order; for downloads.")


class BlanksLastIndex(models.Index):
    """An index that falling orders of a list can read, where blanks come last.

    SQLite sorts a blank below every value, so that it comes last by itself; PostgreSQL has to be told.
    """

    def create_sql(self, model: Any, schema_editor: Any, using: str = "", **options: Any) -> Any:
        orders = self.fields_orders
        if schema_editor.connection.vendor == "postgresql":
            self.fields_orders = [(name, order and f"{order} NULLS LAST") for name, order in orders]
        try:
            return super().create_sql(model, schema_editor, using, **options)
        finally:
            self.fields_orders = orders


def _order(name: str, column: str, *others: str) -> BlanksLastIndex:
    return BlanksLastIndex(fields=[column, "code", "state", *others], condition=Q(state="live"), name=name)


class Publication(models.Model):
    """One immutable version of an incident as the public may see it. Only closing and blanking change it.

    ``document`` is canonical JSON as text, so that ``sha256`` is the hash of its very bytes on either engine.
    Coordinates are WGS 84 degrees of the public point, ``radius_m`` metres, ``cell`` as in ``incidents.geometry``.
    """

    code = models.CharField(max_length=48)
    version = models.PositiveIntegerField()
    state = code_field(codebook.PUBLICATION_STATE, required=True, default="live")
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    change_note = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_reason = models.TextField(blank=True)
    redirect_code = models.CharField(max_length=48, blank=True)
    sha256 = models.CharField(max_length=64)
    previous_sha256 = models.CharField(max_length=64, blank=True)

    title = models.CharField(max_length=300, blank=True)
    attack_type = code_field(codebook.ATTACK_TYPE)
    violence_type = code_field(codebook.VIOLENCE_TYPE)
    stage = code_field(codebook.STAGE)
    date_edtf = models.CharField(max_length=80, blank=True)
    date_earliest = models.DateField(null=True, blank=True)
    date_latest = models.DateField(null=True, blank=True)
    date_precision = code_field(codebook.DATE_PRECISION)
    country = models.CharField(max_length=2, blank=True)
    admin1_code = models.CharField(max_length=6, blank=True)
    admin1 = models.CharField(max_length=200, blank=True)
    admin1_folded = FoldedField(of="admin1", max_length=200)
    place = models.CharField(max_length=200, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    radius_m = models.PositiveIntegerField(null=True, blank=True)
    precision = code_field(codebook.PRECISION)
    priogrid_gid = models.PositiveIntegerField(null=True, blank=True)
    cell = models.BigIntegerField(null=True, blank=True)
    killed_low = _figure("killed", "low")
    killed_best = _figure("killed", "best")
    killed_high = _figure("killed", "high")
    killed_state = _state("killed")
    injured_low = _figure("injured", "low")
    injured_best = _figure("injured", "best")
    injured_high = _figure("injured", "high")
    injured_state = _state("injured")
    civilians_killed_low = _figure("civilians killed", "low")
    civilians_killed_best = _figure("civilians killed", "best")
    civilians_killed_high = _figure("civilians killed", "high")
    civilians_killed_state = _state("civilians killed")
    verification = code_field(codebook.VERIFICATION)
    responsibility = code_field(codebook.RESPONSIBILITY)
    number_of_articles = models.PositiveIntegerField(default=0)
    number_of_origins = models.PositiveIntegerField(default=0)
    # Last what is long: SQLite reads through a long text to reach the columns after it.
    weapons = _names("weapons")
    targets = _names("targets")
    accused = _names("accused")
    publishers = _names("publishers")
    summary = models.TextField(blank=True)
    search_text = models.TextField(blank=True)
    document = models.TextField(blank=True)

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["code", "version"]
        indexes = [
            # One covering index carries what is held in memory (incidents.public.snapshot): read from it alone, a
            # million rows come in seconds, and from the table, past the documents, in many times that.
            # SQLite looks ``state`` up in the table, although the condition settles it, unless it is in the index.
            models.Index(
                fields=[
                    "cell", "latitude", "longitude", "radius_m", "published_at", "date_earliest", "date_latest",
                    "attack_type", "violence_type", "verification", "responsibility", "precision", "country",
                    "admin1_code", "admin1_folded", "killed_state", "killed_low", "killed_best", "killed_high",
                    "injured_state", "injured_low", "injured_best", "injured_high", "state",
                ],
                condition=Q(state="live"), name="publication_snapshot",
            ),
            # Each order of a list has one to itself, read from either end; with ``state`` in it, nothing else is read.
            # With ``date_latest`` too, the rows before a span of time are passed by without a look at the table.
            _order("publication_by_date", "-date_earliest", "date_latest"),
            _order("publication_from_date", "date_earliest", "date_latest"),
            _order("publication_by_change", "-published_at"),
            _order("publication_from_change", "published_at"),
            _order("publication_by_killed", "-killed_low"),
            _order("publication_from_killed", "killed_low"),
            models.Index(fields=["country", "date_earliest"], condition=Q(state="live"), name="publication_by_country"),
            models.Index(fields=["admin1_folded"], condition=Q(state="live"), name="publication_by_admin1"),
            # Provinces are counted, named and found by their code by this one.
            models.Index(
                fields=["admin1_code", "country", "admin1"], condition=Q(state="live"), name="publication_by_province",
            ),
            # What was withdrawn, merged or corrected is little beside what stands, and is asked for by time.
            models.Index(
                fields=["closed_at", "code"], condition=Q(closed_at__isnull=False), name="publication_by_closing",
            ),
            models.Index(
                fields=["published_at", "code", "state"], condition=Q(version__gt=1), name="publication_by_correction",
            ),
        ]  # fmt: skip
        constraints = [
            code_constraint("publication", "state", codebook.PUBLICATION_STATE, required=True),
            models.UniqueConstraint(fields=["code", "version"], name="publication_once_per_version"),
            models.UniqueConstraint(
                # As unique as the code alone, and an index from which a list by code is read.
                fields=["code", "state"], condition=Q(state="live"), name="publication_one_live_per_incident",
                violation_error_message="An incident has one live publication.",
            ),
            models.CheckConstraint(
                name="publication_cell_exactly_when_point",
                condition=Q(cell__isnull=True, latitude__isnull=True) | Q(cell__isnull=False, latitude__isnull=False),
                violation_error_message="The map cell is there exactly when there is a point.",
            ),
            *point_constraints("publication"),
            models.CheckConstraint(
                name="publication_open_while_readable",
                condition=Q(state="live", closed_at__isnull=True) | ~Q(state="live"),
                violation_error_message="A live publication is not closed.",
            ),
            models.CheckConstraint(
                name="publication_merged_has_redirect",
                condition=~Q(state="merged") | ~Q(redirect_code=""),
                violation_error_message="A merged publication leads to another code.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"

    def read(self) -> dict[str, Any]:
        """The public record as data; empty when the version has been blanked."""
        return json.loads(self.document) if self.document else {}


class PublicationFacet(models.Model):
    """What an incident has several of, for filters and counts: publication, facet, value; found by the folded value.

    Live versions alone have facets: ``incidents.publishing.record`` drops those of a version that ends.
    """

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="facets", db_index=False)
    facet = models.CharField(max_length=20)
    value = models.CharField(max_length=250)
    folded = FoldedField(of="value", max_length=250)

    class Meta:
        indexes = [
            # With the value in it, all rows of a value are read in order and without the table.
            models.Index(fields=["facet", "folded", "value", "publication"], name="facet_by_folded"),
            models.Index(fields=["publication", "facet", "value"], name="facet_by_publication"),
        ]

    def __str__(self) -> str:
        return f"{self.facet}: {self.value}"


class PublicState(models.Model):
    """One row whose ``version`` rises with everything that changes what the public sees; keys ETags and caches."""

    version = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.version)
