"""Where can things happen? Owns named places and their spellings (SCHEMA 3.5)."""

from django.db import models
from django.db.models import F, Q

from articles.columns import FoldedField, Record, code_constraint, code_field, tracked
from incidents import codebook
from incidents.models.checks import point_constraints


class Place(Record):
    """A named thing on the map, used by every incident there. Coordinates are WGS 84 degrees, the radius metres."""

    name = models.CharField(max_length=200)
    folded = FoldedField(of="name")
    kind = code_field(codebook.PLACE_KIND, required=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    description = models.TextField(blank=True)
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 alpha-2; blank in international waters.")
    iso_3166_2 = models.CharField(
        "ISO 3166-2", max_length=6, blank=True, help_text="For a province, for example IQ-BG."
    )
    pcode = models.CharField("P-code", max_length=60, blank=True, help_text="OCHA COD-AB, with the edition.")
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    radius_m = models.PositiveIntegerField("radius (m)", null=True, blank=True, help_text="How far the truth may be.")
    coord_basis = models.CharField(
        "where the point comes from", max_length=200, blank=True, help_text="For example GeoNames 98182."
    )
    timezone = models.CharField(max_length=60, blank=True, help_text="IANA name, for example Asia/Baghdad.")

    history = tracked()

    class Meta:
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["country", "folded"], name="place_by_country_and_name")]
        constraints = [
            code_constraint("place", "kind", codebook.PLACE_KIND, required=True),
            *point_constraints("place"),
            models.CheckConstraint(
                name="place_is_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                violation_error_message="A place cannot lie in itself.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PlaceName(Record):
    """Another spelling of a place, by which it is found."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=200)
    folded = FoldedField(of="name", db_index=True)
    language = models.CharField(max_length=35, blank=True, help_text="BCP 47.")
    kind = code_field(codebook.ACTOR_NAME_KIND, required=True, default="spelling")

    history = tracked()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            code_constraint("placename", "kind", codebook.ACTOR_NAME_KIND, required=True),
            models.UniqueConstraint(fields=["place", "name"], name="placename_once_per_place"),
        ]

    def __str__(self) -> str:
        return self.name
