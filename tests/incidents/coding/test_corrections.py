"""Tests of incidents/coding/corrections.py: a corrected text is a next version, and what is tied to the old follows."""

import pytest
from django.db.models import Model

from articles.duplicates import copies_of
from articles.models import Article, Feed, Snapshot
from articles.relevance import relevance
from incidents.coding import corrections
from incidents.coding.corrections import COPIED, FOLLOWS, NOT_COPIED, STAYS, StaleArticle, carry_over, correct
from incidents.coding.editing import take_turn
from incidents.coding.queue.waiting import Filters, listed, waiting
from incidents.coding.review import Refused, StaleIncident
from incidents.coding.steps import ChangedSince, Recorder, keep, undo
from incidents.models import Adjudication, Citation, ConfidentialNote, Incident, Statement
from tests.factories import (
    ArticleFactory,
    CitationFactory,
    CodingTaskFactory,
    IncidentFactory,
    StatementFactory,
    UserFactory,
    user_with_role,
)
from tests.rows import ROW, tables

pytestmark = pytest.mark.django_db

TEXT = "On Thursday night a rocket hit a school in Baghdad. Two people were slightly hurt, the army said."
MENDED = "BAGHDAD. On Thursday night a rocket hit a school in Baghdad. Three people were slightly hurt, the army said."


@pytest.fixture
def amal():
    return UserFactory(username="amal")


def spans_of(citation: Citation) -> tuple[int | None, int | None, str, str, str]:
    citation.refresh_from_db()
    return citation.start, citation.end, citation.prefix, citation.exact, citation.suffix


def test_quotes_move_to_where_their_words_stand_and_the_lost_stay(amal):
    old = ArticleFactory(text=TEXT)
    kept = CitationFactory(article=old)
    lost = CitationFactory(article=old, exact="Two people", incident=kept.incident)
    found = correct(old, text=MENDED, by=amal, reason="The paper corrected the toll.")
    assert found.article.corrects == old
    assert (found.moved, found.lost) == ([kept], [lost])
    assert spans_of(kept) == (9, 26, "BAGHDAD. ", "On Thursday night", " a rocket hit a school in Bagh")
    assert kept.article == found.article
    assert spans_of(lost)[:2] == (52, 62)
    assert lost.article == old


def test_the_text_that_was_quoted_never_changes(amal):
    old = ArticleFactory(text=TEXT)
    found = correct(old, text=MENDED, by=amal, reason="Toll.")
    old.refresh_from_db()
    found.article.refresh_from_db()
    assert (old.text, found.article.text) == (TEXT, MENDED)
    assert old.text_sha256 != found.article.text_sha256


def test_the_corrected_text_is_kept_as_every_text_is(amal):
    old = ArticleFactory(text=TEXT)
    text = "\ufeffLe cafe\u0301.\r\nOn Thursday night\ra \u202erocket\x07 fell.  \n\n\n\nMore."
    citation = CitationFactory(article=old)
    new = correct(old, text=text, by=amal, reason="Line ends.").article
    new.refresh_from_db()
    assert new.text == "Le café.\nOn Thursday night\na rocket fell.\n\nMore."
    citation.refresh_from_db()
    assert new.text[citation.start : citation.end] == citation.exact == "On Thursday night"


