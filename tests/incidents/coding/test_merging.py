"""Do two incidents become one with nothing lost, and two again as they were?"""

import random
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from incidents.coding import merging, review
from incidents.coding.authorship import PARTS
from incidents.coding.merge_rules import choices_of
from incidents.coding.review import Refused, StaleIncident
from incidents.coding.steps import ChangedSince, Recorder, keep
from incidents.models import (
    Adjudication,
    CasualtyCount,
    Citation,
    Comment,
    ConfidentialNote,
    ExternalId,
    Incident,
    Location,
    Note,
    Prefill,
    Publication,
    Relation,
    Statement,
    Step,
)
from tests.contention import patiently
from tests.factories import (
    ActorFactory,
    ArticleFactory,
    CasualtyCountFactory,
    CitationFactory,
    CodingTaskFactory,
    ExternalIdFactory,
    IncidentFactory,
    InvolvementFactory,
    LocationFactory,
    NoteFactory,
    PinnedFigureFactory,
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

CLOCKS = {"created_at", "updated_at", "at", "version"}
KEPT = (*PARTS, Comment, ConfidentialNote, Prefill)


@pytest.fixture
def reviewer():
    return user_with_role("reviewer")


def full_incident(**fields: Any) -> Incident:
    """An incident with at least one row in every table, tied to one another, and quotes on each."""
    incident = ready_incident(**fields)
    article = incident.citations.first().article
    launch = LocationFactory(incident=incident, role="launch", is_primary=False)
    target = TargetFactory(incident=incident, location=incident.locations.get(is_primary=True))
    salvo = WeaponUseFactory(incident=incident, count_kind="exact", low=4, best=4, high=4, origin=launch, target=target)
    WeaponUseFactory(incident=incident, count_kind="exact", low=1, best=1, high=1, subset_of=salvo, outcome="hit_other")
    side = InvolvementFactory(incident=incident)
    accusation = StatementFactory(incident=incident, kind="accusation", wording="asserted", voice="named")
    accusation.speakers.add(ActorFactory(kind="person"))
    accusation.accused.add(ActorFactory(kind="label"))
    StatementFactory(incident=incident, repeats=accusation)
    CasualtyCountFactory(incident=incident, statement=accusation, scope=salvo, involvement=side, low=3, best=3, high=3)
    PinnedFigureFactory(incident=incident, harm="injured", best=2)
    RelationFactory(incident=incident)
    tie = RelationFactory(
        incident=incident, kind="retaliation_for", to_series=None, to_incident=IncidentFactory(), asserted_by=accusation
    )
    ExternalIdFactory(incident=incident, imported_at_version=1)
    note = NoteFactory(incident=incident)
    for name, row in {
        "location": launch, "target": target, "weapon_use": salvo, "involvement": side, "statement": accusation,
        "relation": tie, "note": note, "series": SeriesFactory(),
    }.items():  # fmt: skip
        CitationFactory(incident=incident, article=article, exact="a rocket hit", **{name: row})
    ConfidentialNote.objects.create(incident=incident, body="Her number is 0770.")
    Comment.objects.create(
        incident=incident, record=f"statement-{accusation.pk}", body="Who?", by=user_with_role("coder")
    )
    Prefill.objects.create(incident=incident, field="date_edtf", rule="The Thursday before.")
    Prefill.objects.create(incident=incident, record=f"weapon_use-{salvo.pk}", field="best", rule="“Four” is 4.")
    return Incident.objects.get(pk=incident.pk)


def everything(*incidents: Incident) -> dict[str, Any]:
    """Every stored value of these incidents and of all their rows, but for clocks and the count of saves."""
    keys = [each.pk for each in incidents]
    rows = [
        *Incident.objects.filter(pk__in=keys),
        *(r for model in KEPT for r in model.objects.filter(incident__in=keys)),
    ]
    rows += list(Relation.objects.filter(to_incident__in=keys).exclude(incident__in=keys))
    return {f"{type(row).__name__}-{row.pk}": _stored(row) for row in rows}


def _stored(row: Any) -> dict[str, Any]:
    values = {
        each.attname: each.value_from_object(row) for each in row._meta.concrete_fields if each.name not in CLOCKS
    }
    links = {each.name: sorted(getattr(row, each.name).values_list("pk", flat=True)) for each in row._meta.many_to_many}
    return values | links


def evidence() -> dict[str, int]:
    return {
        model.__name__: model.objects.count() for model in (Citation, Statement, CasualtyCount, ExternalId, Comment)
    }


def stored(incident: Incident) -> Incident:
    return Incident.objects.get(pk=incident.pk)


def published(reviewer: Any, **fields: Any) -> Incident:
    incident = ready_incident(**fields)
    review.publish(incident, by=reviewer)
    return incident


# There and back


@pytest.mark.parametrize("chosen", ["target", "source"])
@pytest.mark.parametrize("status", ["draft", "in_review"])
def test_merging_and_undoing_it_leaves_every_row_as_it_was(reviewer, chosen, status):
    source = full_incident(
        title="Rockets at the embassy", attack_type="uav_attack", date_edtf="2022-01-14", sensitivity="coarse",
        embargo_until="2022-03-01", time_kind="part_of_day", part_of_day="evening", verification="single_origin",
        verification_note="One wire.",
    )  # fmt: skip
    target = full_incident()
    Incident.objects.filter(pk=source.pk).update(status=status)
    tied = RelationFactory(kind="same_operation", to_series=None, to_incident=source).incident
    RelationFactory(incident=target, kind="possible_link", to_series=None, to_incident=source)
    source, target = stored(source), stored(target)
    before, weight = everything(source, target, tied), evidence()
    choices = {each.name: chosen for each in choices_of(source, target)}
    assert len(choices) > 5
    step = merging.merge(source, into=target, by=reviewer, choices=choices, reason="The same night")
    assert evidence() == weight
    assert everything(source, target, tied) != before
    assert not any(model.objects.filter(incident=source).exists() for model in KEPT)
    merging.unmerge(Step.objects.get(pk=step.pk), by=reviewer)
    assert everything(source, target, tied) == before
    assert stored(source).status == status


def scattered(rng: random.Random, shared: dict[str, list[Any]]) -> Incident:
    """An incident with rows at random, from so few possibilities that two of them often say the same."""
    incident = IncidentFactory(title=rng.choice("AB"), attack_type=rng.choice(["clash", "unknown"]))
    locations = [
        LocationFactory(incident=incident, place=rng.choice(shared["places"]), is_primary=number == 0)
        for number in range(rng.randint(0, 3))
    ]
    targets = [
        TargetFactory(incident=incident, location=rng.choice([None, *locations])) for _ in range(rng.randint(0, 2))
    ]
    weapons: list[Any] = []
    for _ in range(rng.randint(0, 4)):
        ends = {"endpoint": rng.choice([None, *locations]), "target": rng.choice([None, *targets])}
        weapons.append(WeaponUseFactory(incident=incident, subset_of=rng.choice([None, *weapons]), **ends))
    sides = [
        InvolvementFactory(incident=incident, actor=rng.choice(shared["actors"])) for _ in range(rng.randint(0, 2))
    ]
    ties = [
        RelationFactory(incident=incident, to_series=rng.choice(shared["series"])) for _ in range(rng.randint(0, 2))
    ]
    for _ in range(rng.randint(0, 2)):
        links = {"scope": rng.choice([None, *weapons]), "involvement": rng.choice([None, *sides])}
        CasualtyCountFactory(incident=incident, **links)
    if rng.random() < 0.5:
        PinnedFigureFactory(incident=incident, best=rng.choice([2, 3]))
    named = {"location": locations, "target": targets, "weapon_use": weapons, "involvement": sides, "relation": ties}
    for link, rows in named.items():
        for row in rows:
            CitationFactory(incident=incident, article=shared["articles"][0], **{link: row})
            Comment.objects.create(incident=incident, record=f"{link}-{row.pk}", body="?", by=shared["people"][0])
    for field in ("attack_type", "title"):
        stance = rng.choice(["supports", "contradicts"])
        CitationFactory(incident=incident, article=shared["articles"][0], field=field, stance=stance, value="A")
        Prefill.objects.create(incident=incident, field=field, rule="Read.")
    return stored(incident)


@pytest.mark.parametrize("seed", range(12))
def test_whatever_two_incidents_hold_nothing_is_lost_and_all_comes_back(reviewer, seed):
    rng = random.Random(seed)  # noqa: S311
    shared: dict[str, list[Any]] = {
        "places": PlaceFactory.create_batch(2), "actors": ActorFactory.create_batch(2), "people": [reviewer],
        "series": SeriesFactory.create_batch(2), "articles": [ArticleFactory()],
    }  # fmt: skip
    source, target, third = (scattered(rng, shared) for _ in range(3))
    for one, other in ((source, target), (target, source), (third, source), (third, target), (source, third)):
        if rng.random() < 0.6:
            kind = rng.choice(["same_operation", "possible_link"])
            tie = RelationFactory(incident=one, kind=kind, to_series=None, to_incident=other)
            CitationFactory(incident=one, article=shared["articles"][0], relation=tie)
    before, weight = everything(source, target, third), evidence()
    choices = {each.name: rng.choice(["target", "source"]) for each in choices_of(source, target)}
    step = merging.merge(source, into=target, by=reviewer, choices=choices)
    assert evidence() == weight
    assert not any(model.objects.filter(incident=source).exists() for model in KEPT)
    assert not Relation.objects.filter(to_incident=source).exists()
    merging._refuse_tangles(source, target, third)
    merging.unmerge(Step.objects.get(pk=step.pk), by=reviewer)
    assert everything(source, target, third) == before


def test_nothing_is_left_at_the_source_and_the_step_can_be_found_from_both(reviewer):
    source, target = IncidentFactory(), IncidentFactory()
    step = merging.merge(source, into=target, by=reviewer)
    assert merging.step_of(stored(source)) == step
    assert [(each.step, each.source, each.may_undo) for each in merging.merges_of(target, by=reviewer)] == [
        (step, stored(source), True)
    ]


def test_a_merge_of_bare_incidents_can_be_undone(reviewer):
    source, target = IncidentFactory(), IncidentFactory()
    merging.unmerge(merging.merge(source, into=target, by=reviewer), by=reviewer)
    assert stored(source).status == "draft"
    assert stored(source).merged_into is None


def test_both_versions_rise_by_a_merge_and_by_its_undoing(reviewer):
    source, target = IncidentFactory(), IncidentFactory()
    step = merging.merge(source, into=target, by=reviewer)
    assert (stored(source).version, stored(target).version) == (2, 2)
    merging.unmerge(step, by=reviewer)
    assert (stored(source).version, stored(target).version) == (3, 3)


def test_the_history_tells_who_moved_a_row_and_why(reviewer):
    source, target = IncidentFactory(code="one"), IncidentFactory(code="two")
    note = NoteFactory(incident=source)
    merging.merge(source, into=target, by=reviewer, reason="The same night")
    last = note.history.latest("history_id")
    assert (last.history_user, last.history_change_reason) == (reviewer, "Merged one into two: The same night")
    assert last.incident_id == target.pk


# Readers


def test_the_old_code_leads_on_and_no_list_shows_it_any_more(reviewer, client):
    source, target = published(reviewer, code="old-code"), published(reviewer, code="new-code")
    merging.merge(source, into=target, by=reviewer, reason="The same night")
    for address in ("/incidents/old-code/", "/incidents/old-code.json"):
        answer = client.get(address)
        assert answer.status_code in (302, 307)
        assert "new-code" in answer["Location"]
    for address in ("/incidents.csv", "/incidents.json", "/incidents/", "/incidents.geojson"):
        answer = client.get(address)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert b"old-code" not in body
        assert b"new-code" in body


def test_a_public_incident_stands_by_itself_in_review_and_leads_on_until_it_is_published_anew(reviewer, client):
    source, target = published(reviewer, code="old-code"), published(reviewer, code="new-code")
    step = merging.merge(source, into=target, by=reviewer)
    merging.unmerge(step, by=reviewer, reason="Two nights after all")
    assert stored(source).status == "in_review"
    assert client.get("/incidents/old-code/").status_code in (302, 307)
    review.publish(stored(source), by=user_with_role("reviewer"))
    assert client.get("/incidents/old-code/").status_code == 200
    assert Publication.objects.live().filter(code__in=["old-code", "new-code"]).count() == 2


def test_the_public_version_of_the_target_stays_as_it_is(reviewer):
    source, target = IncidentFactory(), published(reviewer)
    document = Publication.objects.get().document
    merging.merge(source, into=target, by=reviewer)
    assert Publication.objects.get().document == document
    assert Publication.objects.get().state == "live"


# Who may


def test_a_coder_neither_merges_nor_undoes(reviewer):
    coder, source, target = user_with_role("coder"), IncidentFactory(), IncidentFactory()
    with pytest.raises(Refused, match="right"):
        merging.merge(source, into=target, by=coder)
    step = merging.merge(source, into=target, by=reviewer)
    with pytest.raises(Refused, match="right"):
        merging.unmerge(step, by=coder)


def test_a_coder_folds_an_own_draft_into_what_is_there_and_takes_it_back(reviewer):
    coder = user_with_role("coder")
    source, target = IncidentFactory(created_by=coder), IncidentFactory()
    step = merging.merge(source, into=target, by=coder)
    with pytest.raises(Refused, match="right"):
        merging.unmerge(step, by=user_with_role("coder"))
    merging.unmerge(step, by=coder)
    assert stored(source).status == "draft"
    by_another = merging.merge(stored(source), into=stored(target), by=reviewer)
    with pytest.raises(Refused, match="right"):
        merging.unmerge(by_another, by=coder)


@pytest.mark.parametrize("status", ["in_review", "withdrawn"])
def test_a_coder_folds_no_more_than_a_draft(status):
    coder = user_with_role("coder")
    with pytest.raises(Refused, match="right"):
        merging.merge(IncidentFactory(created_by=coder, status=status), into=IncidentFactory(), by=coder)


def test_who_may_not_see_one_of_the_two_cannot_merge_them():
    article, ann, ben = ArticleFactory(), user_with_role("coder"), user_with_role("reviewer")
    hidden = IncidentFactory(task=CodingTaskFactory(article=article, coder=ann, is_double=True))
    CodingTaskFactory(article=article, coder=ben, round="second", is_double=True)
    for source, target in ((hidden, IncidentFactory()), (IncidentFactory(), hidden)):
        with pytest.raises(Refused, match="cannot see one of the two"):
            merging.merge(source, into=target, by=ben)


def test_blind_codings_are_not_merged_before_they_are_decided(reviewer):
    task = CodingTaskFactory(is_double=True)
    source, target = IncidentFactory(task=task), IncidentFactory()
    for pair in ((source, target), (target, source)):
        with pytest.raises(Refused, match="Decide between them first"):
            merging.merge(pair[0], into=pair[1], by=reviewer)
    Adjudication.objects.create(article=task.article, by=reviewer)
    merging.merge(source, into=target, by=reviewer)
    assert stored(source).status == "merged"


def test_a_public_incident_is_not_merged_into_a_hidden_one_and_nothing_moves(reviewer):
    source, target = published(reviewer), IncidentFactory()
    with pytest.raises(Refused, match="not public"):
        merging.merge(source, into=target, by=reviewer)
    assert source.citations.count() == 4
    assert not Step.objects.exists()


@pytest.mark.parametrize("end", ["source", "target"])
def test_a_merge_decided_on_an_older_version_is_refused(reviewer, end):
    ends = {"source": IncidentFactory(), "target": IncidentFactory()}
    seen = {name: stored(each) for name, each in ends.items()}
    Incident.objects.filter(pk=ends[end].pk).update(version=2)
    with pytest.raises(StaleIncident):
        merging.merge(seen["source"], into=seen["target"], by=reviewer)
    assert not Step.objects.exists()


def test_of_two_who_merge_at_once_in_both_directions_one_is_refused(reviewer):
    one, other = IncidentFactory(), IncidentFactory()
    seen = stored(one), stored(other)
    merging.merge(one, into=other, by=reviewer)
    with pytest.raises(StaleIncident):
        merging.merge(seen[1], into=seen[0], by=reviewer)


@pytest.mark.django_db(transaction=True)
def test_of_many_who_merge_at_the_same_moment_one_wins() -> None:
    reviewer, one, other = user_with_role("reviewer"), IncidentFactory(), IncidentFactory()
    NoteFactory(incident=one, body="A curfew.")
    NoteFactory(incident=other, body="A feast.")
    together = Barrier(4)

    def attempt(pair: tuple[Incident, Incident]) -> bool:
        try:
            patiently(lambda: merging.merge(copy(pair[0]), into=copy(pair[1]), by=reviewer))
        except Refused:
            return False
        return True

    def together_with_others(pair: tuple[Incident, Incident]) -> bool:
        together.wait()
        try:
            return attempt(pair)
        finally:
            connection.close()

    pairs = [(stored(a), stored(b)) for a, b in ((one, other), (other, one), (one, other), (other, one))]
    with ThreadPoolExecutor(4) as pool:
        won = list(pool.map(together_with_others, pairs))
    assert sum(won) == 1
    assert Incident.objects.filter(status="merged").count() == 1
    assert Incident.objects.exclude(status="merged").get().notes.count() == 2


def test_when_it_breaks_half_way_nothing_has_happened(reviewer, monkeypatch):
    source, target = full_incident(), full_incident()
    before = everything(source, target)
    monkeypatch.setattr(review, "close", lambda *args, **options: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        merging.merge(source, into=target, by=reviewer)
    assert everything(source, target) == before
    assert stored(source).version == 1


# When it cannot be undone


def undone(step: Step, reviewer: Any) -> None:
    merging.unmerge(Step.objects.get(pk=step.pk), by=reviewer)


def test_a_row_changed_since_is_named_and_nothing_is_undone(reviewer):
    source, target = IncidentFactory(), IncidentFactory()
    note, other = NoteFactory(incident=source, body="A curfew."), NoteFactory(incident=source)
    step = merging.merge(source, into=target, by=reviewer)
    Note.objects.get(pk=note.pk).delete()
    with pytest.raises(ChangedSince, match=f"note {note.pk}"):
        undone(step, reviewer)
    other.refresh_from_db()
    assert other.incident == target
    assert stored(source).status == "merged"


def test_a_quote_added_since_to_a_row_that_came_along_is_named(reviewer):
    source, target = IncidentFactory(), IncidentFactory()
    statement = StatementFactory(incident=source)
    step = merging.merge(source, into=target, by=reviewer)
    CitationFactory(incident=target, statement=statement, exact="the army said")
    with pytest.raises(ChangedSince, match="the army said"):
        undone(step, reviewer)
    assert Statement.objects.get().incident == target


def test_a_primary_location_added_since_stands_in_the_way_and_is_told(reviewer):
    ours, theirs = LocationFactory(), LocationFactory()
    step = merging.merge(theirs.incident, into=ours.incident, by=reviewer, choices={"primary_location": "source"})
    Location.objects.filter(pk=theirs.pk).delete()
    LocationFactory(incident=ours.incident)
    with pytest.raises(Refused):
        undone(step, reviewer)


def test_what_became_of_a_comment_or_of_a_mark_does_not_stand_in_the_way(reviewer):
    source, target = IncidentFactory(title="Rockets"), IncidentFactory(title="Drones")
    comment = Comment.objects.create(incident=source, body="Why?", by=reviewer)
    Comment.objects.create(incident=source, body="Gone.", by=reviewer)
    Prefill.objects.create(incident=source, field="title", rule="Read")
    step = merging.merge(source, into=target, by=reviewer, choices={"title": "source"})
    Prefill.objects.all().delete()
    Comment.objects.filter(body="Gone.").delete()
    comment.refresh_from_db()
    comment.body = "Why not?"
    comment.save()
    undone(step, reviewer)
    comment.refresh_from_db()
    assert (comment.incident, comment.body) == (source, "Why not?")
    assert stored(target).title == "Drones"


def test_a_target_published_since_keeps_what_it_took_over(reviewer):
    source, target = published(reviewer), published(reviewer)
    step = merging.merge(source, into=target, by=reviewer)
    review.revise(stored(target), by=reviewer)
    review.publish(stored(target), by=user_with_role("reviewer"))
    with pytest.raises(Refused, match="has been published since"):
        undone(step, reviewer)


def test_a_target_that_was_merged_itself_is_undone_first(reviewer):
    first, second, third = IncidentFactory.create_batch(3)
    NoteFactory(incident=first)
    inner = merging.merge(first, into=second, by=reviewer)
    outer = merging.merge(stored(second), into=third, by=reviewer)
    with pytest.raises(Refused, match="Undo that merge first"):
        undone(inner, reviewer)
    undone(outer, reviewer)
    undone(inner, reviewer)
    assert first.notes.count() == 1


def test_a_merge_is_undone_once(reviewer):
    step = merging.merge(IncidentFactory(), into=IncidentFactory(), by=reviewer)
    undone(step, reviewer)
    with pytest.raises(Refused, match="does not stand any more"):
        undone(step, reviewer)


def test_what_is_coded_since_stays_with_the_target(reviewer):
    source, target = IncidentFactory(), IncidentFactory()
    NoteFactory(incident=source)
    step = merging.merge(source, into=target, by=reviewer)
    recorder = Recorder(by=reviewer)
    recorder.save(NoteFactory.build(incident=stored(target), body="Later."))
    keep(target, recorder, kind="desk", label="A note")
    undone(step, reviewer)
    assert [note.body for note in target.notes.all()] == ["Later."]
    assert source.notes.count() == 1


def test_an_incident_goes_back_to_being_withdrawn(reviewer):
    source, target = published(reviewer), published(reviewer)
    review.withdraw(source, by=reviewer, reason="Doubts")
    step = merging.merge(stored(source), into=target, by=reviewer)
    undone(step, reviewer)
    assert stored(source).status == "withdrawn"
