"""Does an editor import a table in four steps, look over every problem, and undo the whole of it?"""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from incidents import codebook
from incidents.admin import table_import
from incidents.admin.table_forms import LARGEST_UPLOAD
from incidents.exchange.table import mapping, matching
from incidents.models import Actor, ImportRun, Incident, TableMap, TableUpload
from tests.factories import PublicationFactory
from tests.guarantees.test_roles_and_actions import EDITORS, ROLES, client_of
from tests.incidents.admin.pages import logged_in
from tests.incidents.exchange.table.made import HEADER, MAP, csv_bytes, imported, row, rows, xlsx_bytes
from tests.incidents.exchange.table.test_round_trip import EXAMPLE, for_a_while, published

pytestmark = pytest.mark.django_db

UPLOAD = reverse("admin:incidents_importrun_table")


@pytest.fixture
def editor() -> Client:
    return logged_in("editor", username="ed")[0]


def upload(client: Client, data: bytes, *, name: str = "notes.csv", **more: Any) -> Any:
    return client.post(UPLOAD, {"file": SimpleUploadedFile(name, data), "dataset": "Field notes", **more})


def page(name: str, key: int | None = None) -> str:
    return reverse(f"admin:incidents_importrun_{name}", args=[key or TableUpload.objects.get().pk])


def match(client: Client, *, toml: str = MAP) -> Any:
    return client.post(page("match"), {"toml": toml, "by_toml": "1"})


def as_shown(response: Any) -> dict[str, Any]:
    """What a browser would send of the page that matches columns."""
    context = response.context
    data = {field.html_name: field.value() or "" for field in context["form"]}
    data |= {f"column-{each.number}": each.chosen for each in context["columns"]}
    for group in context["questions"]:
        for each in group["asked"]:
            data |= {f"said-{each.field}-{each.number}": each.said, f"meant-{each.field}-{each.number}": each.meant}
    return data


def said(response: Any) -> list[str]:
    return [str(each) for each in get_messages(response.wsgi_request)]


def test_a_table_goes_from_its_upload_to_drafts(editor: Client) -> None:
    answer = upload(editor, csv_bytes(*rows(3)))
    assert answer["Location"] == page("match")
    shown = editor.get(page("match"))
    chosen = {each.heading: each.chosen for each in shown.context["columns"]}
    assert chosen == {
        "Ref": "id", "Date": "date", "Type": "attack_type", "Province": "admin1", "Town": "place", "Lat": "latitude",
        "Long": "longitude", "Dead": "killed", "Hurt": "injured", "What": "",
    }  # fmt: skip
    answer = editor.post(page("match"), {**as_shown(shown), "column-9": "summary", "fixed_country": "IQ"})
    assert answer["Location"] == page("preview")
    looked_over = editor.get(page("preview"))
    assert looked_over.context["counts"] == [("new", 3), ("updated", 0), ("unchanged", 0), ("rejected", 0)]
    assert looked_over.context["rows"][0]["where"] == "Ramadi, Anbar, Iraq"
    assert looked_over.context["rows"][0]["toll"] == "killed: 4; injured: at least 6"
    assert Incident.objects.count() == 0
    answer = editor.post(page("preview"))
    run = ImportRun.objects.get()
    assert answer["Location"] == reverse("admin:incidents_importrun_change", args=[run.pk])
    assert said(answer) == ["Imported: 3 new, 0 updated, 0 unchanged. What is new waits as a draft."]
    assert set(Incident.objects.values_list("status", "created_by__username")) == {("draft", "ed")}
    assert (TableUpload.objects.count(), TableMap.objects.get().dataset) == (0, "Field notes")
    assert editor.get(answer["Location"]).status_code == 200


def test_the_match_is_found_again_the_next_time(editor: Client) -> None:
    TableMap.objects.create(dataset="Field notes", map=MAP)
    upload(editor, xlsx_bytes(row()), name="notes.xlsx")
    shown = editor.get(page("match"))
    assert shown.context["columns"][9].chosen == "summary"
    assert shown.context["form"]["fixed_country"].value() == "IQ"


def test_a_download_of_our_own_needs_no_match(editor: Client) -> None:
    with for_a_while():
        text = published([EXAMPLE])
    answer = upload(editor, text.encode(), name="incidents.csv")
    assert answer["Location"] == page("preview")
    editor.post(page("preview"))
    assert (Incident.objects.get().code, TableMap.objects.count()) == ("iq-2022-1", 0)


