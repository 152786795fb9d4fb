"""Who codes which article, and what did each gesture write? Owns tasks, adjudications, steps and prefilled values."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from articles.columns import Record, code_constraint, code_field, tracked
from incidents import codebook
from incidents.models.incident import Incident


class CodingTask(Record):
    """One article in the hands of one coder. Nobody is handed what somebody else has open."""

    article = models.ForeignKey("articles.Article", on_delete=models.PROTECT, related_name="+")
    coder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="coding_tasks")
    round = code_field(codebook.CODING_ROUND, required=True, default="first")
    state = code_field(codebook.TASK_STATE, required=True, default="open")
    is_double = models.BooleanField(
        "coded twice", default=False, help_text="Two coders code this article without seeing each other's work."
    )
    handed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text="Who assigned it; blank when the coder took it.",
    )  # fmt: skip
    handed_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)

    history = tracked()

    class Meta:
        ordering = ["-id"]
        constraints = [
            code_constraint("codingtask", "round", codebook.CODING_ROUND, required=True),
            code_constraint("codingtask", "state", codebook.TASK_STATE, required=True),
            models.UniqueConstraint(
                fields=["article", "round"], condition=~Q(state="given_back"), name="codingtask_one_coder_per_round",
                violation_error_message="Somebody else has this article.",
            ),
            models.UniqueConstraint(
                fields=["article", "coder"], condition=~Q(state="given_back"), name="codingtask_one_round_per_coder",
                violation_error_message="Nobody codes the same article twice.",
            ),
            models.CheckConstraint(
                name="codingtask_done_has_its_time",
                condition=Q(state="done", done_at__isnull=False) | (~Q(state="done") & Q(done_at__isnull=True)),
                violation_error_message="A task that is done, and no other, has the time when it was done.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_round_display()} of {self.article} by {self.coder}"


class Adjudication(Record):
    """The decision between two blind codings of one article. Both stay in ``codings`` as they stood.

    ``codings`` is {"first": [document, …], "second": […]}, ``decisions`` a list of what was chosen for each field.
    """

    article = models.OneToOneField("articles.Article", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    codings = models.JSONField(default=dict)
    decisions = models.JSONField(default=list)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"Adjudication of {self.article}"


class Step(models.Model):
    """What one gesture wrote: each row before and after. Undoing it puts back what nobody has changed since."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="steps")
    kind = code_field(codebook.STEP_KIND, required=True)
    label = models.CharField(max_length=200)
    changes = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            code_constraint("step", "kind", codebook.STEP_KIND, required=True),
            models.CheckConstraint(
                name="step_undone_by_somebody",
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                violation_error_message="A step that is undone has the time and the person.",
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Prefill(models.Model):
    """A value that a rule read from the quoted words, until somebody touches or confirms it.

    ``record`` is a kind of row with its key ("weapon_use-12"), blank for the incident itself; ``rule`` says in words
    how the value was read.
    """

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="prefills")
    record = models.CharField(max_length=40, blank=True)
    field = models.CharField(max_length=40)
    rule = models.CharField(max_length=300)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["incident", "record", "field"], name="prefill_once_per_field"),
        ]

    def __str__(self) -> str:
        return f"{self.record or 'incident'}.{self.field}"
