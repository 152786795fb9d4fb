"""The import as a whole, through its command."""

import gzip
import io
import json

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from articles.models import Article, Publisher
from incidents.coding import merging, review
from incidents.models import (
    Actor,
    ActorName,
    CasualtyCount,
    Citation,
    ExternalId,
    ImportFile,
    ImportRow,
    ImportRun,
    Incident,
    Involvement,
    Location,
    Note,
    Place,
    Publication,
    PublicState,
    ReviewEvent,
    Statement,
)
from incidents.publishing import document, gather
from incidents.publishing.geography import public_geography
from tests.factories import ActorFactory, IncidentFactory, PlaceFactory, user_with_role
from tests.incidents.exchange.ged.made import HXL_TAGS, row, write_file

pytestmark = pytest.mark.django_db

LEDGER = {"importrun", "importfile", "importrow", "publicationchange"}
"""What is no coding: the ledger of imports, and the log that the database keeps by itself."""


def run(*paths, **options):
    """Imports the files and returns what the command said."""
    output = io.StringIO()
    call_command("import_ged", *paths, stdout=output, stderr=output, **options)
    return output.getvalue()


def refuse(*paths, **options):
    """Imports files that must be refused and returns what the command said, its last word included."""
    output = io.StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("import_ged", *paths, stdout=output, stderr=output, **options)
    assert caught.value.returncode == 1
    return output.getvalue() + str(caught.value)


def counts():
    """How many rows each table has, the ledger aside."""
    tables = [*apps.get_app_config("incidents").get_models(), *apps.get_app_config("articles").get_models(), User]
    return {table.__name__: table.objects.count() for table in tables if table._meta.model_name not in LEDGER}


def ledger():
    return list(ImportRow.objects.order_by("id").values_list("line", "value", "outcome", "column"))


def outcomes():
    """new, updated, unchanged and rejected of each file of the last run."""
    files = ImportRun.objects.first().files.order_by("id")
    return [(each.rows, each.new, each.updated, each.unchanged, each.rejected) for each in files]


def test_an_event_becomes_a_whole_incident(tmp_path):
    run(write_file(tmp_path, row()))
    incident = Incident.objects.get()
    assert incident.code == "ucdp-100"
    assert incident.title == "State-based violence: Government of Syria – Syrian insurgents, Rami village"
    assert incident.summary == (
        "UCDP records state-based violence between the Government of Syria and Syrian insurgents at Rami village, "
        "Ariha district, Idlib governorate, Syria, on 3 January 2013. It counts 2 killed."
    )
    assert (incident.attack_type, incident.violence_type, incident.stage) == ("unknown", "state_based", "completed")
    assert (incident.date_edtf, str(incident.date_earliest), incident.status) == ("2013-01-03", "2013-01-03", "draft")
    assert (incident.created_by.username, incident.created_by.is_active) == ("import", False)


def test_the_place_lies_in_its_district_province_and_country(tmp_path):
    run(write_file(tmp_path, row()))
    location = Location.objects.get()
    assert (location.is_primary, location.role, location.precision) == (True, "occurred", "settlement")
    place = location.place
    chain = [(each.name, each.kind, each.country) for each in (place, place.parent, place.parent.parent)]
    assert chain == [
        ("Rami village", "settlement", "SY"), ("Ariha district", "adm2", "SY"), ("Idlib", "adm1", "SY"),
    ]  # fmt: skip
    assert place.parent.parent.iso_3166_2 == "SY-ID"
    assert (place.parent.parent.parent.name, place.parent.parent.parent.kind) == ("Syria", "country")
    assert (str(place.latitude), str(place.longitude), place.radius_m) == ("35.763370", "36.558970", 5000)
    assert place.coord_basis == "UCDP GED where_coordinates"


