"""Role × action, by real requests: what is not named for a role is refused (DESIGN 5)."""

import datetime as dt

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse

from articles import fetching, snapshots
from articles.admin.arrival_forms import packed
from articles.models import Article, Feed, Snapshot
from incidents.coding import merging
from incidents.coding.bulk import Seen
from incidents.models import (
    Adjudication,
    CodingTask,
    Comment,
    ConfidentialNote,
    ErrorReport,
    ImportRun,
    Incident,
    Publication,
    Release,
    ReleaseRow,
    ReviewEvent,
)
from incidents.publishing import gather, write
from incidents.releasing.making import make_release
from tests.articles.pages import fetched, page
from tests.factories import (
    ActorFactory,
    ArticleFactory,
    CodingTaskFactory,
    IncidentFactory,
    PlaceFactory,
    PublicationFactory,
    PublisherFactory,
    SeriesFactory,
    UserFactory,
    ready_incident,
    user_with_role,
)
from tests.incidents.coding.codings import two_codings
from tests.rows import ROW

pytestmark = pytest.mark.django_db

NOON = dt.datetime(2022, 1, 14, 12, tzinfo=dt.UTC)
CODERS = {"coder", "reviewer", "editor", "administrator"}
REVIEWERS = {"reviewer", "editor", "administrator"}
EDITORS = {"editor", "administrator"}
ROLES = ("anonymous", "without a role", "guest", "coder", "reviewer", "editor", "administrator")

LISTS = {
    "incidents_incident": CODERS | {"guest"},
    "articles_article": CODERS,
    "articles_publisher": CODERS,
    "articles_feed": CODERS,
    "incidents_place": CODERS,
    "incidents_actor": CODERS,
    "incidents_series": CODERS,
    "incidents_publication": CODERS,
    "incidents_importrun": CODERS,
    "incidents_importrow": CODERS,
    "incidents_errorreport": CODERS,
    "incidents_release": CODERS,
    "incidents_assignment": REVIEWERS,
    "incidents_confidentialnote": REVIEWERS,
    "auth_user": {"administrator"},
    "auth_group": {"administrator"},
}
"""Table → the roles that may open its list."""

DELETED_BY = {
    "articles_article": EDITORS,
    "articles_publisher": EDITORS,
    "articles_feed": EDITORS,
    "incidents_place": EDITORS,
    "incidents_actor": EDITORS,
    "incidents_series": EDITORS,
    "incidents_incident": REVIEWERS,
    "incidents_confidentialnote": REVIEWERS,
    "auth_user": {"administrator"},
}
"""Table → the roles that may delete a row nothing rests on."""

STEPS = {
    "submit": ("draft", CODERS),
    "send_back": ("in_review", REVIEWERS),
    "take_back": ("in_review", CODERS),
    "publish": ("in_review", REVIEWERS),
    "revise": ("published", CODERS),
    "withdraw": ("published", REVIEWERS),
    "restore": ("withdrawn", REVIEWERS),
    "merge": ("draft", CODERS),  # a coder her own draft only: test_nobody_folds_the_draft_of_another
}
"""Step of review → the status it starts from and the roles that may take it."""


QUEUE = {
    "relevant": CODERS,
    "irrelevant": CODERS,
    "later": CODERS,
    "take": CODERS,
    "assign": REVIEWERS,
}
"""What is done to an article of the queue → the roles that may."""

DECIDED_BY = REVIEWERS
"""Who sees two blind codings beside each other, decides between them and reads how well coders agree."""


def client_of(role, client):
    if role == "without a role":
        client.force_login(UserFactory())
    elif role != "anonymous":
        client.force_login(user_with_role(role))
    return client


def a_row(table):
    made = {
        "articles_article": ArticleFactory, "articles_publisher": PublisherFactory, "incidents_place": PlaceFactory,
        "articles_feed": ROW[Feed],
        "incidents_actor": ActorFactory, "incidents_series": SeriesFactory, "incidents_incident": IncidentFactory,
        "incidents_confidentialnote": lambda: ConfidentialNote.objects.create(body="Her number."),
        "auth_user": UserFactory,
    }  # fmt: skip
    return made[table]()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("table", LISTS)
