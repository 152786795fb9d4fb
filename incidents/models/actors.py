"""Who acts and who speaks? Owns actors and their spellings (SCHEMA 3.4)."""

from django.db import models
from django.db.models import F, Q

from articles.columns import FoldedField, Record, code_constraint, code_field, tracked
from incidents import codebook


class Actor(Record):
    """A person, a body, or a label a speaker used. A label can be accused and is never an identified perpetrator."""

    name = models.CharField(max_length=250)
    folded = FoldedField(of="name")
    kind = code_field(codebook.ACTOR_KIND, required=True)
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 alpha-2.")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children",
        help_text="The body it belongs to: a spokesman's department, a brigade's army.",
    )  # fmt: skip
    role_title = models.CharField(max_length=200, blank=True, help_text="For example Pentagon spokesman.")
    wikidata_id = models.CharField("Wikidata id", max_length=20, blank=True)
    description = models.TextField(blank=True)

    history = tracked()

    class Meta:
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["folded"], name="actor_by_folded_name")]
        constraints = [
            code_constraint("actor", "kind", codebook.ACTOR_KIND, required=True),
            models.CheckConstraint(
                name="actor_is_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                violation_error_message="An actor cannot belong to itself.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_label(self) -> bool:
        return self.kind == "label"


class ActorName(Record):
    """Another spelling of an actor: every spelling finds the one actor."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(max_length=250)
    folded = FoldedField(of="name", db_index=True)
    language = models.CharField(max_length=35, blank=True, help_text="BCP 47.")
    kind = code_field(codebook.ACTOR_NAME_KIND, required=True, default="spelling")

    history = tracked()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            code_constraint("actorname", "kind", codebook.ACTOR_NAME_KIND, required=True),
            models.UniqueConstraint(fields=["actor", "name"], name="actorname_once_per_actor"),
        ]

    def __str__(self) -> str:
        return self.name
