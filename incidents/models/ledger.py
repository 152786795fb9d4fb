"""What became of every row somebody imported? Owns the ledger of imports, kept also when an import is refused."""

from django.conf import settings
from django.db import models

from articles.columns import code_constraint, code_field
from incidents import codebook


class ImportRun(models.Model):
    """One call of an import. ``written`` is false for a dry run and for a refused import."""

    scheme = code_field(codebook.EXTERNAL_SCHEME, required=True)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    dry_run = models.BooleanField(default=False)
    written = models.BooleanField(default=False)
    published = models.BooleanField(default=False)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.get_scheme_display()} {self.started_at:%Y-%m-%d %H:%M}"


class ImportFile(models.Model):
    """One file of a run: rows in = new + updated + unchanged + rejected."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    dataset_version = models.CharField(max_length=40)
    rows = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="importfile_every_row_accounted_for",
                condition=models.Q(
                    rows=models.F("new") + models.F("updated") + models.F("unchanged") + models.F("rejected")
                ),
                violation_error_message="Rows in must equal new + updated + unchanged + rejected.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class ImportRow(models.Model):
    """One row: what became of it, or would have, and why it was rejected. ``line`` counts lines of the file from 1."""

    file = models.ForeignKey(ImportFile, on_delete=models.CASCADE, related_name="ledger")
    line = models.PositiveIntegerField()
    value = models.CharField("external id", max_length=100, blank=True)
    outcome = code_field(codebook.IMPORT_OUTCOME, required=True)
    column = models.CharField(max_length=100, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [code_constraint("importrow", "outcome", codebook.IMPORT_OUTCOME, required=True)]

    def __str__(self) -> str:
        return f"line {self.line}: {self.outcome}"