def test_lists_open_for_their_roles_only(client, role, table):
    response = client_of(role, client).get(reverse(f"admin:{table}_changelist"))
    assert (response.status_code == 200) is (role in LISTS[table])


@pytest.mark.parametrize("role", ROLES)
def test_releases_are_made_by_editors_only(client, role):
    PublicationFactory()
    client_of(role, client).post(reverse("admin:incidents_release_add"), {"name": "2022.1", "notes": ""})
    assert Release.objects.exists() is (role in EDITORS)


@pytest.mark.parametrize("role", ROLES)
def test_incidents_are_taken_out_of_releases_by_editors_only(client, role):
    made = PublicationFactory(code="gone")
    make_release("2022.1", by=None, address="https://attest.example")
    Publication.objects.filter(pk=made.pk).update(state="withdrawn", closed_at=NOON)
    address = reverse("admin:incidents_release_blank")
    client_of(role, client).post(address, {"code": "gone", "reason": "A witness is in danger."})
    assert ReleaseRow.objects.filter(blanked_at__isnull=False).exists() is (role in EDITORS)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("table", DELETED_BY)
def test_rows_are_deleted_by_their_roles_only(client, role, table):
    row = a_row(table)
    client_of(role, client).post(reverse(f"admin:{table}_delete", args=[row.pk]), {"post": "yes"})
    assert (not type(row).objects.filter(pk=row.pk).exists()) is (role in DELETED_BY[table])


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("step", STEPS)
def test_steps_of_review_are_taken_by_their_roles_only(client, role, step):
    status, roles = STEPS[step]
    logged_in = client_of(role, client)
    incident = ready_incident()
    if status == "published":
        write(gather([incident]), by=None, at=NOON, change_note="")
    creator = User.objects.filter(groups__name="coder").first() if role == "coder" else None
    Incident.objects.filter(pk=incident.pk).update(status=status, created_by=creator)
    if step == "take_back" and (taker := User.objects.filter(groups__name=role).first()):
        ReviewEvent.objects.create(
            incident=incident, action="submit", from_status="draft", to_status="in_review", by=taker
        )
    data = {"seen_version": incident.version, "reason": "Because", "into": IncidentFactory().pk, "into_version": 1}
    logged_in.post(reverse("admin:incidents_incident_review", args=[incident.pk, step]), data)
    assert (Incident.objects.get(pk=incident.pk).status != status) is (role in roles)


def bulk_page(step, incident):
    return f"{reverse('admin:incidents_incident_bulk', args=[step])}?id={incident.pk}"


PAGES = {
    "count": (lambda _: reverse("admin:incidents_incident_count") + "?said=4", CODERS),
    "preview": (lambda incident: reverse("admin:incidents_incident_preview", args=[incident.pk]), CODERS),
    "changes": (lambda incident: reverse("admin:incidents_incident_changes", args=[incident.pk]), CODERS),
    "comments": (lambda incident: reverse("admin:incidents_incident_comments", args=[incident.pk]), CODERS),
    "submitting many": (lambda incident: bulk_page("submit", incident), CODERS),
    "sending many back": (lambda incident: bulk_page("send_back", incident), REVIEWERS),
    "publishing many": (lambda incident: bulk_page("publish", incident), REVIEWERS),
    "assigning many": (lambda incident: bulk_page("assign", incident), REVIEWERS),
    "text": (
        lambda incident: reverse("admin:articles_article_text", args=[incident.citations.first().article_id]), CODERS
    ),
}  # fmt: skip
"""A page that belongs to a table → its address, and the roles that it answers; a guest reads what is assigned."""


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", PAGES)
def test_pages_answer_their_roles_only(client, role, page):
    address, roles = PAGES[page]
    response = client_of(role, client).get(address(ready_incident()))
    assert (response.status_code == 200) is (role in roles)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("step", ["submit", "send_back", "publish", "assign"])