def test_sides_take_part_and_the_toll_names_whose_people_they_were(tmp_path):
    run(write_file(tmp_path, row(deaths_a="1", deaths_b="2", best="3", low="2", high="4")))
    sides = {each.role: each for each in Involvement.objects.select_related("actor")}
    assert (sides["side_a"].actor.name, sides["side_a"].actor.kind) == ("Government of Syria", "state")
    assert (sides["side_b"].actor.name, sides["side_b"].actor.kind) == ("Syrian insurgents", "armed_group")
    lines = CasualtyCount.objects.order_by("id").values_list(
        "group", "count_kind", "low", "best", "high", "involvement"
    )
    assert list(lines) == [
        ("all", "range", 2, 3, 4, None),
        ("security_force", "range", None, 1, None, sides["side_a"].pk),
        ("armed_group", "range", None, 2, None, sides["side_b"].pk),
    ]
    statement = Statement.objects.get()
    assert (statement.kind, statement.voice, statement.basis) == ("account", "publisher", "media_or_witness")


def test_every_value_is_cited_from_its_own_cell_of_the_one_dataset_record(tmp_path):
    run(write_file(tmp_path, row()))
    dataset = Article.objects.get(kind="dataset_record")
    assert (dataset.holding, dataset.publisher.name) == ("excerpt", "Uppsala Conflict Data Program")
    assert "Sundberg" in dataset.text
    cited = Citation.objects.filter(article=dataset).order_by("id").values_list("field", "basis", "exact")
    assert list(cited) == [
        ("date_edtf", "stated", "2013-01-03"),
        ("attack_type", "inferred", ""),
        ("place", "stated", "Rami village"),
        ("", "stated", "100"),
        ("actor", "stated", "Government of Syria"),
        ("actor", "stated", "Syrian insurgents"),
        ("", "stated", "2"),
        ("", "stated", "2"),
    ]
    assert Citation.objects.get(field="place").location == Location.objects.get()


def test_the_articles_it_cites_are_references_we_have_not_read(tmp_path):
    run(write_file(tmp_path, row()))
    article = Article.objects.get(holding="reference_only")
    assert (article.title, article.publisher.name, article.published_edtf, str(article.published_earliest)) == (
        "Two dead in a village, activists say", "Example Wire", "2013-01-04", "2013-01-04",
    )  # fmt: skip
    citation = Citation.objects.get(article=article)
    assert (citation.basis, citation.bears_on(), citation.exact) == ("outside", None, "")
    assert "not read" in citation.comment


def test_two_events_share_places_actors_publishers_and_articles(tmp_path):
    run(write_file(tmp_path, row(), row(id="101"), name="ged231.csv"))
    run(write_file(tmp_path, row(id="102"), name="ged_more.csv"))
    assert Incident.objects.count() == 3
    assert Article.objects.filter(holding="reference_only").count() == 1
    assert Publisher.objects.filter(name="Example Wire").count() == 1
    assert (Actor.objects.count(), Place.objects.count()) == (2, 4)
    assert Location.objects.filter(latitude__isnull=False).count() == 0


def test_known_actors_are_found_by_any_spelling_and_labels_are_not_taken_for_groups(tmp_path):
    army = ActorFactory(name="Syrian state", kind="state")
    ActorName.objects.create(actor=army, name="Government of Syria")
    ActorFactory(name="Syrian insurgents", kind="label")
    run(write_file(tmp_path, row()))
    assert Involvement.objects.get(role="side_a").actor == army
    assert Involvement.objects.get(role="side_b").actor.kind == "armed_group"


def test_names_without_letters_are_told_apart_and_found_again(tmp_path):
    run(write_file(tmp_path, row(side_a="???", gwnoa="", side_b="!!!")))
    run(write_file(tmp_path, row(id="101", side_a="???", gwnoa="", side_b="!!!"), name="ged_more.csv"))
    assert sorted(Actor.objects.values_list("name", flat=True)) == ["!!!", "???"]


def test_known_provinces_are_found_by_their_code_and_never_changed(tmp_path):
    idlib = PlaceFactory(name="Idleb", kind="adm1", country="SY", iso_3166_2="SY-ID", latitude=None, longitude=None)
    run(write_file(tmp_path, row(where_prec="4", where_coordinates="Idlib governorate")))
    location = Location.objects.get()
    assert location.place == idlib
    assert (str(location.latitude), location.precision) == ("35.763370", "adm1")
    idlib.refresh_from_db()
    assert (idlib.name, idlib.latitude) == ("Idleb", None)