def test_every_problem_is_shown_by_line_and_column_and_nothing_can_be_confirmed(editor: Client) -> None:
    upload(editor, csv_bytes(row(Dead="1.200"), row(Ref="A-2", Date="03/04/2022")))
    match(editor)
    shown = editor.get(page("preview"))
    assert [(problem.line, problem.column) for _, problem in shown.context["problems"]] == [(2, "Dead"), (3, "Date")]
    text = shown.content.decode()
    assert "Nothing can be written: 2 problems" in text
    assert "“1.200” can be read in two ways" in text
    editor.post(page("preview"))
    assert (Incident.objects.count(), ImportRun.objects.count(), TableUpload.objects.count()) == (0, 0, 1)


def test_a_file_that_is_no_table_is_refused_at_the_first_step_in_a_sentence(editor: Client) -> None:
    answer = upload(editor, b"%PDF-1.7 and more")
    told = ["This is a PDF and no table. Ask for the spreadsheet that it was made from."]
    assert (answer.status_code, answer.context["form"].errors) == (200, {"file": told})
    answer = upload(editor, csv_bytes(row()), sources=SimpleUploadedFile("more.csv", b"%PDF-1.7 and more"))
    assert answer.context["form"].errors == {"sources": told}
    assert TableUpload.objects.count() == 0


def test_a_header_below_a_title_is_found_shown_and_kept_in_the_match(editor: Client) -> None:
    upload(editor, csv_bytes(HEADER, row(), header=("Report of March", *[""] * 9)))
    shown = editor.get(page("match"))
    assert [each.heading for each in shown.context["columns"]] == list(HEADER)
    assert "Above it, not read: “Report of March”." in shown.content.decode()
    assert shown.context["form"]["header"].value() == "2"
    editor.post(page("match"), {**as_shown(shown), "fixed_country": "IQ"})
    text = editor.get(page("preview")).content.decode()
    assert "Header: line 2." in text
    assert "Columns that are not read: What." in text


def test_another_header_or_sheet_is_read_anew_before_the_columns_are_taken(editor: Client) -> None:
    upload(editor, csv_bytes(row(), row(Ref="A-2"), header=HEADER), header="2")
    shown = editor.get(page("match"))
    assert shown.context["columns"][0].heading == "A-1"
    answer = editor.post(page("match"), {**as_shown(shown), "header": "1"})
    assert (answer["Location"], said(answer)) == (
        page("match"),
        ["The file has been read anew: look over its columns."],
    )
    anew = editor.get(page("match"))
    assert [each.heading for each in anew.context["columns"]] == list(HEADER)
    assert anew.context["columns"][0].chosen == "id"


def test_a_sheet_that_is_not_there_is_told_and_another_can_be_named(editor: Client) -> None:
    TableMap.objects.create(dataset="Field notes", map=f'sheet = "March"\n{MAP}')
    upload(editor, xlsx_bytes(row()), name="notes.xlsx")
    shown = editor.get(page("match"))
    assert "There is no sheet “March”; there are: Sheet." in shown.content.decode()
    editor.post(page("match"), {**as_shown(shown), "sheet": "Sheet"})
    anew = editor.get(page("match"))
    assert [each.chosen for each in anew.context["columns"]][-1] == "summary"


def test_what_deserves_a_look_is_shown_and_can_be_confirmed(editor: Client) -> None:
    upload(editor, csv_bytes(row(Lat="33.5", Long="36.3")))
    match(editor)
    text = editor.get(page("preview")).content.decode()
    assert "Worth a look: 1 remark" in text
    assert "The point 33.5, 36.3 lies about" in text
    editor.post(page("preview"))
    assert Incident.objects.count() == 1


def test_one_wrong_setting_is_one_problem(editor: Client) -> None:
    upload(editor, csv_bytes(*(row(Ref=f"A-{each}", Lat="33,4258", Long="43,2996") for each in range(9))))
    match(editor)
    text = editor.get(page("preview")).content.decode()
    assert "Nothing can be written: 1 problem<" in text
    assert "18 cells cannot be read with “Decimals are parted by” (decimal) as it is set now." in text


def test_more_problems_than_are_shown_are_still_counted(editor: Client) -> None:
    upload(editor, csv_bytes(*(row(Ref=f"A-{each}", Dead=f"NaN {each}") for each in range(201))))
    match(editor)
    shown = editor.get(page("preview"))
    assert (len(shown.context["problems"]), shown.context["number_of_problems"]) == (200, 201)
    assert "These are the first 200." in shown.content.decode()