def test_the_next_version_says_what_the_old_said_of_the_document(amal, time_machine_at):
    time_machine_at("2026-02-03T10:00:00Z")
    feed, snapshot = ROW[Feed](), ROW[Snapshot]()
    old = ArticleFactory(
        text=TEXT, kind="statement", title="Rockets", published_edtf="2022-01-14", published_at="2022-01-14T09:00Z",
        language="ar", dateline="BAGHDAD", byline="A. B.", byline_state="present", url="https://a.example/1",
        archive_url="https://b.example/1", holding="excerpt", republishes=ArticleFactory(), triage="relevant",
        relevance=1, feed=feed, note="No date.", snapshot=snapshot,
    )  # fmt: skip
    old.refresh_from_db()
    new = Article.objects.get(pk=correct(old, text=MENDED, by=amal, reason="Toll.").article.pk)
    assert [getattr(new, name) for name in COPIED] == [getattr(old, name) for name in COPIED]
    assert (new.folded, new.canonical_url, new.published_latest) == (
        old.folded,
        old.canonical_url,
        old.published_latest,
    )
    assert (new.snapshot, new.retrieved_by) == (None, amal)
    assert new.relevance == relevance(new.title, MENDED, language="ar").score
    assert f"{new.retrieved_at:%Y-%m-%d %H:%M}" == "2026-02-03 10:00"


def test_every_field_of_an_article_is_either_copied_or_not_with_a_reason():
    assert set(COPIED).isdisjoint(NOT_COPIED)
    assert set(COPIED) | set(NOT_COPIED) == {field.name for field in Article._meta.concrete_fields}
    assert all(NOT_COPIED.values())


def test_everything_that_leads_to_an_article_either_follows_or_stays_with_a_reason():
    leading: set[tuple[type[Model], str]] = {
        (model, field.name) for model in tables() for field in model._meta.fields if field.related_model is Article
    }
    assert set(FOLLOWS) | set(STAYS) == leading
    assert set(FOLLOWS).isdisjoint(STAYS)


def test_what_is_about_the_document_goes_over(amal):
    old = ArticleFactory(text=TEXT)
    copy, statement, task = (
        ArticleFactory(republishes=old),
        StatementFactory(original=old),
        CodingTaskFactory(article=old),
    )
    note = ConfidentialNote.objects.create(article=old, body="A contact.")
    decision = Adjudication.objects.create(article=old, by=amal)
    new = correct(old, text=MENDED, by=amal, reason="Toll.").article
    for row in (copy, statement, task, note, decision):
        row.refresh_from_db()
    assert [copy.republishes, statement.original, task.article, note.article, decision.article] == [new] * 5


def test_each_change_is_kept_with_who_and_why(amal):
    old = ArticleFactory(text=TEXT)
    citation, copy = CitationFactory(article=old), ArticleFactory(republishes=old)
    new = correct(old, text=MENDED, by=amal, reason="The paper corrected the toll.").article
    for row in (new, citation, copy):
        latest = row.history.latest()
        assert (latest.history_user, latest.history_change_reason) == (
            amal, "Corrected text: The paper corrected the toll.",
        )  # fmt: skip
    assert [each.article_id for each in citation.history.order_by("history_id")] == [old.pk, new.pk]
    assert new.history.latest().history_type == "+"


def test_the_first_change_of_a_row_without_history_keeps_what_it_said(amal):
    old = ArticleFactory(text=TEXT)
    citation = CitationFactory(article=old)
    citation.history.all().delete()
    new = correct(old, text=MENDED, by=amal, reason="Toll.").article
    assert [each.article_id for each in citation.history.order_by("history_id")] == [old.pk, new.pk]


def test_open_forms_of_the_incidents_that_change_are_refused_as_stale(amal):
    old = ArticleFactory(text=TEXT)
    moved, original = CitationFactory(article=old).incident, StatementFactory(original=old).incident
    only_lost = CitationFactory(article=old, exact="Two people").incident
    correct(old, text=MENDED, by=amal, reason="Toll.")
    for incident in (moved, original):
        with pytest.raises(StaleIncident):
            take_turn(incident, seen=1)
    take_turn(only_lost, seen=1)


def test_an_incident_with_several_quotes_takes_one_turn(amal):
    old, incident = ArticleFactory(text=TEXT), IncidentFactory()
    CitationFactory(article=old, incident=incident)
    CitationFactory(article=old, incident=incident, exact="in Baghdad")
    StatementFactory(incident=incident, original=old)
    correct(old, text=MENDED, by=amal, reason="Toll.")
    incident.refresh_from_db()
    assert incident.version == 2