def test_steps_on_many_are_taken_by_their_roles_only(client, role, step):
    status, roles = STEPS.get(step, ("draft", REVIEWERS))
    logged_in, coder = client_of(role, client), user_with_role("coder", username="amal")
    own = User.objects.filter(groups__name="coder").exclude(pk=coder.pk).first() if role == "coder" else None
    incident = ready_incident(created_by=own)
    Incident.objects.filter(pk=incident.pk).update(status=status)
    before = Incident.objects.get(pk=incident.pk)
    data = {"row": [str(Seen.of(before))], "reason": "Because", "to": coder.pk}
    logged_in.post(reverse("admin:incidents_incident_bulk", args=[step]), data)
    after = Incident.objects.get(pk=incident.pk)
    assert ((after.status, after.assigned_to) != (status, None)) is (role in roles)


@pytest.mark.parametrize("role", ROLES)
def test_comments_are_made_and_settled_by_those_who_code(client, role):
    incident = IncidentFactory()
    made = ROW[Comment](incident=incident)
    logged_in = client_of(role, client)
    if role == "guest":
        incident.assignments.create(user=User.objects.get(groups__name="guest"), until="2099-01-01")
    logged_in.post(reverse("admin:incidents_incident_comments", args=[incident.pk]), {"body": "Why?"})
    logged_in.post(reverse("admin:incidents_incident_comment", args=[incident.pk, made.pk, "resolve"]))
    made.refresh_from_db()
    assert Comment.objects.filter(body="Why?").exists() is (role in CODERS)
    assert (made.resolved_at is not None) is (role in CODERS)


@pytest.mark.parametrize("role", ROLES)
def test_a_reported_error_is_decided_on_by_its_roles_only(client, role):
    report = ROW[ErrorReport]()
    address = reverse("admin:incidents_errorreport_change", args=[report.pk])
    data = {"state": "accepted", "note": "", "contact": "", "seen_at": report.updated_at.isoformat()}
    logged_in = client_of(role, client)
    assert (logged_in.get(address).status_code == 200) is (role in CODERS)
    logged_in.post(address, data)
    report.refresh_from_db()
    assert (report.state == "accepted") is (role in REVIEWERS)
    assert (report.decided_by is not None) is (role in REVIEWERS)


@pytest.mark.parametrize("role", ROLES)
def test_a_merge_is_undone_by_those_who_may_merge_only(client, role):
    source, target = IncidentFactory(), IncidentFactory()
    merging.merge(source, into=target, by=user_with_role("reviewer"))
    data = {"seen_version": Incident.objects.get(pk=source.pk).version, "reason": ""}
    client_of(role, client).post(reverse("admin:incidents_incident_review", args=[source.pk, "unmerge"]), data)
    assert (Incident.objects.get(pk=source.pk).status == "draft") is (role in REVIEWERS)


@pytest.mark.parametrize("role", ROLES)
def test_the_page_of_a_merge_opens_for_those_who_code_and_offers_it_to_those_who_may(client, role):
    source, target = ready_incident(), ready_incident()
    address = reverse("admin:incidents_incident_merge", args=[source.pk])
    logged_in = client_of(role, client)
    for asked in (address, f"{address}?into={target.pk}"):
        response = logged_in.get(asked)
        assert (response.status_code == 200) is (role in CODERS)
    assert (f"Merge into {target.code}" in response.content.decode()) is (role in REVIEWERS)


@pytest.mark.parametrize("role", ROLES)
def test_a_text_is_corrected_by_its_roles_only(client, role):
    article = ArticleFactory()
    logged_in = client_of(role, client)
    address = reverse("admin:articles_article_correct", args=[article.pk])
    data = {"step": "store", "seen_sha256": article.text_sha256, "text": "A rocket fell.", "reason": "Because"}
    assert (logged_in.get(address).status_code == 200) is (role in CODERS)
    logged_in.post(address, data)
    assert article.is_corrected() is (role in CODERS)