def test_a_value_outside_of_the_list_is_asked_for_and_its_answer_kept(editor: Client) -> None:
    upload(editor, csv_bytes(row(Type="IED blast")))
    shown = editor.get(page("match"))
    [group] = shown.context["questions"]
    assert (group["label"], [each.said for each in group["asked"]]) == ("Attack type", ["IED blast"])
    data = {**as_shown(shown), "fixed_country": "IQ", "meant-attack_type-0": "planted_explosive"}
    editor.post(page("match"), data)
    assert mapping.read_map(TableUpload.objects.get().map).values == {"attack_type": {"IED blast": "planted_explosive"}}
    assert editor.get(page("preview")).context["judgement"].is_clean


def test_a_word_in_a_toll_is_asked_for_and_a_number_that_cannot_be_read_is_not(editor: Client) -> None:
    upload(editor, csv_bytes(row(Dead="غير معروف"), row(Ref="A-2", Dead="3*"), row(Ref="A-3", Dead="dozens")))
    shown = editor.get(page("match"))
    [group] = shown.context["questions"]
    assert (group["label"], [each.said for each in group["asked"]]) == ("Killed", ["غير معروف"])
    editor.post(page("match"), {**as_shown(shown), "fixed_country": "IQ", "meant-killed-0": "unknown"})
    looked_over = editor.get(page("preview"))
    assert looked_over.context["rows"][0]["toll"] == "killed: not known; injured: at least 6"
    assert [problem.line for _, problem in looked_over.context["problems"]] == [3]


WHO = (*HEADER, "Accused")
ACCUSING = ((*row(), "ISIS"), (*row(Ref="A-2"), "Turkey|unknown gunmen"), (*row(Ref="A-3"), "unknown"))


def test_names_that_are_no_actors_yet_are_asked_for_by_name_and_shown_as_new(editor: Client) -> None:
    Actor.objects.create(name="Turkey", kind="state")
    upload(editor, csv_bytes(*ACCUSING, header=WHO))
    shown = editor.get(page("match"))
    [group] = shown.context["questions"]
    assert [each.said for each in group["asked"]] == ["ISIS", "unknown gunmen"]
    assert group["meanings"] == [(term.code, term.label) for term in codebook.ACTOR_KIND]
    text = shown.content.decode()
    assert "Accused: what are these names? They are not among the actors yet." in text
    data = {**as_shown(shown), "fixed_country": "IQ"}
    editor.post(page("match"), {**data, "meant-accused-0": "armed_group"})
    looked_over = editor.get(page("preview"))
    assert [(problem.line, problem.column) for _, problem in looked_over.context["problems"]] == [(3, "Accused")]
    again = as_shown(editor.get(page("match")))
    assert again["meant-accused-0"] == "armed_group"
    editor.post(page("match"), {**again, "meant-accused-1": "label"})
    assert mapping.read_map(TableUpload.objects.get().map).actor_kinds == {
        "ISIS": "armed_group", "unknown gunmen": "label",
    }  # fmt: skip
    looked_over = editor.get(page("preview"))
    assert [each["accused"] for each in looked_over.context["rows"]] == [
        "ISIS (new: Armed group)", "Turkey, unknown gunmen (new: Collective label)", "",
    ]  # fmt: skip
    editor.post(page("preview"))
    assert list(Actor.objects.order_by("name").values_list("name", "kind")) == [
        ("ISIS", "armed_group"), ("Turkey", "state"), ("unknown gunmen", "label"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "told"), [("IS\x00IS", "A NUL character stands here"), ("x" * 251, "The text has 251 characters")]
)
def test_what_can_be_no_name_is_not_asked_for_but_told(editor: Client, cell: str, told: str) -> None:
    upload(editor, csv_bytes((*row(), cell), header=WHO))
    shown = editor.get(page("match"))
    assert shown.context["questions"] == []
    editor.post(page("match"), {**as_shown(shown), "fixed_country": "IQ"})
    [(_, problem)] = editor.get(page("preview")).context["problems"]
    assert (problem.line, problem.column) == (2, "Accused")
    assert problem.reason.startswith(told)


