"""Is one wrong setting told once, and does what deserves a look come in with a word on it?"""

import pytest

from incidents.exchange.table import importing, mapping, telling
from incidents.models import CasualtyCount, Note
from tests.incidents.exchange.table.made import MAP, a_map, csv_bytes, imported, judged, row, table

WHAT = 'summary = "What"\n'


def told(data, made=None):
    return [(each.line, each.column, each.reason) for _, each in telling.problems(judged(data, made))]


def commas(number):
    return [row(Ref=f"A-{each}", Lat=f"33,4{each}", Long="43,2996") for each in range(1, number + 1)]


def test_one_wrong_decimal_sign_is_one_message_that_counts_the_cells_and_names_the_first():
    [(line, column, reason)] = told(csv_bytes(*commas(50)))
    assert (line, column) == (2, "Lat, Long")
    assert reason == (
        "100 cells cannot be read with “Decimals are parted by” (decimal) as it is set now. The first: line 2, Lat; "
        "line 2, Long; line 3, Lat. There: “33,41” is not a number of decimal degrees such as 33.3128. If the comma "
        'parts decimals, say in the map: decimal = ",".'
    )


def test_it_is_told_the_other_way_round_too():
    [(line, column, reason)] = told(csv_bytes(*(row(Ref=f"A-{each}") for each in range(4))), a_map(decimal=","))
    assert (line, column) == (2, "Lat, Long")
    assert reason.startswith("8 cells cannot be read with “Decimals are parted by” (decimal) as it is set now.")


def test_a_few_cells_are_told_each_for_they_may_be_what_is_wrong():
    found = told(csv_bytes(*commas(1), row(Ref="A-2")))
    assert [(line, column) for line, column, _ in found] == [
        (2, "Lat"),
        (2, "Long"),
    ]


def test_dates_zeros_and_thousands_are_settings_too_and_other_problems_stay_in_their_lines():
    lines = [row(Ref=f"A-{each}", Date="03/04/2022", Dead="0", Hurt="1.200") for each in range(4)]
    found = told(csv_bytes(*lines, row(Ref="A-9", Type="nonsense")))
    assert [(line, column) for line, column, _ in found] == [(2, "Dead"), (2, "Hurt"), (2, "Date"), (6, "Type")]
    assert [reason.split(" ", 1)[0] for _, _, reason in found[:3]] == ["4", "4", "4"]


def test_one_word_that_is_in_no_list_is_told_once():
    [(line, column, reason)] = told(csv_bytes(*(row(Ref=f"A-{each}", Type="Tir") for each in range(40))))
    assert (line, column) == (2, "Type")
    assert reason == (
        "“Tir” is not in the list “Attack type”. A translation in the map can say what it means. So it is in 40 rows, "
        "the first: line 2, Type; line 3, Type; line 4, Type."
    )


def test_how_the_table_was_read_and_what_was_not_is_told():
    found = judged(csv_bytes(row(Date="25/03/2022")), mapping.read_map(f'leave_out = ["*"]\n{MAP}'.replace(WHAT, "")))
    assert telling.facts(found) == [
        "Encoding: UTF-8.", "Separator: comma.", "Dates in “Date”: day-month-year, proven by “25/03/2022”.",
        "Columns that are not read: What.",
    ]  # fmt: skip


def test_a_province_that_is_in_no_list_is_told_for_its_code_is_missing():
    found = judged(csv_bytes(row(), row(Ref="A-2", Province="Ninive"), row(Ref="A-3", Province="بغداد")))
    told = "Provinces that ISO 3166-2 does not know, kept as they are written: Ninive, بغداد."
    assert telling.facts(found)[-1] == told
    mended = a_map('[values.admin1]\nNinive = "Nineveh"\n"بغداد" = "Baghdad"\n')
    found = judged(csv_bytes(row(Province="Ninive"), row(Ref="A-3", Province="بغداد")), mended)
    assert [entry.where.admin1_code for entry in found.entries.values()] == ["IQ-NI", "IQ-BG"]
    assert telling.facts(found) == ["Encoding: UTF-8.", "Separator: comma."]


def test_rows_without_a_country_are_told_once_with_their_number_and_the_first_lines():
    made = mapping.read_map(MAP.replace('[fixed]\ncountry = "IQ"', "").replace("summary = ", "country = "))
    lines = [row(Ref=f"A-{each}", What="" if each > 1 else "Iraq") for each in range(1, 6)]
    assert telling.facts(judged(csv_bytes(*lines), made))[-1] == (
        "4 rows have no country, the first in line 3, 4, 5: a search by country does not find them, and their points "
        "are held against none."
    )
    assert telling.facts(judged(csv_bytes(*lines[:2]), made))[-1] == (
        "1 row has no country, in line 3: a search by country does not find it, and its point is held against none."
    )
    assert "country" not in " ".join(telling.facts(judged(csv_bytes(lines[0]), made)))


def test_every_row_of_a_wrong_setting_is_rejected_and_keeps_its_own_reason():
    found = judged(csv_bytes(*commas(50)))
    assert found.main.count("rejected") == 50
    assert found.main.verdicts[49].reason.startswith("“33,450” is not a number of decimal degrees")


# What deserves a look


def with_children(**cells):
    header = (*("Ref", "Date", "Town", "Dead"), "Children dead")
    values = {"Ref": "A-1", "Date": "2022-03-25", "Town": "Ramadi", "Dead": "3", "Children dead": "5"} | cells
    return csv_bytes([values[name] for name in header], header=header)


def children_map():
    return mapping.read_map(
        "dataset = 'Notes'\n[columns]\nid = 'Ref'\ndate = 'Date'\nplace = 'Town'\nkilled = 'Dead'\n"
        "children_killed = 'Children dead'\n[fixed]\ncountry = 'IQ'\n"
    )


@pytest.mark.django_db
def test_more_children_killed_than_killed_is_remarked_on_and_kept_with_the_record():
    found = judged(with_children(), children_map())
    [(_, remark)] = telling.remarks(found)
    assert (remark.line, remark.column) == (2, "Children dead")
    assert remark.reason == (
        "The table gives killed (child): 5 (column Children dead), which is more than killed: 3 (column Dead)."
    )
    assert found.is_clean
    imported(with_children(), children_map())
    assert [(each.kind, each.body) for each in Note.objects.all()] == [("discrepancy", remark.reason)]
    assert CasualtyCount.objects.count() == 2


def test_what_adds_up_is_not_spoken_of():
    for cells in ({"Children dead": "3"}, {"Dead": ""}, {"Dead": "at least 3"}, {"Children dead": ""}):
        assert telling.remarks(judged(with_children(**cells), children_map())) == []


@pytest.mark.django_db
def test_a_row_that_is_here_already_is_not_remarked_on_again():
    imported(with_children(), children_map())
    again = importing.judge_files(table(with_children()), children_map())
    assert (again.main.count("unchanged"), telling.remarks(again)) == (1, [])