@pytest.mark.parametrize("role", ROLES)
def test_a_step_is_never_taken_by_a_get(client, role):
    incident = ready_incident()
    for step in STEPS:
        client_of(role, client).get(reverse("admin:incidents_incident_review", args=[incident.pk, step]))
    assert Incident.objects.get().status == "in_review"


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    "table", ["incidents_publication", "incidents_errorreport", "incidents_importrun", "incidents_importrow"]
)
def test_nobody_adds_or_deletes_what_only_the_code_writes(client, role, table):
    ImportRun.objects.create(scheme="ucdp_ged")
    response = client_of(role, client).get(reverse(f"admin:{table}_add"))
    assert response.status_code in (302, 403)
    run = ImportRun.objects.get()
    client.post(reverse("admin:incidents_importrun_delete", args=[run.pk]), {"post": "yes"})
    assert ImportRun.objects.exists()


@pytest.mark.parametrize("role", ROLES)
def test_the_queue_opens_for_those_who_code(client, role):
    article = ArticleFactory()
    logged_in = client_of(role, client)
    for address in (reverse("admin:queue"), reverse("admin:queue_article", args=[article.pk])):
        assert (logged_in.get(address).status_code == 200) is (role in CODERS)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("act", QUEUE)
@pytest.mark.parametrize("in_bulk", [False, True])
def test_articles_of_the_queue_are_handled_by_their_roles_only(client, role, act, in_bulk):
    article = ArticleFactory()
    data = {"to": user_with_role("coder").pk, "article": [article.pk], "act": act}
    logged_in = client_of(role, client)
    if in_bulk and act != "take":
        logged_in.post(reverse("admin:queue_several"), data)
    else:
        logged_in.post(reverse("admin:queue_act", args=[article.pk, act]), data)
    stored = Article.objects.get()
    was_done = CodingTask.objects.exists() or stored.triage != article.triage or stored.queued_at != article.queued_at
    assert was_done is (role in QUEUE[act])


@pytest.mark.parametrize("role", ROLES)
def test_what_somebody_has_is_given_back_by_those_who_hand_out(client, role):
    task = CodingTaskFactory(coder=user_with_role("coder"))
    client_of(role, client).post(reverse("admin:queue_act", args=[task.article.pk, "give-back"]))
    task.refresh_from_db()
    assert (task.state == "given_back") is (role in REVIEWERS)


@pytest.mark.parametrize("role", ROLES)
def test_next_hands_an_article_to_those_who_code(client, role):
    ArticleFactory()
    client_of(role, client).post(reverse("admin:queue_next"))
    assert CodingTask.objects.exists() is (role in CODERS)


@pytest.mark.parametrize("role", ROLES)
def test_second_codings_are_read_and_decided_by_their_roles_only(client, role):
    first, second = two_codings(attack_type="shooting")
    logged_in = client_of(role, client)
    case = reverse("admin:adjudication", args=[first.task.article_id])
    pages = [reverse(f"admin:{name}") for name in ("agreement", "agreement_units", "adjudication_queue")]
    assert {logged_in.get(page).status_code == 200 for page in (*pages, case)} == {role in DECIDED_BY}
    seen = ",".join(f"{each.pk}:{each.version}" for each in (first, second))
    answers = {"seen": seen, f"{first.pk}-attack_type": "second", f"{first.pk}-code": first.code}
    logged_in.post(case, answers)
    assert Adjudication.objects.exists() is (role in DECIDED_BY)
    assert Incident.objects.filter(status="merged").exists() is (role in DECIDED_BY)


def test_an_administrator_is_not_a_superuser_by_role(client):
    """A role never gives what is not named for it: the group carries no hidden right."""
    user = user_with_role("administrator")
    assert not user.is_superuser
    assert not user.has_perm("incidents.delete_publication")
    assert not user.has_perm("incidents.change_publication")
    assert Group.objects.count() == len(CODERS) + 1
    assert not Snapshot.objects.exists()


