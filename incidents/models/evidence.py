"""Who said what, and in which words? Owns statements, toll lines and citations (SCHEMA 3.3, 3.10, 3.11)."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.lookups import LessThanOrEqual

from articles.columns import EdtfField, bounds_constraint, code_constraint, code_field, tracked
from incidents import codebook, countries, counts
from incidents.models.checks import counts_constraints
from incidents.models.incident import Incident, IncidentPart
from incidents.models.parts import WeaponUse


class Statement(IncidentPart):
    """What somebody said about the incident, through whom. Its attribution kinds are claims on who did it."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="statements")
    about_incident = models.BooleanField("about this incident", default=True)
    series = models.ForeignKey(
        "incidents.Series", null=True, blank=True, on_delete=models.PROTECT, related_name="statements",
        verbose_name="about the series",
    )  # fmt: skip
    about_certainty = code_field(codebook.ABOUT_CERTAINTY, required=True, default="explicit")
    kind = code_field(codebook.STATEMENT_KIND, required=True)
    voice = code_field(codebook.VOICE, required=True, default="named")
    speakers = models.ManyToManyField("incidents.Actor", blank=True, related_name="+")
    speaker_text = models.CharField("speaker as described", max_length=300, blank=True)
    on_behalf_of = models.ForeignKey(
        "incidents.Actor", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    relayed_by = models.ForeignKey(
        "incidents.Actor", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="Who passed it on, when the article did not hear it from the speaker.",
    )  # fmt: skip
    addressee = models.ForeignKey("incidents.Actor", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    accused = models.ManyToManyField("incidents.Actor", blank=True, related_name="+")
    accused_text = models.CharField("accused, in the speaker's words", max_length=300, blank=True)
    wording = code_field(codebook.WORDING)
    alleged_motive = models.TextField(blank=True, help_text="Why they did it, according to this speaker.")
    channel = code_field(codebook.CHANNEL)
    channel_name = models.CharField(max_length=100, blank=True)
    said_edtf = EdtfField("said on", blank=True, bounds=("said_earliest", "said_latest"))
    said_earliest = models.DateField(null=True, blank=True, editable=False)
    said_latest = models.DateField(null=True, blank=True, editable=False)
    said_place = models.ForeignKey("incidents.Place", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    original = models.ForeignKey(
        "articles.Article", null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="The post or statement itself, often held as a reference only.",
    )  # fmt: skip
    basis = code_field(codebook.STATEMENT_BASIS)
    repeats = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="repeated_by",
        help_text="Another outlet's version of the same statement: one origin, one voice.",
    )  # fmt: skip
    status = code_field(codebook.STATEMENT_STATUS, required=True, default="current")

    history = tracked(m2m_fields=[speakers, accused])

    class Meta:
        ordering = ["id"]
        constraints = [
            code_constraint("statement", "about_certainty", codebook.ABOUT_CERTAINTY, required=True),
            code_constraint("statement", "kind", codebook.STATEMENT_KIND, required=True),
            code_constraint("statement", "voice", codebook.VOICE, required=True),
            code_constraint("statement", "wording", codebook.WORDING),
            code_constraint("statement", "channel", codebook.CHANNEL),
            code_constraint("statement", "basis", codebook.STATEMENT_BASIS),
            code_constraint("statement", "status", codebook.STATEMENT_STATUS, required=True),
            bounds_constraint("statement", "said_earliest", "said_latest"),
            models.CheckConstraint(
                name="statement_is_about_something",
                condition=Q(about_incident=True) | Q(series__isnull=False),
                violation_error_message="Say what it is about: this incident, a series, or both.",
            ),
            models.CheckConstraint(
                name="statement_does_not_repeat_itself",
                condition=Q(repeats__isnull=True) | ~Q(repeats=F("id")),
                violation_error_message="A statement cannot repeat itself.",
            ),
        ]

    def __str__(self) -> str:
        return self.named(self._loaded("speakers"), self._loaded("accused"))

    def named(self, speakers: str, accused: str) -> str:
        """What tells it from other statements, given the names of its people."""
        who = self.speaker_text or speakers or self.get_voice_display()
        accused = self.accused_text or accused
        said = f"{self.get_kind_display()}: {who}{f' on {accused}' if accused else ''}"
        return f"{said} ({self.said_edtf})" if self.said_edtf else said

    def speaker(self) -> str:
        """Who speaks: by name where the speakers were loaded with the row, for a label must not ask the database."""
        return self.speaker_text or self._loaded("speakers") or self.get_voice_display()

    def _loaded(self, link: str) -> str:
        actors = getattr(self, "_prefetched_objects_cache", {}).get(link, ())
        return ", ".join(actor.name for actor in actors)

    def is_attribution(self) -> bool:
        return self.kind in codebook.ATTRIBUTION_KINDS


_A_FEW_WORDS = 30
"""Characters. A number in words is shorter; what is longer is a sentence in which none was read."""
_UNCOUNTED = ("none", "none_reported", "unknown")
_UNSAID = ("", "all")


class CasualtyCount(IncidentPart):
    """One line of the toll, as one voice gave it."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="casualty_counts")
    statement = models.ForeignKey(
        Statement, on_delete=models.RESTRICT, related_name="casualty_counts",
        help_text="Whose account. The article's own voice is a statement by the publisher.",
    )  # fmt: skip
    scope = models.ForeignKey(
        WeaponUse, null=True, blank=True, on_delete=models.RESTRICT, related_name="+",
        help_text="The part it speaks for; blank is the whole incident.",
    )  # fmt: skip
    involvement = models.ForeignKey(
        "incidents.Involvement", null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        help_text="Whose people they were, where the sides are known.",
    )  # fmt: skip
    harm = code_field(codebook.HARM, required=True)
    group = code_field(codebook.GROUP, required=True, default="all")
    age = code_field(codebook.AGE)
    sex = code_field(codebook.SEX)
    nationality = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 alpha-2.")
    count_kind = code_field(codebook.COUNT_KIND, required=True)
    low = models.PositiveIntegerField(null=True, blank=True)
    best = models.PositiveIntegerField(null=True, blank=True)
    high = models.PositiveIntegerField(null=True, blank=True)
    number_text = models.CharField("number in the source's words", max_length=200, blank=True)
    of_which = models.BooleanField(
        default=False, help_text="A subset of another line of this statement: shown, never added."
    )
    severity = code_field(codebook.SEVERITY)
    mechanism = code_field(codebook.MECHANISM)

    history = tracked()

    class Meta:
        ordering = ["id"]
        constraints = [
            code_constraint("casualtycount", "harm", codebook.HARM, required=True),
            code_constraint("casualtycount", "group", codebook.GROUP, required=True),
            code_constraint("casualtycount", "age", codebook.AGE),
            code_constraint("casualtycount", "sex", codebook.SEX),
            code_constraint("casualtycount", "severity", codebook.SEVERITY),
            code_constraint("casualtycount", "mechanism", codebook.MECHANISM),
            code_constraint("casualtycount", "count_kind", codebook.COUNT_KIND, required=True),
            *counts_constraints("casualtycount", required=True),
        ]

    def __str__(self) -> str:
        """What tells it from other lines; its account too, where that was loaded with the row."""
        details = ", ".join(self._details())
        account = f", according to {self.statement.speaker()}" if self._knows_account() else ""
        return f"{self._figure()}{f' ({details})' if details else ''}{account}"

    def _figure(self) -> str:
        harm, numbers = self.get_harm_display().lower(), (self.low, self.best, self.high)
        if counts.problem(self.count_kind, *numbers):  # half typed, while its form is mended
            return f"{self.number_text or self.get_count_kind_display().lower()} {harm}".strip()
        if self.count_kind == "words" and len(self.number_text) > _A_FEW_WORDS:
            return f"{harm}: “{self.number_text}”"
        number = counts.words(self.count_kind, *numbers, said=self.number_text)
        return f"{harm}: {number}" if self.count_kind in _UNCOUNTED else f"{number} {harm}"

    def _details(self) -> list[str]:
        codes = ("group", "age", "sex")
        said = [getattr(self, f"get_{name}_display")().lower() for name in codes if getattr(self, name) not in _UNSAID]
        if self.nationality:
            known = countries.COUNTRIES.get(self.nationality)
            said.append(known.name if known else self.nationality)
        said += [each.lower() for each in (self.get_severity_display(), self.get_mechanism_display()) if each]
        said += ["part of another line"] if self.of_which else []
        return said + ([f"“{self.number_text}”"] if self.number_text and self.count_kind not in ("", "words") else [])

    def _knows_account(self) -> bool:
        return CasualtyCount._meta.get_field("statement").is_cached(self) and self.statement is not None


class PinnedFigure(IncidentPart):
    """An editor's figure for one cell, with a reason that readers see. Outside low–high it is refused."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="pinned_figures")
    harm = code_field(codebook.HARM, required=True)
    group = code_field(codebook.GROUP, required=True, default="all")
    best = models.PositiveIntegerField()
    reason = models.TextField(help_text="Public.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT)

    history = tracked()

    class Meta:
        ordering = ["id"]
        constraints = [
            code_constraint("pinnedfigure", "harm", codebook.HARM, required=True),
            code_constraint("pinnedfigure", "group", codebook.GROUP, required=True),
            models.UniqueConstraint(
                fields=["incident", "harm", "group"], name="pinnedfigure_once_per_cell",
                violation_error_message="This figure is pinned already.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        group = "" if self.group == "all" else f" ({self.get_group_display().lower()})"
        return f"{self.best} {self.get_harm_display().lower()}{group}"


CITED_RECORDS = (
    "location", "weapon_use", "target", "casualty_count", "statement", "relation", "involvement", "series", "note",
)  # fmt: skip
"""The records a citation may bear on; at most one of them. None means the incident itself."""


_CITED_COLUMNS = [(name, f"{name}_id") for name in CITED_RECORDS]


def _bears_on_at_most_one() -> LessThanOrEqual:
    given = [Case(When(**{f"{name}__isnull": False}, then=1), default=0) for name in CITED_RECORDS]
    return LessThanOrEqual(sum(given[1:], given[0]), Value(1))


def _cited(table: str) -> Any:
    # Indexed where it is filled: a citation leaves eight of nine blank, and an index holds blanks too.
    options: dict[str, Any] = {"null": True, "blank": True, "db_index": False, "related_name": "citations"}
    # A part of the incident takes its quotes along; a series is shared, and is not deleted from under other people's.
    on_delete = models.PROTECT if table == "Series" else models.CASCADE
    return models.ForeignKey(f"incidents.{table}", on_delete=on_delete, **options)


class Citation(IncidentPart):
    """What ties a record, or one field of it, to the quoted words that carry it.

    ``start`` (included) and ``end`` (excluded) count code points of ``article.text``.
    """

    article = models.ForeignKey("articles.Article", on_delete=models.PROTECT, related_name="citations")
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="citations")
    location = _cited("Location")
    weapon_use = _cited("WeaponUse")
    target = _cited("Target")
    casualty_count = _cited("CasualtyCount")
    statement = _cited("Statement")
    relation = _cited("Relation")
    involvement = _cited("Involvement")
    series = _cited("Series")
    note = _cited("Note")
    field = models.CharField(
        max_length=40, blank=True, help_text="The field it carries; blank is the record as a whole."
    )
    basis = code_field(codebook.CITATION_BASIS, required=True, default="stated")
    stance = code_field(codebook.STANCE, required=True, default="supports")
    value = models.CharField(
        max_length=200, blank=True, help_text="What this source says, when it differs from the adopted value."
    )
    exact = models.TextField("quoted words", blank=True)
    prefix = models.CharField(max_length=60, blank=True, editable=False)
    suffix = models.CharField(max_length=60, blank=True, editable=False)
    start = models.PositiveIntegerField(null=True, blank=True, editable=False)
    end = models.PositiveIntegerField(null=True, blank=True, editable=False)
    comment = models.CharField(max_length=300, blank=True)

    history = tracked()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=[name], condition=Q(**{f"{name}__isnull": False}), name=f"citation_by_{name}")
            for name in CITED_RECORDS
        ]
        constraints = [
            code_constraint("citation", "basis", codebook.CITATION_BASIS, required=True),
            code_constraint("citation", "stance", codebook.STANCE, required=True),
            models.CheckConstraint(
                name="citation_bears_on_at_most_one_record",
                condition=_bears_on_at_most_one(),
                violation_error_message="A citation bears on one record, or on the incident itself.",
            ),
            models.CheckConstraint(
                name="citation_stated_needs_quote",
                condition=~Q(basis="stated") | ~Q(exact=""),
                violation_error_message="What the source states needs its words.",
            ),
            models.CheckConstraint(
                name="citation_start_before_end",
                condition=Q(start__isnull=True, end__isnull=True)
                | Q(start__isnull=False, end__isnull=False, start__lt=F("end")),
                violation_error_message="A span needs a start before its end.",
            ),
        ]

    def __str__(self) -> str:
        return f"“{self.exact[:60]}”" if self.exact else self.get_basis_display()

    def bears_on(self) -> str | None:
        """Which of ``CITED_RECORDS`` it bears on; None when that is the incident itself."""
        return next((name for name, column in _CITED_COLUMNS if getattr(self, column) is not None), None)