def test_what_was_merged_away_keeps_its_evidence_as_it_stood(amal):
    old, merged = ArticleFactory(text=TEXT), IncidentFactory(status="merged", merged_into=IncidentFactory())
    citation, statement = CitationFactory(article=old, incident=merged), StatementFactory(incident=merged, original=old)
    found = correct(old, text=MENDED, by=amal, reason="Toll.")
    assert (found.moved, found.lost) == ([], [])
    citation.refresh_from_db()
    statement.refresh_from_db()
    assert (citation.article, statement.original) == (old, old)


def test_a_citation_without_words_goes_along(amal):
    old = ArticleFactory(text=TEXT)
    citation = CitationFactory(article=old, exact="", basis="outside", comment="From a map.")
    new = correct(old, text=MENDED, by=amal, reason="Toll.").article
    assert spans_of(citation) == (None, None, "", "", "")
    assert citation.article == new


def test_a_quote_takes_the_marks_of_the_corrected_text(amal):
    old = ArticleFactory(text='"Four rockets", it said.')
    citation = CitationFactory(article=old, exact='"Four rockets"')
    correct(old, text="“Four rockets”, it said today.", by=amal, reason="Marks.")
    assert spans_of(citation) == (0, 14, "", "“Four rockets”", ", it said today.")


def test_a_second_correction_finds_again_what_the_first_had_lost(amal):
    first = ArticleFactory(text=TEXT)
    kept, lost = CitationFactory(article=first), CitationFactory(article=first, exact="Two people")
    second = correct(first, text=MENDED, by=amal, reason="Toll.").article
    third = correct(second, text=TEXT + " It was a mistake.", by=amal, reason="The toll was right.")
    assert third.article.corrects == second
    assert (set(third.moved), third.lost) == ({kept, lost}, [])
    assert spans_of(lost)[:2] == (52, 62)
    assert [corrections.latest(each) for each in (first, second, third.article)] == [third.article] * 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (TEXT, "The text is the same as before."),
        ("  \n ", "The corrected text is empty."),
        ("x" * 1_000_001, "The corrected text is longer than 1,000,000 characters."),
    ],
    ids=["unchanged", "empty", "too long"],
)
def test_a_text_that_corrects_nothing_is_refused_in_words(amal, text, said):
    article = ArticleFactory(text=TEXT)
    with pytest.raises(Refused) as refused:
        correct(article, text=text, by=amal, reason="Because.")
    assert refused.value.problems == [said]
    assert Article.objects.count() == 1


@pytest.mark.parametrize("text", ["One.\r\nTwo.  Three.", "One.\nTwo. Three.\n", "One.\nTwo.\u202e  Three."])
def test_a_text_that_differs_only_in_what_is_not_kept_is_the_same(amal, text):
    article = ArticleFactory(text="One.\nTwo.  Three.")
    with pytest.raises(Refused, match="The text is the same as before"):
        correct(article, text=text, by=amal, reason="Because.")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"holding": "reference_only", "text": ""}, "This article is a reference only and holds no text."),
        ({"kind": "dataset_record"}, "Its rows are corrected by importing the dataset's next version."),
    ],
    ids=["reference only", "dataset"],
)
def test_what_holds_no_story_is_refused_in_words(amal, fields, said):
    with pytest.raises(Refused) as refused:
        correct(ArticleFactory(**fields), text=MENDED, by=amal, reason="Because.")
    assert said in str(refused.value)


def test_a_correction_without_a_reason_is_refused(amal):
    with pytest.raises(Refused, match="Say why the text is corrected"):
        correct(ArticleFactory(text=TEXT), text=MENDED, by=amal, reason=" ")
    assert Article.objects.count() == 1


def test_a_text_is_corrected_once_and_then_its_correction(amal):
    article = ArticleFactory(text=TEXT)
    correct(article, text=MENDED, by=amal, reason="Toll.")
    with pytest.raises(Refused, match="This text has been corrected already"):
        correct(article, text=MENDED + " More.", by=amal, reason="Toll.")