def test_another_point_of_the_same_name_is_another_place(tmp_path):
    run(write_file(tmp_path, row(), row(id="101", latitude="35.9")))
    assert Place.objects.filter(name="Rami village").count() == 2


def test_near_a_place_is_less_precise_than_the_place(tmp_path):
    run(write_file(tmp_path, row(), row(id="101", where_prec="2")))
    exact, near = Location.objects.order_by("id")
    assert exact.place == near.place
    points = [public_geography(coding).point for coding in gather(Incident.objects.order_by("id"))]
    assert [(point.precision, point.radius_m) for point in points] == [("settlement", 5000), ("near", 25000)]


def test_the_row_is_kept_as_it_came_with_columns_nobody_knows(tmp_path):
    came = row(where_description="two\r\nlines \x07 ", new_column="0123 ", gwnoa="652.0")
    run(write_file(tmp_path, came))
    kept = ExternalId.objects.get()
    assert kept.record == came
    assert (kept.scheme, kept.value, kept.dataset_version, kept.imported_at_version) == ("ucdp_ged", "100", "23.1", 1)


def test_characters_a_database_cannot_hold_or_a_page_cannot_show_do_no_harm(tmp_path):
    cells = row(side_b="Rebels\x00 of\x07  the\r\nNorth", where_description="a\x00b", **{"new\x00column": "1"})
    run(write_file(tmp_path, cells))
    assert Actor.objects.get(kind="armed_group").name == "Rebels of the North"
    assert ExternalId.objects.get().record["where_description"] == "a\N{REPLACEMENT CHARACTER}b"


def test_what_has_no_field_goes_into_a_note(tmp_path):
    run(write_file(tmp_path, row(number_of_sources="-1", source_article="Somebody's yearbook 1999")))
    body = Note.objects.get(kind="context").body
    for words in ("Syria: Government (UCDP 299)", "(UCDP 11973)", "“at the edge of Rami”", "“activists”", "Clarity 1",
                  "“Clear”", "“Somebody's yearbook 1999”"):  # fmt: skip
        assert words in body


def test_values_that_contradict_each_other_go_in_with_a_discrepancy_note(tmp_path):
    run(write_file(tmp_path, row(best="1", low="3", high="2", deaths_b="1")))
    total = CasualtyCount.objects.get(group="all")
    assert (total.count_kind, total.low, total.best, total.high) == ("range", 1, 1, 3)
    assert "below the low one (3)" in Note.objects.get(kind="discrepancy").body


def test_long_names_are_cut_where_they_are_shown_and_kept_in_the_record(tmp_path):
    long = "Front " * 80
    run(write_file(tmp_path, row(side_a=long, side_b=long, where_coordinates="Very " * 60 + "long village")))
    assert len(Incident.objects.get().title) <= 300
    assert len(Place.objects.get(kind="settlement").name) == 200
    assert ExternalId.objects.get().record["side_a"] == long


def test_the_hxl_variant_with_fewer_columns_comes_in(tmp_path):
    gone = ("relid", "code_status", "where_description", "conflict_dset_id", "dyad_dset_id")
    cells = {name: cell for name, cell in row(iso3="SYR").items() if name not in gone}
    run(write_file(tmp_path, cells, tags=HXL_TAGS, name="hdx_syria.csv"))
    assert ledger() == [(3, "100", "new", "")]
    assert ExternalId.objects.get().record == cells


def test_the_ledger_accounts_for_every_file_and_row(tmp_path):
    first = write_file(tmp_path, row(), row(id="101"))
    said = run(first, write_file(tmp_path, row(id="102"), name="ged241.csv.gz"))
    assert outcomes() == [(2, 2, 0, 0, 0), (1, 1, 0, 0, 0)]
    assert list(ImportFile.objects.order_by("id").values_list("name", "dataset_version")) == [
        ("ged231.csv", "23.1"), ("ged241.csv.gz", "24.1"),
    ]  # fmt: skip
    assert "ged231.csv (version 23.1): 2 rows = 2 new, 0 updated, 0 unchanged, 0 rejected" in said
    entry = ImportRun.objects.get()
    assert (entry.written, entry.dry_run, entry.published, entry.finished_at is not None) == (True, False, False, True)


