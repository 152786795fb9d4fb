"""Is a workbook read by the sheet that is meant, and is nothing computed ever trusted?"""

import datetime as dt
import io
import zipfile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from incidents.exchange.table.files import TableFile, read_file
from tests.incidents.exchange.table.made import HEADER, a_map, day, judged, problems, row, rows, saved, xlsx_bytes


def book(*lines) -> Workbook:
    return load_workbook(io.BytesIO(xlsx_bytes(*lines)))


def read(made: Workbook, **options: str):
    return read_file(TableFile("notes.xlsx", saved(made)), **options)


def test_the_first_sheet_that_is_shown_and_filled_is_read_and_the_others_are_named():
    made = book(*rows(2))
    made.create_sheet("Hidden", 0).append(["secret"])
    made["Hidden"].sheet_state = "hidden"
    made.create_sheet("Blank", 1)
    sheet = read(made)
    assert (sheet.told, sheet.header, len(sheet.rows)) == ((("Sheet", "Sheet"),), HEADER, 2)
    assert sheet.other_sheets == ("Hidden", "Blank")


def test_the_map_may_name_the_sheet():
    made = book(*rows(2))
    made.create_sheet("Second").append(["Ref"])
    assert read(made, sheet="Second").header == ("Ref",)
    assert read(made, sheet="Third").broken[0].reason == "There is no sheet “Third”; there are: Sheet, Second."


def test_rows_above_the_header_shift_the_lines_and_not_the_columns():
    made = book(*rows(2))
    made.active.insert_rows(1, 2)
    made.active["H4"] = "NaN"
    assert problems(saved(made))[0][:2] == (4, "Dead")


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("=1+1", "Cell H2 holds a formula or a length of time; put its value there."),
        (dt.timedelta(hours=3), "Cell H2 holds a formula or a length of time; put its value there."),
        ("#N/A", "Cell H2 holds the error #N/A."),
    ],
)
def test_what_is_computed_is_refused_by_its_cell(value, reason):
    made = book(row())
    made.active["H2"] = value
    assert problems(saved(made)) == [(2, "Dead", reason)]


def test_a_text_that_looks_like_a_formula_is_a_text():
    made = book(row())
    made.active["J2"] = "=1+1"
    made.active["J2"].data_type = "s"
    [entry] = judged(saved(made)).entries.values()
    assert entry.summary == "=1+1"


def test_a_number_is_whole_or_a_decimal_as_the_sheet_has_it():
    made = book(row())
    made.active["F2"], made.active["H2"], made.active["I2"] = 33.4258, 1200, 6.0
    [entry] = judged(saved(made)).entries.values()
    assert entry.where.point == (33.4258, 43.2996)
    assert [line.best for line in entry.lines] == [1200, 6]
    made.active["H2"] = 2.5
    assert problems(saved(made))[0][:2] == (2, "Dead")


def test_a_real_date_needs_no_order_and_a_time_of_day_is_not_dropped():
    made = book(row())
    made.active["B2"] = day("2022-04-03")
    assert [each.date for each in judged(saved(made), a_map()).entries.values()] == ["2022-04-03"]
    made.active["B2"] = day("2022-04-03T14:30")
    [(line, column, reason)] = problems(saved(made))
    assert (line, column) == (2, "Date")
    assert reason.startswith("“2022-04-03 14:30:00” has a time of day: give the day alone, or say in the map")
    [entry] = judged(saved(made), a_map(times="left_out")).entries.values()
    assert (entry.date, entry.said["date"].cell) == ("2022-04-03", "2022-04-03 14:30:00")


def test_a_cell_that_is_merged_with_another_says_nothing_by_itself():
    made = book(*rows(3))
    made.active.merge_cells("E2:E3")
    assert problems(saved(made)) == [
        (3, "Town", "Cell E3 is merged with E2: part them, and write in each its own.")
    ]  # fmt: skip


def test_cells_that_are_merged_above_the_header_or_in_a_column_that_is_left_out_are_no_problem():
    made = book(*rows(2))
    made.active.insert_rows(1)
    made.active["A1"] = "Report"
    made.active.merge_cells("A1:J1")
    made.active["K2"], made.active["K3"] = "Team", "North"
    made.active.merge_cells("K3:K4")
    assert problems(saved(made), a_map(header="2", leave_out='["Team"]')) == []


def test_what_is_not_in_the_cells_is_told():
    made = book(*rows(3))
    sheet = made.active
    sheet["J2"].hyperlink = "https://news.example/1"
    sheet["D3"].comment = Comment("Really Antonivka", "field")
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["I"].hidden = True
    assert read(made).remarks == (
        "Column I is hidden in the workbook.",
        "1 hidden row is read like the others (4).",
        "1 cell has a link behind the text, which is not read: give the address a column of its own (J2).",
        "1 cell has a comment, which is not read (D3).",
    )


def test_a_formula_in_a_column_that_is_left_out_keeps_no_row_out():
    made = book(row())
    made.active["K1"], made.active["K2"] = "Sum", "=H2+I2"
    assert problems(saved(made), a_map(leave_out='["Sum"]')) == []


def test_merged_cells_without_end_are_refused():
    merged = (
        b'</sheetData><mergeCells count="2"><mergeCell ref="A5:J1048576"/><mergeCell ref="L5:M1048576"/></mergeCells>'
    )
    data, out = saved(book(row())), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"</sheetData>", merged))
    sheet = read_file(TableFile("notes.xlsx", out.getvalue()))
    assert sheet.broken[0].reason == "The sheet has more merged cells than any table needs: unmerge them."
