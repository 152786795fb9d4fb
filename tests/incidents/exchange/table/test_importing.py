"""The import of a table as a whole: what a row becomes, run twice, met by an analyst, refused, and from its command."""

import io

import pytest
from django.apps import apps
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from articles.models import Article, Publisher
from incidents.coding import review
from incidents.exchange.table import importing, mapping, undo
from incidents.exchange.table.sheet import Sheet
from incidents.models import (
    Actor,
    CasualtyCount,
    Citation,
    ExternalId,
    ImportRow,
    ImportRun,
    Incident,
    Location,
    Place,
    Publication,
    Statement,
    TableMap,
)
from tests.factories import IncidentFactory, PlaceFactory, UserFactory, user_with_role
from tests.incidents.exchange.table.made import (
    HEADER,
    MAP,
    a_map,
    csv_bytes,
    day,
    imported,
    problems,
    row,
    rows,
    table,
    xlsx_bytes,
)

pytestmark = pytest.mark.django_db

LEDGER = {"importrun", "importfile", "importrow"}


def counts():
    """How many rows each table has, the ledger aside."""
    tables = [*apps.get_app_config("incidents").get_models(), *apps.get_app_config("articles").get_models(), User]
    return {each.__name__: each.objects.count() for each in tables if each._meta.model_name not in LEDGER}


def outcomes(run):
    """new, updated, unchanged and rejected of each file of the run."""
    return [(each.rows, each.new, each.updated, each.unchanged, each.rejected) for each in run.files.order_by("id")]


def command(folder, data, *, text=MAP, name="notes.csv", **options):
    """Imports a file by the command and returns what it said."""
    (folder / name).write_bytes(data)
    (folder / "map.toml").write_text(text)
    out = io.StringIO()
    if text:
        options["map"] = folder / "map.toml"
    call_command("import_table", folder / name, stdout=out, stderr=out, **options)
    return out.getvalue()


def refused(folder, data, **options):
    out = io.StringIO()
    with pytest.raises(CommandError) as caught:
        out.write(command(folder, data, **options))
    return str(caught.value)


# What a row becomes


def test_a_row_becomes_a_draft_with_its_date_place_toll_and_summary():
    imported(csv_bytes(row()))
    incident = Incident.objects.get()
    assert (incident.code, incident.title) == ("field-notes-a-1", "Shooting in Ramadi, Anbar")
    assert (incident.date_edtf, incident.attack_type, incident.status) == ("2022-03-25", "shooting", "draft")
    assert (incident.summary, incident.created_by is not None) == ("Gunmen fired.", True)
    location = Location.objects.get()
    assert (location.is_primary, location.precision, location.place.name) == (True, "settlement", "Ramadi")
    assert (str(location.place.latitude), str(location.place.longitude)) == ("33.425800", "43.299600")
    assert location.place.parent is not None
    assert (location.place.parent.name, location.place.parent.iso_3166_2) == ("Anbar", "IQ-AN")
    tolls = CasualtyCount.objects.order_by("id").values_list("harm", "group", "count_kind", "low", "best", "high")
    assert list(tolls) == [("killed", "all", "exact", 4, 4, 4), ("injured", "all", "at_least", 6, 6, None)]
    statement = Statement.objects.get()
    assert (statement.kind, statement.voice, statement.basis) == ("account", "publisher", "media_or_witness")


def test_every_value_is_cited_from_its_own_cell_of_the_one_dataset_record():
    imported(csv_bytes(row()), a_map(publisher="Watch Group", version="2022"))
    dataset = Article.objects.get()
    assert (dataset.kind, dataset.holding, dataset.title) == ("dataset_record", "excerpt", "Field notes (2022)")
    assert dataset.publisher is not None
    assert dataset.publisher.name == "Watch Group"
    cited = Citation.objects.order_by("id").values_list("field", "basis", "exact", "comment")
    assert list(cited) == [
        ("date_edtf", "stated", "2022-03-25", "Column Date"),
        ("attack_type", "stated", "shooting", "Column Type"),
        ("place", "stated", "Ramadi", "Column Town"),
        ("", "stated", "A-1", "The row of the table with this identifier."),
        ("", "stated", "4", "Column Dead"),
        ("", "stated", "at least 6", "Column Hurt"),
    ]


def test_a_blank_toll_is_not_mentioned_and_never_zero():
    imported(csv_bytes(row(Dead="", Hurt="")))
    assert CasualtyCount.objects.count() == 0