def test_an_unknown_version_is_said(tmp_path):
    assert "says no dataset version" in run(write_file(tmp_path, row(), name="events.csv"))
    assert ExternalId.objects.get().dataset_version == "unknown"


def test_one_rejected_row_refuses_every_file_and_the_ledger_still_stands(tmp_path):
    good = write_file(tmp_path, row(), name="ged231.csv")
    bad = write_file(tmp_path, row(id="101"), row(id="102", best="1_000"), name="ged241.csv")
    said = refuse(good, bad)
    assert "ged241.csv, line 3, column best: “1_000” is not a whole number of people." in said
    assert "Nothing was written" in said
    assert not any(number for table, number in counts().items() if table != "User")
    assert ledger() == [(2, "100", "new", ""), (2, "101", "new", ""), (3, "102", "rejected", "best")]
    assert ImportRun.objects.get().written is False


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"id,best\n1,2\n", "lacks type_of_violence"),
        (gzip.compress(b"id,best\n")[:12], "cut off"),
        (b"\xff\xfei\x00d\x00", "UTF-16"),
    ],
    ids=["empty", "columns", "archive", "encoding"],
)
def test_a_file_that_cannot_be_read_at_all_is_refused_with_its_reason(tmp_path, data, words):
    path = tmp_path / "ged231.csv"
    path.write_bytes(data)
    assert words in refuse(path)
    assert outcomes() == [(1, 0, 0, 0, 1)]


def test_a_file_that_is_not_there_and_a_user_nobody_knows_are_said_at_once(tmp_path):
    assert "No such file" in refuse(tmp_path / "none.csv")
    assert "no user “nobody”" in refuse(write_file(tmp_path, row()), by="nobody")
    assert "not a dataset version" in refuse(write_file(tmp_path, row()), dataset_version="new")
    assert not ImportRun.objects.exists()


def test_a_dry_run_writes_the_ledger_alone(tmp_path):
    assert "Dry run" in run(write_file(tmp_path, row()), dry_run=True)
    assert not any(counts().values())
    assert ledger() == [(2, "100", "new", "")]
    assert (ImportRun.objects.get().dry_run, ImportRun.objects.get().written) == (True, False)


def test_importing_again_changes_nothing(tmp_path):
    path = write_file(tmp_path, row(), row(id="101", best="0", low="3"))
    run(path, publish=True)
    before, state = counts(), PublicState.objects.get().version
    run(path, publish=True)
    assert counts() == before
    assert PublicState.objects.get().version == state
    assert outcomes() == [(2, 0, 0, 2, 0)]


def test_one_event_in_two_files_is_one_incident_and_the_later_row_has_the_word(tmp_path):
    paths = [
        write_file(tmp_path, row(), row(id="101"), name="ged_a.csv"),
        write_file(tmp_path, row(deaths_b="3", best="3", low="3", high="3"), row(id="101"), name="ged_b.csv"),
    ]
    run(*paths)
    assert outcomes() == [(2, 2, 0, 0, 0), (2, 0, 1, 1, 0)]
    assert CasualtyCount.objects.get(incident__code="ucdp-100", group="all").best == 3
    before = counts()
    run(*paths)
    assert outcomes() == [(2, 0, 0, 2, 0), (2, 0, 0, 2, 0)]
    assert counts() == before
    assert CasualtyCount.objects.get(incident__code="ucdp-100", group="all").best == 3


def test_of_two_versions_in_one_run_the_newer_has_the_word_in_either_order(tmp_path):
    newer = write_file(tmp_path, row(deaths_b="3", best="3", low="3", high="3"), name="ged241.csv")
    run(newer, write_file(tmp_path, row(), name="ged231.csv"))
    assert outcomes() == [(1, 1, 0, 0, 0), (1, 0, 0, 1, 0)]
    assert ExternalId.objects.get().dataset_version == "24.1"
    assert CasualtyCount.objects.get(group="all").best == 3


