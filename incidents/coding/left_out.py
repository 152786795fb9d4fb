"""Which relations does the public record leave out, and which of them could be shown by now? (SCHEMA 3.15)

A relation is published only when the incident it leads to is public. Owns the warning before publishing, and the list
of incidents to publish again once the other one is public.
"""

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery

from incidents.models import Incident, Relation
from incidents.models.publication import Publication

MOST_READ = 200
"""Public documents that one look at the queue reads."""


def not_published_with(incident: Incident, *, visible: QuerySet[Incident]) -> list[str]:
    """A sentence for each relation that publishing the incident now would leave out, to one of these incidents."""
    relations = incident.relations.filter(to_incident__in=visible).select_related("to_incident__merged_into")
    live = _live_codes(each.to_incident.code for each in relations if each.to_incident)
    return [_sentence(each) for each in relations if each.to_incident and each.to_incident.code not in live]


def _sentence(relation: Relation) -> str:
    other = relation.to_incident
    assert other is not None  # noqa: S101  (only relations to incidents are asked for)
    if other.status == "merged" and other.merged_into:
        why = f"which has been merged into {other.merged_into.code}"
    else:
        why = "which has been withdrawn" if other.status == "withdrawn" else "which is not public yet"
    return f"Not published with it: relation “{relation.get_kind_display().lower()}” to {other.code}, {why}."


def _live_codes(codes: Iterator[str]) -> set[str]:
    return set(Publication.objects.live().filter(code__in=set(codes)).values_list("code", flat=True))


def waiting_for(incident: Incident) -> QuerySet[Incident]:
    """Public incidents with a relation to this one, which is not public: publish them again once it is."""
    if Publication.objects.live().filter(code=incident.code).exists():
        return Incident.objects.none()
    return Incident.objects.filter(
        Exists(Relation.objects.filter(incident=OuterRef("pk"), to_incident=incident)), _is_live("code")
    ).order_by("code")


def to_publish_again(incidents: QuerySet[Incident], *, at_most: int) -> list[Incident]:
    """The public incidents among these that leave out a relation to an incident that has become public since."""
    found: dict[int, Incident] = {}
    for relation in _candidates().filter(incident__in=incidents.values("pk"))[:MOST_READ]:
        if relation.incident_id not in found and _is_left_out(relation):
            found[relation.incident_id] = relation.incident
        if len(found) == at_most:
            break
    return list(found.values())


def _candidates() -> QuerySet[Relation]:
    """Relations between public incidents of which the end was published after the beginning was."""
    live = Publication.objects.live()
    return (
        Relation.objects.filter(_is_live("incident__code"), _is_live("to_incident__code"))
        .annotate(
            published_at=Subquery(live.filter(code=OuterRef("incident__code")).values("published_at")[:1]),
            end_published_at=Subquery(live.filter(code=OuterRef("to_incident__code")).values("published_at")[:1]),
        )
        .filter(end_published_at__gt=F("published_at"), created_at__lte=F("published_at"))
        .select_related("incident", "to_incident")
        .order_by("-end_published_at", "pk")
    )


def _is_live(code: str) -> Exists:
    return Exists(Publication.objects.live().filter(code=OuterRef(code)))


def _is_left_out(relation: Relation) -> bool:
    published = Publication.objects.live().filter(code=relation.incident.code).first()
    assert relation.to_incident is not None  # noqa: S101
    shown = {each["to_incident"] for each in (published.read() if published else {}).get("relations", ())}
    return relation.to_incident.code not in shown
