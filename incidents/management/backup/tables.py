"""Which tables are in a backup? Every one of every application, but for those named here with the reason."""

from collections.abc import Iterable
from typing import Any, Final

from django.apps import apps
from django.db.models import Model, QuerySet

LEFT_OUT: Final = {
    "contenttypes.contenttype": "migrate makes them; a row that points to one names it",
    "auth.permission": "migrate makes them; a row that points to one names it",
    "sessions.session": "whoever had the file could go on in the name of whoever was logged in",
    "axes": "failed logins with their addresses: they are of the moment, and nobody's record",
    "incidents.publicationchange": "the database writes it by itself, of what a restore changes too",
    "incidents.publicstate": "a restore makes it higher than it ever was, so that no cache keeps what was before",
}
"""Table, or application with all its tables → why a backup does not hold it."""

ROLES: Final = ("auth.group", "auth.group_permissions")
"""What ``apply_roles`` fills: a database with nothing else in it counts as empty."""


def tables() -> list[type[Model]]:
    """Every table of a backup, after those it points to."""
    every = sorted(filter(_is_kept, apps.get_models(include_auto_created=True)), key=label)
    ordered: dict[type[Model], None] = {}
    _place(every, set(), ordered)
    return [model for model in ordered if model in every]


def rows(model: type[Model], using: str) -> QuerySet[Any]:
    """Every row of a table, whatever its own managers leave out."""
    return QuerySet(model=model, using=using)


def label(model: type[Model]) -> str:
    """The name of a table in a backup."""
    return str(model._meta.label_lower)


def _is_kept(model: Any) -> bool:
    return model._meta.managed and not model._meta.proxy and not {model._meta.app_label, label(model)} & LEFT_OUT.keys()


def _place(models: Iterable[Any], seen: set[Any], ordered: dict[type[Model], None]) -> None:
    """Puts each behind what it points to. A circle is cut anywhere: keys are compared at the end of a transaction."""
    for model in models:
        if model not in seen:
            seen.add(model)
            _place([field.related_model for field in model._meta.concrete_fields if field.is_relation], seen, ordered)
            ordered[model] = None
