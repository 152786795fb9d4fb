"""Two databases, one with the first coder's hidden work and one without: the second coder reads the same everywhere.

Pages are found, not listed: every address of the admin is asked for, with the key of every row that could stand in it.
The hidden work is made, the pages are asked; it is taken away again, and they are asked again.
"""

import re
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from articles.models import Article
from incidents.admin.panels import STEPS
from incidents.coding.editing import take_next_turn
from incidents.models import CodingTask, ConfidentialNote, Incident, Place
from tests.factories import (
    ActorFactory,
    ArticleFactory,
    CasualtyCountFactory,
    CitationFactory,
    CodingTaskFactory,
    IncidentFactory,
    InvolvementFactory,
    LocationFactory,
    NoteFactory,
    PlaceFactory,
    RelationFactory,
    SeriesFactory,
    StatementFactory,
    TargetFactory,
    WeaponUseFactory,
    ready_incident,
    user_with_role,
)

pytestmark = pytest.mark.django_db

ROLES = ("coder", "reviewer", "administrator")
"""Whoever codes an article second is blind to the first coding, whatever else they may do."""

SECRET = "Zebra"
SEARCHES = (SECRET, "draft")
NOT_PAGES = {"admin:logout": "ends the session that asks", "admin:jsi18n": "a list of translations"}
MOVING = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')


class World:
    """One article coded by two people; what the second of them may see, and what the first has written."""

    def __init__(self, role: str) -> None:
        self.second = user_with_role(role, username="ben")
        first = user_with_role("coder", username="ann")
        self.client = Client()
        self.client.force_login(self.second)
        self.article = ArticleFactory(title="The article")
        self.place, self.actor, self.series = PlaceFactory(), ActorFactory(), SeriesFactory()
        self.open = ready_incident(title="An open one")
        self.task = CodingTaskFactory(article=self.article, coder=first, is_double=True)
        own = CodingTaskFactory(article=self.article, coder=self.second, round="second", is_double=True)
        self.own = IncidentFactory(task=own, created_by=self.second, title="Their own", code="draft-0b0b")
        for shared in (self.place, self.actor, self.series):
            self._use(shared, self.open)
        LogEntry.objects.create(
            user=self.second, content_type=ContentType.objects.get_for_model(Incident), object_id=str(self.own.pk),
            object_repr=str(self.own), action_flag=1, change_message="",
        )  # fmt: skip

    def _use(self, shared: Any, incident: Incident) -> None:
        if isinstance(shared, Place):
            LocationFactory(incident=incident, place=shared, is_primary=False)
        elif shared == self.actor:
            InvolvementFactory(incident=incident, actor=self.actor)
        else:
            RelationFactory(incident=incident, to_series=self.series)

    def hide_something(self) -> None:
        """The first coder's work, with a row in every table, and what a colleague with sight has tied to it."""
        ann = self.task.coder
        hidden = IncidentFactory(
            task=self.task, created_by=ann, title=f"{SECRET} rockets", code="draft-a0a0",
            summary=f"{SECRET} summary", status="in_review", assigned_to=self.second,
        )  # fmt: skip
        location = LocationFactory(incident=hidden, place=self.place)
        WeaponUseFactory(incident=hidden, note=SECRET)
        TargetFactory(incident=hidden, name=f"{SECRET} school", actor=self.actor, location=location)
        InvolvementFactory(incident=hidden, actor=self.actor)
        statement = StatementFactory(incident=hidden, speaker_text=f"{SECRET} speaker")
        statement.speakers.add(self.actor)
        CasualtyCountFactory(incident=hidden, statement=statement)
        NoteFactory(incident=hidden, body=f"{SECRET} note")
        CitationFactory(incident=hidden, article=self.article, location=location, exact="in Baghdad")
        RelationFactory(incident=hidden, to_series=self.series)
        RelationFactory(incident=hidden, kind="same_operation", to_series=None, to_incident=self.open)
        tied = RelationFactory(incident=self.open, kind="follow_up_to", to_series=None, to_incident=hidden)
        told = self.open.citations.first().article
        CitationFactory(incident=self.open, relation=tied, article=told, exact="a rocket hit a school")
        hidden.assignments.create(user=self.second, until="2030-01-01")
        hidden.comments.create(by=ann, body=f"{SECRET} comment")
        hidden.review_events.create(action="submit", from_status="draft", to_status="in_review", by=ann)
        ConfidentialNote.objects.create(incident=hidden, body=f"{SECRET} contact")
        second = IncidentFactory(task=self.task, created_by=ann, title=f"{SECRET} drones")
        self.hidden = [hidden.pk, second.pk]

    def take_away(self) -> None:
        """As if the first coder had written nothing."""
        RelationFactory._meta.model.objects.filter(to_incident__in=self.hidden).delete()
        for incident in Incident.objects.filter(pk__in=self.hidden):
            incident.review_events.all().delete()
            incident.casualty_counts.all().delete()
            incident.delete()
        for model in (RelationFactory._meta.model, CitationFactory._meta.model):
            gone = model.objects.filter(incident=self.open).values("pk")
            model.history.filter(incident_id=self.open.pk).exclude(id__in=gone).delete()

    def keys(self, route: str) -> list[int]:
        """Of the rows of the table an address belongs to; of every row where that is not known."""
        for model in admin.site._registry:
            if route.startswith(f"{model._meta.app_label}/{model._meta.model_name}/"):
                return [*model._default_manager.order_by("pk").values_list("pk", flat=True)[:8]]
        found = {self.article.pk, self.open.pk, self.own.pk, self.task.pk, *self.hidden, self.place.pk, self.actor.pk}
        found |= {self.series.pk, self.second.pk, self.task.coder_id, *CodingTask.objects.values_list("pk", flat=True)}
        return sorted(found)


