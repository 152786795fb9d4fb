"""Is the header found where it stands, and is nothing above or below the table passed over without a word?"""

import pytest

from incidents.exchange.table import headers
from incidents.exchange.table.files import TableFile, read_file
from tests.incidents.exchange.table.made import HEADER, a_map, csv_bytes, judged, problems, row, rows, xlsx_bytes

TITLE = [("Report of March", *[""] * 9), ("", *[""] * 9), ("not for publication", "5 April", *[""] * 8)]
UPPER = ("Ref", "Date", "Type", "Where", "", "", "", "Harmed", "", "What")
LOWER = ("", "", "", "Province", "Town", "Lat", "Long", "Dead", "Hurt", "")
JOINED = ("Ref", "Date", "Type", "Where: Province", "Where: Town", "Where: Lat", "Where: Long", "Harmed: Dead",
          "Harmed: Hurt", "What")  # fmt: skip


def files(*lines):
    """The same lines as a CSV and as a workbook, where blank cells are no cells."""
    first, *others = lines
    cells = [[cell or None for cell in line] for line in lines]
    return [csv_bytes(*others, header=first), xlsx_bytes(*cells[1:], header=cells[0])]


def found(data):
    return read_file(TableFile("notes", data), header=headers.FIND)


@pytest.mark.parametrize("data", files(*TITLE, HEADER, *rows(2)))
def test_a_header_below_a_title_is_found_and_what_stands_above_is_told(data):
    sheet = found(data)
    assert (sheet.header, sheet.header_at, sheet.header_line, len(sheet.rows)) == (HEADER, "4", 4, 2)
    assert ("Header", "line 4") in sheet.told
    assert ("Above it, not read", "“Report of March”; “not for publication 5 April”") in sheet.told


@pytest.mark.parametrize("data", files(UPPER, LOWER, *rows(2)))
def test_two_lines_that_name_the_columns_are_put_together(data):
    sheet = found(data)
    assert (sheet.header, sheet.header_at, len(sheet.rows), sheet.rows[0].line) == (JOINED, "1-2", 2, 3)


@pytest.mark.parametrize("data", files(HEADER, *rows(2)))
def test_a_header_in_the_first_line_needs_no_word(data):
    sheet = found(data)
    assert (sheet.header, sheet.header_at) == (HEADER, "")
    assert "Header" not in dict(sheet.told)


def test_a_row_of_data_with_a_cell_under_a_blank_heading_is_no_second_header():
    assert found(csv_bytes(["1", "2022-01-13", "x"], header=["Ref", "Date", ""])).header == ("Ref", "Date", "column 3")


@pytest.mark.parametrize("data", files(*TITLE, HEADER, *rows(2)))
def test_the_map_says_where_the_header_is(data):
    assert problems(data, a_map(header="4")) == []
    assert problems(data, a_map())[0][0] == 1


@pytest.mark.parametrize("data", files(HEADER, *rows(2)))
def test_a_header_that_lies_beyond_the_end_is_told(data):
    assert read_file(TableFile("notes", data), header="9").broken[0].reason == "There is no line 9 for the header."


@pytest.mark.parametrize("setting", ["0", "-1", "2-1", "1-9", "x", "1-2-3"])
def test_a_setting_that_names_no_lines_is_refused(setting):
    with pytest.raises(headers.Unreadable):
        headers.read_setting(setting)


# Columns without a name


def test_a_column_without_name_or_content_is_passed_over_and_one_with_something_in_it_is_not():
    header = (*HEADER, "", "")
    blank = csv_bytes((*row(), "", ""), header=header)
    assert problems(blank) == []
    filled = csv_bytes((*row(), "", "see note"), header=header)
    said = "The map neither matches this column nor leaves it out."
    assert problems(filled) == [(1, "column 12", said)]
    assert problems(filled, a_map(leave_out='["column 12"]')) == []


def test_separators_behind_the_last_column_are_no_cells():
    data = csv_bytes((*row(), "", ""), row(Ref="A-2"))
    assert problems(data) == []
    assert problems(csv_bytes((*row(), "", "x")))[0][:2] == (2, "column 11")


# Below the table


def test_the_table_ends_where_the_map_says_and_what_is_not_read_is_told():
    below = [("TOTAL", *[""] * 6, "8", "12", ""), ("Figures may change", *[""] * 9)]
    data = csv_bytes(*rows(2), *below)
    judgement = judged(data, a_map(until="total"))
    assert (judgement.problems(), len(judgement.main.verdicts)) == ([], 2)
    assert judgement.sheet.remarks == ("2 rows from line 4 on are not read: the table ends before “total”.",)
    assert problems(data)[0] == (
        4, "Date", 'The date is missing. If the table ends here, say in the map: until = "TOTAL".'
    )  # fmt: skip


def test_a_table_without_the_row_that_ends_it_is_read_to_its_end():
    assert len(judged(csv_bytes(*rows(2)), a_map(until="TOTAL")).main.verdicts) == 2
