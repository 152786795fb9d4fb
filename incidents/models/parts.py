"""Where was it, with what, against what? Owns locations, munitions and targets (SCHEMA 3.7–3.9)."""

from django.db import models
from django.db.models import F, Q

from articles.columns import code_constraint, code_field, tracked
from incidents import codebook
from incidents.models.checks import counts_constraints, point_constraints
from incidents.models.incident import Incident, IncidentPart


class Location(IncidentPart):
    """A place in the incident, with its role. Coordinates only where they are better than the place's own."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="locations")
    place = models.ForeignKey("incidents.Place", on_delete=models.PROTECT, related_name="locations")
    role = code_field(codebook.LOCATION_ROLE, required=True, default="occurred")
    is_primary = models.BooleanField("primary", default=False, help_text="Where it took effect; never a launch site.")
    precision = code_field(codebook.PRECISION, required=True)
    relation_text = models.CharField(
        "relation to the place", max_length=200, blank=True, help_text="As worded, for example across the street from."
    )
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True, blank=True)
    radius_m = models.PositiveIntegerField("radius (m)", null=True, blank=True, help_text="How far the truth may be.")
    certainty = code_field(codebook.CERTAINTY, required=True, default="certain")

    history = tracked()

    class Meta:
        ordering = ["-is_primary", "id"]
        constraints = [
            code_constraint("location", "role", codebook.LOCATION_ROLE, required=True),
            code_constraint("location", "precision", codebook.PRECISION, required=True),
            code_constraint("location", "certainty", codebook.CERTAINTY, required=True),
            *point_constraints("location"),
            models.UniqueConstraint(
                fields=["incident"], condition=Q(is_primary=True), name="location_one_primary_per_incident",
                violation_error_message="An incident has one primary location.",
            ),
            models.CheckConstraint(
                name="location_primary_is_not_a_launch",
                condition=Q(is_primary=False) | ~Q(role="launch"),
                violation_error_message="A launch site is never the primary location.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {f'{self.relation_text} {self.place}'.strip()}"


class Target(IncidentPart):
    """What was aimed at or struck."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="targets")
    name = models.CharField(max_length=200, blank=True, help_text="As described.")
    type = code_field(codebook.TARGET_TYPE, required=True)
    role = code_field(codebook.TARGET_ROLE, required=True)
    actor = models.ForeignKey(
        "incidents.Actor", null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text="Owner or user."
    )
    nationality = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 alpha-2.")
    location = models.ForeignKey(Location, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    damage = code_field(codebook.DAMAGE)
    damage_text = models.CharField(max_length=300, blank=True)
    note = models.TextField(blank=True)
    certainty = code_field(codebook.CERTAINTY, required=True, default="certain")

    history = tracked()

    class Meta:
        ordering = ["id"]
        constraints = [
            code_constraint("target", "type", codebook.TARGET_TYPE, required=True),
            code_constraint("target", "role", codebook.TARGET_ROLE, required=True),
            code_constraint("target", "damage", codebook.DAMAGE),
            code_constraint("target", "certainty", codebook.CERTAINTY, required=True),
        ]

    def __str__(self) -> str:
        return f"{self.name or self.get_type_display()} ({self.get_role_display().lower()})"


class WeaponUse(IncidentPart):
    """A munition group on either side: four rockets, of which one hit a school."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="weapons")
    side = code_field(codebook.WEAPON_SIDE, required=True, default="attacker")
    type = code_field(codebook.WEAPON_TYPE, required=True)
    model = models.CharField(max_length=100, blank=True)
    platform = models.CharField(max_length=200, blank=True, help_text="What it was fired from.")
    count_kind = code_field(codebook.COUNT_KIND)
    low = models.PositiveIntegerField(null=True, blank=True)
    best = models.PositiveIntegerField(null=True, blank=True)
    high = models.PositiveIntegerField(null=True, blank=True)
    number_text = models.CharField("number in the source's words", max_length=200, blank=True)
    subset_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="parts")
    outcome = code_field(codebook.WEAPON_OUTCOME)
    origin = models.ForeignKey(Location, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    endpoint = models.ForeignKey(Location, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    target = models.ForeignKey(Target, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    note = models.TextField(blank=True)

    history = tracked()

    class Meta:
        ordering = ["id"]
        verbose_name = "weapon use"
        constraints = [
            code_constraint("weaponuse", "side", codebook.WEAPON_SIDE, required=True),
            code_constraint("weaponuse", "type", codebook.WEAPON_TYPE, required=True),
            code_constraint("weaponuse", "outcome", codebook.WEAPON_OUTCOME),
            code_constraint("weaponuse", "count_kind", codebook.COUNT_KIND),
            *counts_constraints("weaponuse", required=False),
            models.CheckConstraint(
                name="weaponuse_is_not_part_of_itself",
                condition=Q(subset_of__isnull=True) | ~Q(subset_of=F("id")),
                violation_error_message="A weapon group cannot be part of itself.",
            ),
        ]

    def __str__(self) -> str:
        number = self.number_text or (str(self.best) if self.best is not None else "")
        more = [self.get_side_display().lower(), self.model, self.get_outcome_display().lower()]
        return " ".join(filter(None, [number, self.get_type_display(), f"({', '.join(filter(None, more))})"]))