def test_of_more_names_than_a_form_holds_those_without_a_kind_are_asked_for_first(
    editor: Client, monkeypatch: Any
) -> None:
    monkeypatch.setattr(matching, "MOST_NAMES", 2)
    upload(editor, csv_bytes((*row(), "ISIS|Turkey|Hamas"), header=WHO))
    shown = editor.get(page("match"))
    assert [each.said for each in shown.context["questions"][0]["asked"]] == ["ISIS", "Turkey"]
    data = {**as_shown(shown), "fixed_country": "IQ", "meant-accused-0": "armed_group", "meant-accused-1": "state"}
    editor.post(page("match"), data)
    shown = editor.get(page("match"))
    assert [(each.said, each.meant) for each in shown.context["questions"][0]["asked"]] == [
        ("Hamas", ""), ("ISIS", "armed_group"),
    ]  # fmt: skip
    editor.post(page("match"), {**as_shown(shown), "meant-accused-0": "armed_group"})
    rows_shown = editor.get(page("preview")).context["rows"]
    assert rows_shown[0]["accused"] == "ISIS (new: Armed group), Turkey (new: State), Hamas (new: Armed group)"


def test_a_name_without_a_kind_is_an_error_unless_one_kind_is_chosen_for_all(editor: Client) -> None:
    upload(editor, csv_bytes(*ACCUSING[:1], header=WHO))
    data = {**as_shown(editor.get(page("match"))), "fixed_country": "IQ"}
    assert data["actor_kind"] == ""
    editor.post(page("match"), data)
    assert "“ISIS” is not among the actors yet" in editor.get(page("preview")).content.decode()
    editor.post(page("match"), {**data, "actor_kind": "armed_group"})
    assert editor.get(page("preview")).context["rows"][0]["accused"] == "ISIS (new: Armed group)"
    assert editor.get(page("match")).context["questions"] == []


def test_columns_that_are_left_out_are_named_where_they_are_matched(editor: Client) -> None:
    upload(editor, csv_bytes((*row(), "Layla"), header=(*HEADER, "Officer")))
    assert "Columns that are left out: What, Officer." in editor.get(page("match")).content.decode()


def test_values_below_the_table_are_not_asked_for(editor: Client) -> None:
    upload(editor, csv_bytes(row(), ("TOTAL", "", "x", *[""] * 4, "4", "6", "")))
    shown = editor.get(page("match"))
    assert [each.said for group in shown.context["questions"] for each in group["asked"]] == ["x"]
    editor.post(page("match"), {**as_shown(shown), "fixed_country": "IQ", "until": "TOTAL"})
    assert editor.get(page("match")).context["questions"] == []


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"column-0": ""}, "No column is matched with the identifier (id)."),
        ({"column-1": "id"}, "Identifier is chosen for two columns."),
        ({"dataset": ""}, "Name of the table: This field is required."),
        ({"lists": ""}, "Lists in a cell are parted by: This field is required."),
    ],
)
def test_a_match_that_is_not_complete_is_told_and_what_was_chosen_stays(
    editor: Client, changed: dict[str, str], told: str
) -> None:
    upload(editor, csv_bytes(row()))
    data = as_shown(editor.get(page("match"))) | changed
    answer = editor.post(page("match"), data)
    assert answer.status_code == 200
    assert told in answer.context["problems"]
    shown = {f"column-{each.number}": each.chosen for each in answer.context["columns"]}
    assert shown == {name: data[name] for name in shown}


def test_a_map_in_toml_that_cannot_be_read_is_told_and_stays(editor: Client) -> None:
    upload(editor, csv_bytes(row()))
    answer = match(editor, toml="dataset = ")
    assert answer.context["problems"][0].startswith("The map is not TOML")
    assert answer.context["toml"] == "dataset = "


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0", b"a,a\r\n1,2\r\n"])
def test_a_file_that_cannot_be_read_is_refused_beside_the_field_and_not_kept(editor: Client, data: bytes) -> None:
    answer = upload(editor, data)
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]
    assert TableUpload.objects.count() == 0


def test_a_file_that_is_too_large_is_for_the_command(editor: Client) -> None:
    answer = upload(editor, b"a" * (LARGEST_UPLOAD + 1))
    assert answer.context["form"].errors["file"] == [
        "The file is larger than 10 MB; import it with manage.py import_table."
    ]


