"""What became of every row somebody imported? Owns the ledger of imports, kept also when an import is refused.

Beside it stand the tables between two steps of an import: what was uploaded and not yet confirmed, and saved maps.
"""

from django.conf import settings
from django.db import models

from articles.columns import Record, code_constraint, code_field
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
    dataset = models.CharField(max_length=60, blank=True, help_text="The name of an imported table.")
    map = models.TextField(blank=True, help_text="By which an imported table was read, as TOML.")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-id"]
        permissions = [("import_table", "Can import a table of incidents and undo it")]

    def __str__(self) -> str:
        return f"{self.dataset or self.get_scheme_display()} {self.started_at:%Y-%m-%d %H:%M}"


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
    version = models.PositiveIntegerField(
        null=True, blank=True, help_text="The incident's version right after it; any other says that it was changed."
    )
    before = models.JSONField(null=True, blank=True, help_text="The row that an update replaced, for undoing it.")

    class Meta:
        ordering = ["id"]
        constraints = [code_constraint("importrow", "outcome", codebook.IMPORT_OUTCOME, required=True)]

    def __str__(self) -> str:
        return f"line {self.line}: {self.outcome}"


class TableMap(Record):
    """By which map the table of this name was last read, for the next time."""

    dataset = models.CharField(max_length=60, unique=True)
    map = models.TextField(help_text="TOML, as docs/import.md explains it.")
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["dataset"]

    def __str__(self) -> str:
        return self.dataset


class TableUpload(Record):
    """A table that somebody has uploaded and not yet confirmed. It goes once it is confirmed, or after some days.

    ``name`` is only shown: where the bytes lie is no business of whoever named the file.
    """

    name = models.CharField(max_length=255)
    content = models.BinaryField()
    sources_name = models.CharField(max_length=255, blank=True)
    sources = models.BinaryField(default=bytes, blank=True)
    tolls_name = models.CharField(max_length=255, blank=True)
    tolls = models.BinaryField(default=bytes, blank=True)
    map = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name