def test_a_column_that_is_not_there_leaves_the_value_unknown_and_inferred():
    header = ("Ref", "Date", "Town")
    made = a_map_of(header)
    imported(csv_bytes(("1", "2022-03-25", "Ramadi"), header=header), made)
    incident = Incident.objects.get()
    assert (incident.attack_type, incident.title) == ("unknown", "Incident in Ramadi")
    cited = Citation.objects.get(field="attack_type")
    assert (cited.basis, cited.exact, cited.comment) == ("inferred", "", "The table does not say it.")


def a_map_of(header, more=""):
    columns = {"Ref": "id", "Date": "date", "Town": "place", "Who": "accused", "Claim": "responsibility"}
    lines = "\n".join(f'{columns[each]} = "{each}"' for each in header)
    return mapping.read_map(f'dataset = "Small"\n{more}\n[columns]\n{lines}\n[fixed]\ncountry = "IQ"\n')


@pytest.mark.parametrize("cell", ["unknown", "Unknown", "not known", "Unidentified"])
def test_that_who_did_it_is_not_known_accuses_nobody(cell):
    header = ("Ref", "Date", "Town", "Who")
    imported(csv_bytes(("1", "2022-03-25", "Ramadi", cell), header=header), a_map_of(header))
    assert list(Statement.objects.values_list("kind", flat=True)) == ["account"]
    assert not Actor.objects.exists()


def test_who_is_not_known_beside_a_name_leaves_the_name():
    Actor.objects.create(name="Army", kind="state_force")
    header = ("Ref", "Date", "Town", "Who")
    imported(csv_bytes(("1", "2022-03-25", "Ramadi", "Army|unknown"), header=header), a_map_of(header))
    assert [each.name for each in Statement.objects.get(kind="assessment").accused.all()] == ["Army"]


@pytest.mark.parametrize("cell", ["?", "-", "N/A", "none", "Nobody"])
def test_what_is_no_name_is_not_accused_but_refused(cell):
    header = ("Ref", "Date", "Town", "Who")
    data = csv_bytes(("1", "2022-03-25", "Ramadi", cell), header=header)
    (problem,) = problems(data, a_map_of(header))
    assert "names nobody" in problem[-1]
    assert not Actor.objects.exists()


def test_known_actors_are_found_by_any_spelling():
    army = Actor.objects.create(name="Iraqi Army", kind="state_force")
    army.names.create(name="Army")
    header = ("Ref", "Date", "Town", "Who")
    imported(csv_bytes(("1", "2022-03-25", "Ramadi", "army"), header=header), a_map_of(header))
    assert list(Statement.objects.get(kind="assessment").accused.all()) == [army]


def test_a_row_without_a_point_takes_the_one_known_place_of_its_name():
    known = PlaceFactory(name="Ramadi", country="IQ")
    imported(csv_bytes(row(Lat="", Long="", Province="")))
    assert Location.objects.get().place == known


def test_a_row_without_a_point_guesses_nothing_between_two_places_of_its_name():
    PlaceFactory(name="Ramadi", country="IQ")
    PlaceFactory(name="Ramadi", country="IQ", latitude="35")
    imported(csv_bytes(row(Lat="", Long="", Province="")))
    assert Location.objects.get().place.latitude is None


def test_a_span_is_a_window_or_a_duration_as_the_map_says():
    header = ("Ref", "Date", "Until")
    text = 'dataset = "S"\n{}[columns]\nid = "Ref"\ndate = "Date"\ndate_end = "Until"\n[fixed]\ncountry = "IQ"\n'
    data = csv_bytes(("1", "2022-03-25", "2022-03-27"), header=header)
    imported(data, mapping.read_map(text.format("")))
    assert Incident.objects.get().date_edtf == "[2022-03-25..2022-03-27]"
    imported(data, mapping.read_map(text.format('date_range = "duration"\n')))
    assert Incident.objects.get().date_edtf == "2022-03-25/2022-03-27"


def test_an_excel_file_is_read_like_a_csv_and_its_dates_are_dates():
    cells = list(row())
    cells[1], cells[5], cells[6], cells[7] = day("2022-03-25"), 33.4258, 43.2996, 4  # type: ignore[call-overload]
    imported(xlsx_bytes(cells))
    assert Incident.objects.get().date_edtf == "2022-03-25"
    assert CasualtyCount.objects.get(harm="killed").best == 4
    assert str(Place.objects.get(name="Ramadi").latitude) == "33.425800"


SOURCES = """
[[sources]]
title = "First"
url = "First link"

[[sources]]
publisher = "Second outlet"
date = "Second day"

[[tolls]]
by = "Police say"
killed = "Police dead"
"""