@pytest.mark.parametrize("role", sorted(set(ROLES) - REVIEWERS))
def test_confidential_notes_show_nowhere_to_those_without_the_right(client, role):
    incident, article = ready_incident(), ArticleFactory()
    ConfidentialNote.objects.create(incident=incident, article=article, body="Her number is 0770.")
    logged_in = client_of(role, client)
    addresses = [
        reverse("admin:index"),
        reverse("admin:incidents_incident_change", args=[incident.pk]),
        reverse("admin:incidents_incident_history", args=[incident.pk]),
        reverse("admin:articles_article_change", args=[article.pk]),
        reverse("admin:articles_article_history", args=[article.pk]),
        reverse("admin:articles_article_delete", args=[article.pk]),
        reverse("admin:incidents_incident_changelist") + "?q=0770",
        reverse("admin:articles_article_changelist") + "?q=0770",
    ]
    for address in addresses:
        page = logged_in.get(address, follow=True).content.decode()
        assert "Her number" not in page, address
        assert "Confidential note" not in page, address


@pytest.mark.parametrize("role", ["coder", "guest"])
@pytest.mark.parametrize(
    "lookup", ["created_by__password__startswith", "review_events__reason", "citations__article__text"]
)
def test_a_list_cannot_be_asked_for_fields_it_does_not_show(client, role, lookup):
    ready_incident()
    response = client_of(role, client).get(reverse("admin:incidents_incident_changelist"), {lookup: "a"})
    assert response.status_code in (302, 400)


def _by_address(client):
    client.post(reverse("admin:articles_article_by_address"), {"url": "https://planet.example/world/rockets"})
    return Article.objects.exists()


def _by_csv(client):
    client.post(reverse("admin:articles_article_import"), {"packed": packed(b"title\r\nRockets land near embassy")})
    return Article.objects.exists()


def _by_copy(client):
    original, copy = ArticleFactory.create_batch(2)
    client.post(reverse("admin:articles_article_copy_of", args=[copy.pk, original.pk]))
    return Article.objects.get(pk=copy.pk).republishes is not None


def _by_version(client):
    article = ArticleFactory(url="https://planet.example/world/rockets")
    client.post(reverse("admin:articles_article_revisit", args=[article.pk]))
    return Article.objects.count() == 2


def _snapshot(client):
    article = ArticleFactory(snapshot=snapshots.keep(fetched(page())))
    return client.get(reverse("admin:articles_article_snapshot", args=[article.pk])).status_code == 200


def _new_feed(client):
    client.post(reverse("admin:articles_feed_add"), {"name": "The Daily", "url": "https://daily.example/rss"})
    return Feed.objects.exists()


def _changed_feed(client):
    feed = ROW[Feed]()
    sent = {"name": "Changed", "url": feed.url, "seen_at": feed.updated_at.isoformat()}
    client.post(reverse("admin:articles_feed_change", args=[feed.pk]), sent)
    return Feed.objects.get().name == "Changed"


ARRIVALS = {
    _by_address: CODERS, _by_csv: CODERS, _by_copy: CODERS, _by_version: CODERS, _snapshot: CODERS,
    _new_feed: EDITORS, _changed_feed: EDITORS,
}  # fmt: skip
"""A way in for articles, or what stands beside one → the roles that may take it; each says whether it was taken."""


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("way", ARRIVALS, ids=lambda way: way.__name__)
def test_articles_come_in_by_their_roles_only(client, role, way, monkeypatch):
    monkeypatch.setattr(fetching, "fetch", lambda _url, **_options: fetched(page()))
    assert way(client_of(role, client)) is (role in ARRIVALS[way])


@pytest.mark.parametrize("role", ROLES)
def test_a_step_beside_an_article_is_never_taken_by_a_get(client, role):
    original, copy = ArticleFactory.create_batch(2, url="https://planet.example/world/rockets")
    logged_in = client_of(role, client)
    for name, arguments in (("copy_of", [copy.pk, original.pk]), ("revisit", [copy.pk])):
        assert logged_in.get(reverse(f"admin:articles_article_{name}", args=arguments)).status_code in (302, 403)
    assert Article.objects.filter(republishes=None).count() == 2