def test_a_newer_version_updates_what_it_changes(tmp_path):
    run(write_file(tmp_path, row(), row(id="101")), publish=True)
    changed = row(deaths_b="3", best="3", low="3", high="3", side_b="Other insurgents")
    run(write_file(tmp_path, changed, row(id="101"), name="ged241.csv"), publish=True)
    assert outcomes() == [(2, 0, 1, 1, 0)]
    incident = Incident.objects.get(code="ucdp-100")
    assert "Other insurgents" in incident.title
    assert incident.casualty_counts.get(group="all").best == 3
    assert incident.involvements.count() == 2
    assert incident.external_ids.get().record == changed
    assert incident.version == incident.external_ids.get().imported_at_version == 2
    assert Publication.objects.get(code="ucdp-100", state="live").version == 2
    assert Publication.objects.filter(code="ucdp-101").count() == 1
    assert incident.history.count() == 0


def test_a_newer_version_that_says_the_same_is_remembered_without_a_new_publication(tmp_path):
    run(write_file(tmp_path, row()), publish=True)
    run(write_file(tmp_path, row(), name="ged241.csv"), publish=True)
    assert outcomes() == [(1, 0, 0, 1, 0)]
    assert ExternalId.objects.get().dataset_version == "24.1"
    assert Publication.objects.count() == 1
    run(write_file(tmp_path, row(best="9", high="9"), name="ged231.csv"))
    assert outcomes() == [(1, 0, 0, 1, 0)]


def test_the_same_version_with_changed_text_updates(tmp_path):
    run(write_file(tmp_path, row()))
    run(write_file(tmp_path, row(where_description="in the middle of Rami")))
    assert outcomes() == [(1, 0, 1, 0, 0)]
    assert "in the middle of Rami" in Note.objects.get().body


def test_an_older_version_leaves_everything_unchanged(tmp_path):
    run(write_file(tmp_path, row(), name="ged241.csv"))
    run(write_file(tmp_path, row(best="9", high="9"), name="ged231.csv"))
    assert outcomes() == [(1, 0, 0, 1, 0)]
    assert CasualtyCount.objects.get(group="all").best == 2


def test_a_given_version_is_compared_as_a_number(tmp_path):
    run(write_file(tmp_path, row(), name="a.csv"), dataset_version="9.1")
    run(write_file(tmp_path, row(best="3", high="3", low="3", deaths_b="3"), name="b.csv"), dataset_version="v10.1")
    assert outcomes() == [(1, 0, 1, 0, 0)]


def edit(incident):
    """What the admin does when an analyst saves: another title, another version."""
    Incident.objects.filter(pk=incident.pk).update(title="As an analyst put it", version=incident.version + 1)


def withdraw(incident):
    review.withdraw(incident, by=user_with_role("reviewer"), reason="It was counted twice.")


@pytest.mark.parametrize("touch", [edit, withdraw])
def test_what_analysts_have_touched_is_never_overwritten_but_noted_and_queued_once(tmp_path, touch):
    run(write_file(tmp_path, row()), publish=True)
    touch(Incident.objects.get())
    before = Incident.objects.values().get(), list(CasualtyCount.objects.values()), list(ExternalId.objects.values())
    newer = write_file(tmp_path, row(deaths_b="3", best="3", low="3", high="3"), name="ged241.csv")
    run(newer, publish=True)
    assert outcomes() == [(1, 0, 0, 1, 0)]
    assert (
        Incident.objects.values().get(),
        list(CasualtyCount.objects.values()),
        list(ExternalId.objects.values()),
    ) == before
    body = Note.objects.get(kind="discrepancy").body
    assert "UCDP GED 24.1" in body
    assert "best: “2” → “3”" in body
    conflict = ReviewEvent.objects.get(action="conflict")
    assert conflict.from_status == conflict.to_status == before[0]["status"]
    tables = counts()
    run(newer, publish=True)
    assert counts() == tables


def test_a_newer_row_of_a_merged_incident_is_told_to_the_one_it_went_into(tmp_path):
    run(write_file(tmp_path, row()), publish=True)
    incident, into, reviewer = Incident.objects.get(), IncidentFactory(), user_with_role("reviewer")
    Publication.objects.all().delete()
    merging.merge(incident, into=into, by=reviewer)
    run(write_file(tmp_path, row(deaths_b="3", best="3", low="3", high="3"), name="ged241.csv"), publish=True)
    assert outcomes() == [(1, 0, 0, 1, 0)]
    assert Note.objects.get(kind="discrepancy").incident == into
    assert ReviewEvent.objects.get(action="conflict").incident == into
    assert CasualtyCount.objects.get(group="all").best == 2
    assert Incident.objects.count() == 2