def test_several_sources_and_tolls_stand_in_repeated_columns():
    header = (*HEADER, "First", "First link", "Second outlet", "Second day", "Police say", "Police dead")
    cells = (*row(), "Gunmen", "https://news.example/1", "The Daily", "2022-03-26", "the police", "3")
    imported(csv_bytes(cells, header=header), a_map(SOURCES))
    first, second = Article.objects.filter(holding="reference_only").order_by("id")
    assert (first.title, first.url) == ("Gunmen", "https://news.example/1")
    assert second.publisher is not None
    assert (second.publisher.name, second.published_edtf) == ("The Daily", "2022-03-26")
    police = CasualtyCount.objects.select_related("statement").get(best=3)
    assert (police.statement.voice, police.statement.speaker_text) == ("unnamed", "the police")
    assert (police.statement.basis, Statement.objects.count()) == ("unsourced", 2)


FILES = """
[sources_file]
id = "Incident"
title = "Headline"
url = "Link"

[tolls_file]
id = "Incident"
by = "Who"
killed = "Dead"
"""


def test_several_sources_and_tolls_stand_in_files_of_their_own():
    sources = csv_bytes(
        ("A-1", "One", "https://news.example/1"), ("A-1", "Two", ""), header=("Incident", "Headline", "Link")
    )
    tolls = csv_bytes(("A-2", "the mayor", "7"), header=("Incident", "Who", "Dead"))
    run = imported(csv_bytes(*rows(2)), a_map(FILES), sources=sources, tolls=tolls)
    assert outcomes(run) == [(2, 2, 0, 0, 0), (2, 2, 0, 0, 0), (1, 1, 0, 0, 0)]
    assert Citation.objects.filter(article__title__in=["One", "Two"], incident__code="field-notes-a-1").count() == 2
    assert CasualtyCount.objects.get(best=7).incident.code == "field-notes-a-2"
    again = imported(csv_bytes(*rows(2)), a_map(FILES), sources=sources, tolls=tolls)
    assert outcomes(again) == [(2, 0, 0, 2, 0), (2, 0, 0, 2, 0), (1, 0, 0, 1, 0)]


def test_a_row_of_a_second_file_that_belongs_to_none_refuses_everything():
    sources = csv_bytes(("A-9", "One", ""), ("A-1", "", "ftp://x"), header=("Incident", "Headline", "Link"))
    judgement = importing.judge_files(
        table(csv_bytes(row())), a_map(FILES), further={"sources": table(sources, "sources.csv")}
    )
    assert not judgement.is_clean
    assert [(name, each.line, each.column) for name, each in judgement.problems()] == [
        ("sources.csv", 2, "Incident"), ("sources.csv", 3, "Link"),
    ]  # fmt: skip


# Run again


def test_the_same_table_again_changes_nothing():
    imported(csv_bytes(*rows(3)))
    before = counts()
    run = imported(csv_bytes(*rows(3)))
    assert outcomes(run) == [(3, 0, 0, 3, 0)]
    assert counts() == before | {"User": before["User"] + 1}


def test_a_table_whose_dates_prove_their_own_order_is_unchanged_too():
    data = csv_bytes(row(Date="25/03/2022"), row(Ref="A-2", Date="03/04/2022"))
    imported(data)
    assert outcomes(imported(data)) == [(2, 0, 0, 2, 0)]


def test_a_changed_row_updates_its_incident_and_no_other():
    imported(csv_bytes(*rows(2)))
    run = imported(csv_bytes(row(Ref="A-1", Dead="5", Town="Hit"), row(Ref="A-2")))
    assert outcomes(run) == [(2, 0, 1, 1, 0)]
    changed = Incident.objects.get(code="field-notes-a-1")
    assert changed.casualty_counts.get(harm="killed").best == 5
    assert (changed.version, changed.external_ids.get().imported_at_version) == (2, 2)
    assert changed.locations.get().place.name == "Hit"
    assert Incident.objects.get(code="field-notes-a-2").version == 1


def test_another_map_of_the_same_rows_codes_them_anew():
    imported(csv_bytes(*rows(2)))
    run = imported(csv_bytes(*rows(2)), a_map(actor_kind="armed_group"))
    assert outcomes(run) == [(2, 0, 2, 0, 0)]


