"""Which incidents may this person be told of? Owns how admin pages that point to incidents leave out hidden ones."""

from typing import Any

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from articles.admin.tables import user_of
from incidents.coding.quality import Problem
from incidents.coding.sight import hidden_from, visible_to
from incidents.models import Incident


class IncidentChoices:
    """Fields that lead to an incident offer, and take, what the person may read; for admins and inlines."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Anything else is answered as if it did not exist."""
        if db_field.related_model is Incident:
            kwargs["queryset"] = visible_to(user_of(request))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]


class AboutIncidents(IncidentChoices):
    """The admin of a table whose rows belong to an incident: who may not read that may not read them."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """A row without an incident is shown to everybody who may see the table."""
        shown = Q(incident__isnull=True) | Q(incident__in=visible_to(user_of(request)))
        return super().get_queryset(request).filter(shown)  # type: ignore[misc]


def without_hidden_ties(user: User, rows: QuerySet[Any], *, through: str = "to_incident") -> QuerySet[Any]:
    """Relations, or what bears on one, less those that lead to an incident which must not be named here."""
    return rows.exclude(**{f"{through}__in": hidden_from(user)})


def told(user: User, incident: Incident, problems: list[Problem]) -> list[Problem]:
    """What is missing, less the remarks on relations that are not shown."""
    rows = {
        "relation": without_hidden_ties(user, incident.relations.all()),
        "citation": without_hidden_ties(user, incident.citations.all(), through="relation__to_incident"),
    }
    kinds = {problem.record.rpartition("-")[0] for problem in problems} & rows.keys()
    shown = {f"{kind}-{key}" for kind in kinds for key in rows[kind].values_list("pk", flat=True)}
    return [each for each in problems if each.record.rpartition("-")[0] not in kinds or each.record in shown]
