"""What did the database refuse? Owns the words in which a broken constraint is told beside the form."""

from typing import Any

from django.apps import apps
from django.db import IntegrityError
from django.db.models import ProtectedError, RestrictedError

from incidents.coding.review import StaleIncident
from incidents.models import Incident

_REFUSED = "The database refused this; nothing was saved. Please look at the rows you changed."


def in_words(problem: IntegrityError | StaleIncident) -> str:
    """The constraint's own message. SQLite names a unique constraint by its columns, PostgreSQL by its name."""
    if isinstance(problem, StaleIncident):
        return " ".join(problem.problems)
    if isinstance(problem, (ProtectedError, RestrictedError)):
        return "A row that you delete is still used by another row. Change or delete that one first."
    told = str(problem)
    for constraint, columns in _constraints():
        if constraint.name in told or (columns and f"failed: {columns}" in told):
            return str(constraint.violation_error_message)
    if "incident" in told and "code" in told:
        return "Another incident has this code."
    return _REFUSED


def _constraints() -> list[tuple[Any, str]]:
    found: list[tuple[Any, str]] = []
    for model in apps.get_app_config(Incident._meta.app_label).get_models():
        for constraint in model._meta.constraints:
            fields = getattr(constraint, "fields", ())
            columns = ", ".join(f"{model._meta.db_table}.{_column(model, name)}" for name in fields)
            found.append((constraint, columns))
    return found


def _column(model: Any, name: str) -> str:
    return str(model._meta.get_field(name).column)