def test_a_row_that_differs_from_what_an_analyst_changed_is_refused_and_nothing_is_written():
    imported(csv_bytes(*rows(2)))
    Incident.objects.filter(code="field-notes-a-1").update(version=2, title="By hand")
    judgement = importing.judge_files(table(csv_bytes(row(Ref="A-1", Dead="9"), row(Ref="A-2", Dead="9"))), a_map())
    assert [(each.line, each.column) for _, each in judgement.problems()] == [(2, "Ref")]
    assert "Analysts have changed or reviewed this incident" in judgement.problems()[0][1].reason
    run = imported(csv_bytes(*rows(2)))
    assert outcomes(run) == [(2, 0, 0, 2, 0)]


def test_a_code_that_another_incident_bears_is_refused():
    IncidentFactory(code="field-notes-a-1")
    judgement = importing.judge_files(table(csv_bytes(row())), a_map())
    assert [str(each) for _, each in judgement.problems()] == [
        "Line 2, column Ref: Another incident already bears the code field-notes-a-1."
    ]


def test_identifiers_that_make_no_code_get_one_by_their_digest():
    imported(csv_bytes(row(Ref="حادث ١"), row(Ref="A/1"), row(Ref="a.1")))
    codes = list(Incident.objects.order_by("pk").values_list("code", flat=True))
    assert len(set(codes)) == 3
    assert all(code.startswith("field-notes") for code in codes)


# The command


def test_the_command_says_how_the_file_was_read_and_what_became_of_its_rows(tmp_path):
    data = csv_bytes(row(Date="25/03/2022", Town="Café"), delimiter=";", encoding="cp1252")
    said = command(tmp_path, data)
    assert "Encoding: Windows-1252 (Western), guessed, it reads “Café”" in said
    assert "Separator: semicolon" in said
    assert "Dates in “Date”: day-month-year, proven by “25/03/2022”" in said
    assert "notes.csv: 1 rows = 1 new, 0 updated, 0 unchanged, 0 rejected" in said
    assert Incident.objects.get().created_by.username == "import"


def test_one_wrong_cell_refuses_the_whole_table_and_the_ledger_has_every_row(tmp_path):
    before = counts()
    said = refused(tmp_path, csv_bytes(row(), row(Ref="A-2", Dead="1_000", Date="03/04/2022"), row(Ref="A-3")))
    assert said.startswith("Nothing was written: rows were rejected.")
    assert counts() == before
    run = ImportRun.objects.get()
    assert (run.written, run.dataset, outcomes(run)) == (False, "Field notes", [(3, 2, 0, 0, 1)])
    assert run.files.get().dataset_version == "undated"
    wrong = ImportRow.objects.get(outcome="rejected")
    assert (wrong.line, wrong.value, wrong.column) == (3, "Field notes/A-2", "Dead")
    assert "“1_000” can be read in two ways" in wrong.reason
    assert "Date: “03/04/2022” can be two days" in wrong.reason


def test_a_dry_run_writes_the_ledger_alone(tmp_path):
    before = counts()
    assert "Dry run" in command(tmp_path, csv_bytes(row()), dry_run=True)
    assert counts() == before
    assert ImportRun.objects.get().dry_run


def test_the_command_publishes_in_the_same_transaction_when_told_to(tmp_path):
    assert "2 published" in command(tmp_path, csv_bytes(*rows(2)), publish=True)
    live = Publication.objects.live().order_by("code")
    assert [(each.code, each.killed_best, each.killed_state, each.country) for each in live] == [
        ("field-notes-a-1", 4, "figure", "IQ"), ("field-notes-a-2", 4, "figure", "IQ"),
    ]  # fmt: skip
    assert set(Incident.objects.values_list("status", flat=True)) == {"published"}


def test_the_command_hands_drafts_to_the_reviewers_when_told_to(tmp_path):
    assert "2 handed in for review" in command(tmp_path, csv_bytes(*rows(2)), submit=True)
    assert set(Incident.objects.values_list("status", "review_events__action")) == {("in_review", "submit")}
    said = refused(tmp_path, csv_bytes(row(Ref="A-1", Dead="9"), row(Ref="A-2")))
    assert "rows were rejected" in said
    assert undo.objections(ImportRun.objects.last())[0].startswith("2 of its incidents are changed, reviewed")


def test_publishing_later_publishes_what_waits(tmp_path):
    command(tmp_path, csv_bytes(*rows(2)))
    assert "2 published" in command(tmp_path, csv_bytes(*rows(2)), publish=True)


