"""How is a value of the scheme stored? Owns the model fields that several tables share."""

import hashlib
import unicodedata
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from incidents import dates
from incidents.codebook import CODE_LENGTH, Vocabulary
from incidents.folding import fold


class Record(models.Model):
    """A row with the times of its making and of its last change."""

    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True


def tracked(**options: Any) -> HistoricalRecords:
    """The append-only history of a table: who, when, old, new, why (SCHEMA 3)."""
    return HistoricalRecords(history_change_reason_field=models.TextField(null=True), **options)


def code_field(vocabulary: Vocabulary, *, required: bool = False, **options: Any) -> models.CharField:
    """A column that holds a code of the list; blank means *not stated* unless it is required (SCHEMA 2.1)."""
    options.setdefault("help_text", vocabulary.description)
    return models.CharField(max_length=CODE_LENGTH, choices=vocabulary.choices, blank=not required, **options)


def code_constraint(
    table: str, field: str, vocabulary: Vocabulary, *, required: bool = False
) -> models.CheckConstraint:
    """The database's word that the column holds a code of the list, or blank where blank is allowed."""
    return models.CheckConstraint(
        name=f"{table}_{field}_in_codebook",
        condition=Q(**{f"{field}__in": [*vocabulary.codes, *([] if required else [""])]}),
        violation_error_message=f"{vocabulary.title}: this code is not in the codebook.",
    )


def bounds_constraint(table: str, earliest: str, latest: str) -> models.CheckConstraint:
    """earliest <= latest where both are known; an open end is NULL and is allowed (SCHEMA 2.3)."""
    either_open = Q(**{f"{earliest}__isnull": True}) | Q(**{f"{latest}__isnull": True})
    return models.CheckConstraint(
        name=f"{table}_{earliest}_not_after_{latest}",
        condition=either_open | Q(**{f"{earliest}__lte": models.F(latest)}),
        violation_error_message="The earliest date is after the latest.",
    )


def validate_edtf(text: str) -> None:
    """ValidationError, in a coder's words, for a date outside the subset of EDTF (SCHEMA 2.3)."""
    try:
        dates.parse(text)
    except ValueError as problem:
        raise ValidationError(str(problem), code="edtf") from problem


class EdtfField(models.CharField):
    """An EDTF date. Saving sets the two bound columns named in ``bounds``, which must be declared after it."""

    default_validators = [validate_edtf]

    def __init__(self, *args: Any, bounds: tuple[str, str] | None = None, **options: Any) -> None:
        self.bounds = bounds
        options.setdefault("max_length", 80)
        options.setdefault(
            "help_text", "For example 2022-01-13, 2022-01, [2022-01-13,2022-01-14], 2022-01-10/2022-01-13."
        )
        super().__init__(*args, **options)

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, "bounds": self.bounds}

    def pre_save(self, instance: models.Model, add: bool) -> str:
        text = super().pre_save(instance, add)
        if self.bounds:
            parsed = dates.parse(text) if text else None
            setattr(instance, self.bounds[0], parsed.earliest if parsed else None)
            setattr(instance, self.bounds[1], parsed.latest if parsed else None)
        return text


class AddressField(models.URLField):
    """An address on the web, up to 2,000 characters; one typed without a scheme is taken as https."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("max_length", 2000)
        super().__init__(*args, **options)

    def formfield(self, **options: Any) -> Any:
        return super().formfield(**{"assume_scheme": "https", **options})


class HeldTextField(models.TextField):
    """Text as it is quoted from: NFC, line ends ``\\n``; positions in it count code points (SCHEMA 2.7)."""

    def pre_save(self, instance: models.Model, add: bool) -> str:
        text = normalise(super().pre_save(instance, add))
        setattr(instance, self.attname, text)
        return text


class DerivedField(models.CharField):
    """A column worked out on save from the column named in ``of``, which must be declared before it."""

    def __init__(self, *args: Any, of: str, **options: Any) -> None:
        self.of = of
        options.update(editable=False, blank=True)
        super().__init__(*args, **options)

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, "of": self.of}

    def derive(self, value: str) -> str:
        raise NotImplementedError

    def pre_save(self, instance: models.Model, add: bool) -> str:
        value = self.derive(getattr(instance, self.of) or "")
        setattr(instance, self.attname, value)
        return value


class FoldedField(DerivedField):
    """The folded spelling of another column, by which it is searched."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("max_length", 1000)
        super().__init__(*args, **options)

    def derive(self, value: str) -> str:
        return fold(value)[: self.max_length]


class DigestField(DerivedField):
    """The SHA-256 of another column as UTF-8, in hexadecimal; blank where that column is blank."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("max_length", 64)
        super().__init__(*args, **options)

    def derive(self, value: str) -> str:
        return hashlib.sha256(value.encode()).hexdigest() if value else ""


def normalise(text: str) -> str:
    """NFC with ``\\n`` line ends."""
    return unicodedata.normalize("NFC", (text or "").replace("\r\n", "\n").replace("\r", "\n"))