def addresses(world: World) -> list[str]:
    """Every address of the admin that can be asked for."""
    patterns = [
        each for each in get_resolver().url_patterns if isinstance(each, URLResolver) and each.namespace == "admin"
    ]
    found = [address for pattern in _walk(patterns[0], "") for address in _filled(*pattern, world)]
    searched = [address for address in found if address.count("/") == 4 and not address.endswith("/add/")]
    return [*found, *(f"{address}?q={words}" for address in searched for words in SEARCHES), *_suggestions()]


def _walk(resolver: URLResolver, before: str) -> Iterator[tuple[str, dict[str, Any], str]]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, route)
        elif isinstance(pattern, URLPattern) and f"admin:{pattern.name}" not in NOT_PAGES:
            yield route, pattern.pattern.converters, pattern.name or ""


def _filled(route: str, converters: dict[str, Any], name: str, world: World) -> Iterator[str]:
    choices = {each: _values(each, converters[each], route, world) for each in converters}
    for values in product(*choices.values()):
        path = route
        for converter, value in zip(choices, values, strict=True):
            path = re.sub(rf"<[^<>]*\b{converter}>", str(value), path)
        if "(" not in path:  # the last resort of the admin, which asks no table
            yield f"/admin/{path}"


def _values(name: str, converter: Any, route: str, world: World) -> list[Any]:
    if name == "content_type_id":
        return [ContentType.objects.get_for_model(model).pk for model in (Incident, Article, User)]
    if name in ("action", "step"):
        return list(STEPS)
    return ["incidents"] if type(converter).__name__ == "SlugConverter" else world.keys(route)


def _suggestions() -> Iterator[str]:
    """What the fields that complete themselves offer."""
    start = reverse("admin:autocomplete")
    for model, model_admin in admin.site._registry.items():
        for holder in [model_admin, *(inline(model, admin.site) for inline in model_admin.inlines)]:
            for field in holder.autocomplete_fields:
                label, name = holder.model._meta.app_label, holder.model._meta.model_name
                yield from (
                    f"{start}?app_label={label}&model_name={name}&field_name={field}&term={words}"
                    for words in ("", *SEARCHES)
                )


def answers(world: World, asked: list[str]) -> dict[str, tuple[int, bytes, str]]:
    """What each address says: status, page, where it leads. A message is read on the next page that is shown."""
    return {address: _ask(world.client, address) for address in asked}


def _ask(client: Client, address: str) -> tuple[int, bytes, str]:
    response = client.get(address)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return response.status_code, MOVING.sub(b"", body), response.headers.get("Location", "")


@pytest.mark.parametrize("role", ROLES)
def test_the_first_coders_work_changes_nothing_the_second_coder_can_read(role: str, time_machine_at: Any) -> None:
    time_machine_at("2022-01-20T12:00Z")
    world = World(role)
    world.hide_something()
    asked = addresses(world)
    beside = answers(world, asked)
    world.take_away()
    without = answers(world, asked)
    assert [address for address in without if without[address] != beside[address]] == []
    assert len(without) > 150
    assert not [address for address in beside if SECRET not in address and SECRET.encode() in beside[address][1]]
    assert without["/admin/"][0] == without[f"/admin/incidents/incident/{world.own.pk}/change/"][0] == 200