def test_a_text_that_somebody_changed_meanwhile_is_not_corrected(amal):
    article = ArticleFactory(text=TEXT)
    other = Article.objects.get(pk=article.pk)
    other.text = TEXT + " Updated."
    other.save()
    article = Article(pk=article.pk, text_sha256=article.text_sha256)
    with pytest.raises(StaleArticle):
        correct(article, text=MENDED, by=amal, reason="Toll.")
    assert Article.objects.count() == 1


def test_nothing_is_stored_when_a_quote_comes_in_between(amal, monkeypatch):
    old = ArticleFactory(text=TEXT)
    CitationFactory(article=old)
    monkeypatch.setattr(corrections, "_quoting", lambda article: set())
    with pytest.raises(StaleIncident):
        correct(old, text=MENDED, by=amal, reason="Toll.")
    assert Article.objects.count() == 1


def test_a_look_at_what_would_become_of_the_quotes_stores_nothing(amal):
    old = ArticleFactory(text=TEXT)
    kept, lost = CitationFactory(article=old), CitationFactory(article=old, exact="Two people")
    found = corrections.plan(corrections.next_version(old, MENDED))
    assert ([move.citation for move in found.moves], found.lost) == ([kept], [lost])
    assert Article.objects.count() == 1
    assert Incident.objects.filter(version=1).count() == 2


def test_quotes_that_came_late_are_taken_along(amal):
    old = ArticleFactory(text=TEXT)
    new = correct(old, text=MENDED, by=amal, reason="Toll.").article
    late, lost = CitationFactory(article=old), CitationFactory(article=old, exact="Two people")
    found = carry_over(new, by=amal, reason="they came late")
    assert (found.moved, found.lost) == ([late], [lost])
    late.refresh_from_db()
    assert (late.article, late.incident.version) == (new, 2)
    assert late.history.latest().history_change_reason == "Corrected text: they came late"


def test_a_step_whose_quote_moved_is_not_undone_over_it(amal):
    old, incident = ArticleFactory(text=TEXT), IncidentFactory()
    recorder = Recorder(by=amal)
    citation = Citation(incident=incident, article=old, exact="in Baghdad", start=40, end=50)
    recorder.save(citation)
    step = keep(incident, recorder, kind="desk", label="Place")
    assert step is not None
    new = correct(old, text=MENDED, by=amal, reason="Toll.").article
    with pytest.raises(ChangedSince):
        undo(step, by=amal)
    assert Citation.objects.get(pk=citation.pk).article == new


def test_the_queue_holds_the_latest_text_alone_and_who_has_it_goes_on(amal):
    old = ArticleFactory(text=TEXT, triage="relevant")
    coder = user_with_role("coder")
    task = CodingTaskFactory(article=old, coder=coder)
    new = correct(old, text=MENDED, by=amal, reason="Toll.").article
    assert list(waiting(user_with_role("coder"))) == []
    assert list(listed(coder, Filters(state="mine"))) == [new]
    task.delete()
    assert list(waiting(coder)) == [new]


def test_a_correction_is_no_copy_of_the_text_before(amal):
    story = " ".join(f"word{number}" for number in range(200))
    old, other = ArticleFactory(text=story), ArticleFactory(text=story + " Printed elsewhere.")
    new = correct(old, text=story + " Corrected.", by=amal, reason="More.").article
    assert [copy.article for copy in copies_of(new)] == [other]
    assert [copy.article for copy in copies_of(other)] == [new]
    assert copies_of(old) == []


def test_a_statement_that_does_not_name_the_article_is_left_alone(amal):
    other = StatementFactory(original=ArticleFactory())
    correct(ArticleFactory(text=TEXT), text=MENDED, by=amal, reason="Toll.")
    assert Statement.objects.get().original == other.original
    assert other.incident.version == 1