def test_a_table_that_is_too_long_to_be_looked_at_is_for_the_command(editor: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(table_import, "MOST_LOOKED_AT", 2)
    answer = upload(editor, csv_bytes(*rows(3)))
    assert answer.context["form"].errors["file"] == ["The table has 3 rows; import it with manage.py import_table."]


def test_more_rows_than_a_page_waits_for_are_for_the_command(editor: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(table_import, "MOST_ROWS", 2)
    upload(editor, csv_bytes(*rows(3)))
    match(editor)
    assert "manage.py import_table notes.csv --map MAP.toml" in editor.get(page("preview")).content.decode()
    editor.post(page("preview"))
    assert Incident.objects.count() == 0


def test_the_name_of_a_file_is_only_shown(editor: Client) -> None:
    upload(editor, csv_bytes(row()), name="<b>../../etc/passwd.csv")
    text = editor.get(page("match")).content.decode()
    assert "passwd.csv" in text
    assert "<b>" not in text


def test_a_second_file_of_sources_comes_along(editor: Client) -> None:
    sources = SimpleUploadedFile("s.csv", csv_bytes(("A-1", "One"), ("A-9", "Two"), header=("Incident", "Headline")))
    upload(editor, csv_bytes(row()), sources=sources)
    match(editor, toml=MAP + '[sources_file]\nid = "Incident"\ntitle = "Headline"\n')
    shown = editor.get(page("preview"))
    assert [(name, problem.line) for name, problem in shown.context["problems"]] == [("s.csv", 3)]


def test_an_import_is_undone_from_its_page(editor: Client) -> None:
    run = imported(csv_bytes(*rows(2)))
    address = reverse("admin:incidents_importrun_undo", args=[run.pk])
    assert address in editor.get(reverse("admin:incidents_importrun_change", args=[run.pk])).content.decode()
    assert "2 new incidents would be deleted" in editor.get(address).content.decode()
    assert Incident.objects.count() == 2
    assert said(editor.post(address)) == ["Undone: 2 incidents deleted, 0 as they were before."]
    assert Incident.objects.count() == 0
    assert "It was undone on" in editor.get(address).content.decode()


def test_why_an_import_cannot_be_undone_is_told(editor: Client) -> None:
    run = imported(csv_bytes(*rows(2)))
    Incident.objects.filter(code="field-notes-a-1").update(version=2)
    address = reverse("admin:incidents_importrun_undo", args=[run.pk])
    assert "changed, reviewed or imported again since: Field notes/A-1" in editor.get(address).content.decode()
    editor.post(address)
    assert Incident.objects.count() == 2


@pytest.mark.parametrize("role", ROLES)
def test_tables_are_imported_and_undone_by_editors_only(client: Client, role: str) -> None:
    run = imported(csv_bytes(*rows(1)))
    allowed = role in EDITORS
    logged = client_of(role, client)
    assert (logged.get(UPLOAD).status_code == 200) is allowed
    upload(logged, csv_bytes(row()))
    assert TableUpload.objects.exists() is allowed
    logged.post(reverse("admin:incidents_importrun_undo", args=[run.pk]))
    assert Incident.objects.exists() is not allowed


@pytest.mark.parametrize("name", ["match", "preview"])
def test_what_another_has_uploaded_is_not_found(editor: Client, name: str) -> None:
    upload(editor, csv_bytes(row()))
    other, _ = logged_in("editor")
    assert other.get(page(name)).status_code == 404
    assert other.post(page(name)).status_code == 404
    assert editor.get(page(name, 2**63)).status_code == 404
    assert editor.get(page("undo", 2**63)).status_code == 404


def test_an_upload_that_nobody_confirms_goes_after_a_week(editor: Client) -> None:
    upload(editor, csv_bytes(row()))
    TableUpload.objects.update(created_at="2020-01-01T00:00:00Z")
    upload(editor, csv_bytes(row(), header=HEADER), name="new.csv")
    assert [each.name for each in TableUpload.objects.all()] == ["new.csv"]


def test_what_nobody_changes_by_hand_can_be_opened(editor: Client) -> None:
    run = imported(csv_bytes(row()))
    saved = TableMap.objects.create(dataset="Field notes", map=MAP)
    line = run.files.get().ledger.get()
    public = PublicationFactory.create()
    opened = (("importrun", run.pk), ("importrow", line.pk), ("tablemap", saved.pk), ("publication", public.pk))
    for table, key in opened:
        assert editor.get(reverse(f"admin:incidents_{table}_change", args=[key])).status_code == 200