def test_the_world_holds_something_to_hide(time_machine_at: Any) -> None:
    """A colleague who decides sees what the second coder does not, or the test above would compare nothing."""
    time_machine_at("2022-01-20T12:00Z")
    world = World("reviewer")
    world.hide_something()
    world.client.force_login(user_with_role("reviewer"))
    said = answers(world, addresses(world))
    seen = {address for address, (_, page, _) in said.items() if SECRET.encode() in page}
    hidden, tied = world.hidden[0], world.open.pk
    assert {
        "/admin/", "/admin/incidents/incident/", "/admin/incidents/assignment/",
        f"/admin/incidents/incident/{hidden}/change/", f"/admin/incidents/incident/{hidden}/history/",
        f"/admin/incidents/incident/{tied}/change/", f"/admin/incidents/incident/{hidden}/review/merge/",
        f"/admin/incidents/incident/{tied}/history/",
    } <= seen  # fmt: skip


# What is sent must not tell either

NAMES = "Select a valid choice. That choice is not one of the available choices."


@pytest.mark.parametrize("role", ["reviewer", "administrator"])
def test_a_hidden_incident_is_refused_as_one_that_does_not_exist(role: str) -> None:
    world = World(role)
    world.hide_something()
    own, client = world.own, world.client
    for key in (*world.hidden, 987654):
        merge = reverse("admin:incidents_incident_review", args=[own.pk, "merge"])
        page = client.post(merge, {"into": key, "into_version": 1, "seen_version": own.version, "reason": ""})
        assert page.context["form"].errors == {"into": [NAMES]}, key
        for table in ("assignment", "confidentialnote"):
            address = reverse(f"admin:incidents_{table}_add")
            page = client.post(address, {"incident": key, "user": own.pk, "until": "2030-01-01", "body": "x"})
            assert page.context["adminform"].form.errors["incident"] == [NAMES], (table, key)


def test_a_relation_to_a_hidden_incident_is_refused_as_one_to_nothing() -> None:
    from tests.incidents.admin.pages import add_row, errors_of, filled_in, page_of

    world = World("coder")
    world.hide_something()
    said = []
    for key in (world.hidden[0], 987654):
        data = filled_in(world.client.get(page_of(world.own)))
        add_row(data, "relations", kind="same_operation", certainty="certain", to_incident=str(key))
        said.append(errors_of(world.client.post(page_of(world.own), data)))
    assert said[0] == said[1] == {"relations-0-to_incident": [NAMES]}


def test_a_save_leaves_the_relations_it_does_not_show() -> None:
    from tests.incidents.admin.pages import filled_in, page_of

    world = World("coder")
    world.hide_something()
    data = filled_in(world.client.get(page_of(world.open))) | {"title": "Changed", "_continue": "1"}
    assert world.client.post(page_of(world.open), data).status_code == 302
    assert Incident.objects.get(pk=world.open.pk).title == "Changed"
    assert world.open.relations.filter(to_incident__in=world.hidden).count() == 1


def test_the_code_of_a_blind_coding_is_nobodys_to_choose() -> None:
    from tests.incidents.admin.pages import filled_in, page_of

    world = World("coder")
    data = filled_in(world.client.get(page_of(world.own))) | {"code": "iq-2022-01-13-embassy", "_continue": "1"}
    world.client.post(page_of(world.own), data)
    assert Incident.objects.get(pk=world.own.pk).code == world.own.code


def test_two_who_save_at_once_are_not_told_of_hidden_relations() -> None:
    """The comparison after a conflict lists rows that a colleague has added."""
    from tests.incidents.admin.pages import filled_in, page_of

    world = World("coder")
    data = filled_in(world.client.get(page_of(world.open))) | {"title": "Changed", "_continue": "1"}
    world.hide_something()
    take_next_turn(world.open)
    page = world.client.post(page_of(world.open), data)
    assert page.context["conflict"] is not None
    assert SECRET.encode() not in page.content
    assert b"draft-a0a0" not in page.content.replace(world.own.code.encode(), b"")
