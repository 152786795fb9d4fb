"""Which dataset can be cited for good? Owns the releases: immutable lists of publications, with files (SCHEMA 3.16).

The files lie in the database, compressed in parts, so that they come and go with what they are of. Only
``incidents.releasing`` writes here; a blanked row is the one thing that changes. It knows no table of the analysts.
"""

import re
from typing import Final

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from incidents.models.publication import Publication

NAME: Final = r"[0-9]{4}\.[0-9]{1,2}(\.[0-9]{1,3})?"
_is_a_name = RegexValidator(
    re.compile(rf"\A{NAME}\Z"), "A release is named by year and month, as 2026.11 or 2026.11.1."
)


class Release(models.Model):
    """A dataset version. ``address`` is that of the site when it was made: the files name it.

    ``gone`` is JSON: what the release before held and this one does not, with the public reason. ``codebook`` is the
    codebook of that day, as JSON. ``format`` says which rules of writing the files follow.
    """

    name = models.CharField(max_length=20, unique=True, validators=[_is_a_name], help_text="Year and month: 2026.11.")
    notes = models.TextField(blank=True, help_text="Public: what readers should know of this release.")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    previous = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=2000)
    incidents = models.PositiveIntegerField()
    codebook = models.TextField()
    gone = models.TextField()
    format = models.CharField(max_length=40)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name


class ReleaseRow(models.Model):
    """One publication of a release; ``number`` is its place, by code, the same on either engine.

    Blanked: taken out of the files for the safety of somebody, with a public reason.
    """

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="rows")
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField()
    blanked_at = models.DateTimeField(null=True)
    blanked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    blanked_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["release", "number"]
        constraints = [
            models.UniqueConstraint(fields=["release", "number"], name="releaserow_once_a_number"),
            models.UniqueConstraint(fields=["release", "publication"], name="releaserow_once_a_publication"),
            models.CheckConstraint(
                name="releaserow_blanked_says_why",
                condition=Q(blanked_at__isnull=True, blanked_reason="")
                | (Q(blanked_at__isnull=False) & ~Q(blanked_reason="")),
                violation_error_message="What is blanked has a public reason.",
            ),
        ]
        indexes = [
            models.Index(fields=["release"], condition=Q(blanked_at__isnull=False), name="releaserow_blanked"),
        ]

    def __str__(self) -> str:
        return f"{self.release_id}: {self.publication_id}"


class ReleaseFile(models.Model):
    """A file of a release as it was written when so many rows were blanked; older ones keep their sum alone."""

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="files")
    path = models.CharField(max_length=60)
    blanked = models.PositiveIntegerField(default=0)
    bytes = models.PositiveBigIntegerField()
    rows = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["release", "blanked", "id"]
        constraints = [
            models.UniqueConstraint(fields=["release", "path", "blanked"], name="releasefile_once_a_state"),
        ]

    def __str__(self) -> str:
        return self.path


class ReleasePart(models.Model):
    """A part of a file, compressed by zlib: what is read and sent at a time."""

    file = models.ForeignKey(ReleaseFile, on_delete=models.PROTECT, related_name="parts")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        ordering = ["file", "number"]
        constraints = [
            models.UniqueConstraint(fields=["file", "number"], name="releasepart_once_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.file_id}, part {self.number}"