def test_an_incident_that_was_sent_back_is_in_the_hands_of_analysts(tmp_path):
    run(write_file(tmp_path, row()))
    incident, reviewer = Incident.objects.get(), user_with_role("reviewer")
    review.submit(incident, by=reviewer)
    review.send_back(incident, by=reviewer, reason="Look at the place.")
    run(write_file(tmp_path, row(best="3", high="3", low="3", deaths_b="3"), name="ged241.csv"))
    assert CasualtyCount.objects.get(group="all").best == 2
    assert ReviewEvent.objects.filter(action="conflict").count() == 1


def test_a_touched_incident_whose_row_is_the_same_makes_no_noise(tmp_path):
    path = write_file(tmp_path, row())
    run(path)
    edit(Incident.objects.get())
    run(path, publish=True)
    assert not ReviewEvent.objects.exists()
    assert not Publication.objects.exists()


def test_an_incident_of_our_own_keeps_its_code(tmp_path):
    IncidentFactory(code="ucdp-100")
    assert "already bears the code ucdp-100" in refuse(write_file(tmp_path, row(), row(id="101")))
    assert ledger() == [(2, "100", "rejected", "id"), (3, "101", "new", "")]


def test_published_events_are_public_at_once_with_the_row_and_its_event(tmp_path):
    run(write_file(tmp_path, row(), row(id="101")), publish=True)
    public = json.loads(Publication.objects.get(code="ucdp-100").document)
    assert (public["country"], public["admin1_code"], public["place"]) == ("SY", "SY-ID", "Rami village")
    assert public["external_ids"][0]["record"] == row()
    assert [cell["best"] for cell in public["cells"] if cell["harm"] == "killed"] == [2, 2]
    assert Incident.objects.filter(status="published").count() == 2
    assert ReviewEvent.objects.filter(action="publish", by__username="import").count() == 2
    assert ImportRun.objects.get().published is True


def test_what_is_published_from_memory_is_what_the_database_says(tmp_path):
    run(
        write_file(tmp_path, row(where_prec="2", number_of_sources="-1", source_article="Reuters 1/2 2013; a diary")),
        publish=True,
    )
    coding = gather(Incident.objects.all())[0]
    again = document.build(coding, public_geography(coding), live_codes=set())
    public = json.loads(Publication.objects.get().document)
    later = {"version", "previous_sha256", "published_at", "change_note"}
    assert {key: value for key, value in public.items() if key not in later} == json.loads(
        document.canonical_json(again)
    )


def test_events_imported_as_drafts_are_published_by_importing_again_with_publish(tmp_path):
    path = write_file(tmp_path, row(), row(id="101"))
    run(path)
    assert not Publication.objects.exists()
    assert "2 published" in run(path, publish=True)
    assert outcomes() == [(2, 0, 0, 2, 0)]
    assert Publication.objects.count() == 2


def test_nothing_is_written_when_the_database_has_moved_on_meanwhile(tmp_path, monkeypatch):
    run(write_file(tmp_path, row()))
    from incidents.exchange import ledger as ledger_module

    def record(*args, **options):
        edit(Incident.objects.get())
        return original(*args, **options)

    original = ledger_module.record
    monkeypatch.setattr(ledger_module, "record", record)
    assert "changed meanwhile" in refuse(write_file(tmp_path, row(best="3", high="3", low="3"), name="ged241.csv"))
    assert CasualtyCount.objects.get(group="all").best == 2
    assert ImportRun.objects.first().written is False


def test_the_number_of_queries_does_not_grow_with_the_rows(tmp_path, django_assert_max_num_queries):
    path = write_file(tmp_path, *(row(id=str(number)) for number in range(100, 400)))
    with django_assert_max_num_queries(90):
        run(path, publish=True)


def test_the_import_may_be_somebody_s(tmp_path):
    editor = user_with_role("editor", username="ada")
    run(write_file(tmp_path, row()), by="ada")
    assert Incident.objects.get().created_by == editor
    assert ImportRun.objects.get().by == editor