def test_nothing_is_written_where_publishing_is_refused(tmp_path, monkeypatch):
    def refuse(codings, *, by):
        raise review.Refused("Not today.")

    monkeypatch.setattr("incidents.management.commands.import_table.publish_many", refuse)
    before = counts()
    assert "Nothing was written. Not today." in refused(tmp_path, csv_bytes(row()), publish=True)
    assert counts() == before
    assert not ImportRun.objects.get().written


def test_a_map_can_be_guessed_from_the_headings(tmp_path):
    said = command(tmp_path, csv_bytes(row()), text="", guess=True)
    assert 'id = "Ref"\ndate = "Date"\nattack_type = "Type"\nadmin1 = "Province"\nplace = "Town"' in said
    assert 'leave_out = ["Hurt", "What"]' not in said
    assert Incident.objects.count() == 0


def test_headings_as_organisations_write_them_suggest_their_field():
    header = ("Nr", "Date of event", "Town / village", "GPS lat", "GPS long")
    guessed = mapping.guess(Sheet(header), dataset="Small")
    assert guessed.columns == dict(zip(("id", "date", "place", "latitude", "longitude"), header, strict=True))


def test_a_map_that_was_saved_is_found_by_the_name_of_the_table(tmp_path):
    importing.save_map(a_map(), by=UserFactory())
    command(tmp_path, csv_bytes(row()), text="", dataset="Field notes")
    assert Incident.objects.count() == 1
    assert "no map saved under “Other”" in refused(tmp_path, csv_bytes(row()), text="", dataset="Other")
    assert TableMap.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("dataset = ", "The map is not TOML"), ("x = 1", "A map has no “x”"), ("", "lacks dataset"),
        ('dataset = "a"\n[columns]\nid = "Ref"\ndead = "Dead"', "names “dead”, which is no field"),
        ('dataset = "a"\n[columns]\ndate = "Date"', "No column is matched with the identifier"),
        ('dataset = "a"\nthousands = ";"\n[columns]\nid = "Ref"\ndate = "Date"', "thousands is “;”"),
        ('dataset = "a"\n[columns]\nid = "R"\ndate = "R"', "The column “R” is matched twice."),
        ('dataset = "a"\n[columns]\nid = "R"\ndate = "D"\n[values.attack_type]\nx = "bang"', "turns “x” into “bang”"),
        ('dataset = "a"\n[columns]\nid = "R"\ndate = "D"\nkilled = "K"\nkilled_low = "L"', "“killed” is matched twice"),
        ('dataset = ["a"]', "“dataset” is not written as it should be"),
    ],
)  # fmt: skip
def test_a_map_that_cannot_be_followed_is_refused_with_the_reason(tmp_path, text, said):
    assert said in refused(tmp_path, csv_bytes(row()), text=text + "\n")


def test_columns_that_the_map_does_not_know_are_named_and_can_be_left_out():
    header = (*HEADER, "Witness")
    data = csv_bytes((*row(), "Layla"), header=header)
    assert problems(data) == [(1, "Witness", "The map neither matches this column nor leaves it out.")]
    assert problems(data, a_map(leave_out='["Witness"]')) == []
    imported(data, a_map(leave_out='["*"]'))
    assert "Layla" not in str(ExternalId.objects.get().record)


def test_a_column_can_be_fixed_and_values_translated():
    more = '[values.attack_type]\n"IED blast" = "planted_explosive"\n[values.killed]\n"?" = "unknown"\n'
    imported(csv_bytes(row(Type="IED blast", Dead="?")), a_map(more))
    assert Incident.objects.get().attack_type == "planted_explosive"
    assert CasualtyCount.objects.get(harm="killed").count_kind == "unknown"
    assert Place.objects.get(kind="country").country == "IQ"


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("import_table", tmp_path / "none.csv")


def test_somebody_must_be_known_to_import_in_their_name(tmp_path):
    editor = user_with_role("editor", username="ed")
    command(tmp_path, csv_bytes(row()), by="ed")
    assert Incident.objects.get().created_by == editor
    assert "There is no user" in refused(tmp_path, csv_bytes(row()), by="nobody")


def test_publishers_are_not_made_twice():
    Publisher.objects.create(name="The Daily", kind="newspaper")
    header = (*HEADER, "Outlet", "Headline")
    made = a_map('[[sources]]\npublisher = "Outlet"\ntitle = "Headline"\n')
    imported(csv_bytes((*row(), "the daily", "Gunmen"), (*row(Ref="A-2"), "The Daily", "Gunmen"), header=header), made)
    assert Publisher.objects.count() == 1
    assert Article.objects.filter(holding="reference_only").count() == 1
