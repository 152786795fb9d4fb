"""By which numbers are copies of a text found? Owns the columns that keep its marks, filled as it is saved."""

from typing import Any

from django.db import models

from articles.likeness import marks


class MarkField(models.BigIntegerField):
    """One of the numbers by which copies of the text in the column ``of`` are found; blank where it is too short."""

    def __init__(self, *args: Any, of: str, number: int, **options: Any) -> None:
        self.of, self.number = of, number
        super().__init__(*args, **{**options, "editable": False, "null": True, "blank": True})

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, "of": self.of, "number": self.number}

    def pre_save(self, instance: models.Model, add: bool) -> int | None:
        value = marks(getattr(instance, self.of) or "")[self.number - 1]
        setattr(instance, self.attname, value)
        return value
