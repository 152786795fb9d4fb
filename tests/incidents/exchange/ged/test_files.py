import gzip

import pytest

from incidents.exchange.ged.files import (
    GedFile,
    UnreadableError,
    is_older,
    open_file,
    read_rows,
    read_version,
    version_in,
)
from tests.incidents.exchange.ged.made import HXL_TAGS, PLAIN, csv_text, row, write_file


def rows_of(text, name="ged231.csv", encoding="utf-8"):
    data = text if isinstance(text, bytes) else text.encode()
    return list(read_rows(GedFile(name, data, "23.1", encoding)))


def problem_of(text, **options):
    with pytest.raises(UnreadableError) as caught:
        rows_of(text, **options)
    return caught.value


@pytest.mark.parametrize(
    ("name", "version"),
    [
        ("ged231.csv", "23.1"),
        ("ged231_world_1000.csv.gz", "23.1"),
        ("ged241-csv.csv", "24.1"),
        ("ged50.csv", "5.0"),
        ("GEDEvent_v25_1.csv", "25.1"),
        ("ged_v25_1.csv", "25.1"),
        ("ucdp-ged-25.1.csv", "25.1"),
        ("GEDEvent_v25_0_9.csv", "25.0.9"),
        ("ged_mexico_18957.csv.gz", ""),
        ("merged231.csv", ""),
        ("events.csv", ""),
    ],
)
def test_the_version_stands_in_the_file_name_or_nowhere(name, version):
    assert version_in(name) == version


def test_a_file_whose_name_says_no_version_is_of_an_unknown_one(tmp_path):
    assert open_file(write_file(tmp_path, row(), name="events.csv")).dataset_version == "unknown"


def test_a_given_version_counts_more_than_the_name(tmp_path):
    assert open_file(write_file(tmp_path, row()), dataset_version="24.1").dataset_version == "24.1"


def test_a_version_may_be_written_with_a_v_and_nothing_else():
    assert read_version(" v23.1 ") == "23.1"
    with pytest.raises(ValueError, match=r"write it as 23\.1"):
        read_version("latest")


@pytest.mark.parametrize(
    ("version", "than", "older"),
    [
        ("23.1", "24.1", True), ("9.1", "10.1", True), ("25.0.9", "25.1", True), ("25", "25.0", False),
        ("24.1", "23.1", False), ("23.1", "23.1", False), ("unknown", "23.1", False), ("23.1", "unknown", False),
    ],
)  # fmt: skip
def test_versions_are_compared_as_numbers_and_an_unknown_one_not_at_all(version, than, older):
    assert is_older(version, than) is older


def test_rows_keep_every_cell_as_it_came_and_the_line_they_begin_on():
    first = row(where_description="two\r\nlines", extra=" kept ")
    rows = rows_of(csv_text(first, {**first, "id": "101"}, line_end="\r\n"))
    assert [each.line for each in rows] == [2, 4]
    assert rows[0].record == first


def test_blank_lines_are_no_rows_and_still_count_as_lines():
    text = csv_text(row(), row(id="101"))
    head, first, second = text.splitlines(keepends=True)
    assert [each.line for each in rows_of(f"{head}\n{first}\n\n{second}\n")] == [3, 6]


def test_the_second_header_row_of_the_hxl_variant_is_no_row():
    rows = rows_of(csv_text(row(), row(id="101"), tags=HXL_TAGS))
    assert [(each.line, each.record["id"]) for each in rows] == [(3, "100"), (4, "101")]


def test_packed_files_are_known_by_their_bytes_whatever_their_name():
    data = gzip.compress(csv_text(row()).encode())
    assert len(rows_of(data, name="ged231.csv")) == len(rows_of(data, name="ged231.csv.gz")) == 1


def test_a_byte_order_mark_is_no_part_of_the_first_column():
    assert rows_of(b"\xef\xbb\xbf" + csv_text(row()).encode())[0].record == PLAIN


def test_a_name_in_gz_that_is_no_archive_is_said():
    assert "not a gzip archive" in problem_of(csv_text(row()), name="ged231.csv.gz").reason


def test_a_cut_off_archive_is_said():
    assert "cut off" in problem_of(gzip.compress(csv_text(row()).encode())[:-30]).reason


def test_a_zip_archive_is_said():
    assert "zip archive" in problem_of(b"PK\x03\x04" + b"\x00" * 40).reason


def test_bytes_in_another_encoding_are_said_with_their_line():
    problem = problem_of(csv_text(row(), row(id="101", where_coordinates="Vélez")).encode("cp1252"))
    assert (problem.line, problem.reason) == (
        3, "Byte 0xe9 is not UTF-8. If the file is Windows-1252, say --encoding cp1252.",
    )  # fmt: skip


def test_a_declared_encoding_is_read():
    rows = rows_of(csv_text(row(where_coordinates="Vélez")).encode("cp1252"), encoding="cp1252")
    assert rows[0].record["where_coordinates"] == "Vélez"


def test_utf_16_is_said():
    assert "UTF-16" in problem_of(csv_text(row()).encode("utf-16")).reason


@pytest.mark.parametrize("text", ["", "\n", "\n\n"])
def test_an_empty_file_is_said(text):
    assert "empty" in problem_of(text).reason


def test_a_missing_column_is_named():
    problem = problem_of(csv_text({name: cell for name, cell in row().items() if name not in ("best", "id")}))
    assert (problem.line, problem.column, problem.reason) == (1, "id", "The header lacks id, best.")


def test_columns_separated_by_semicolons_are_said():
    assert "separated by commas" in problem_of(csv_text(row()).replace(",", ";").replace('"', "")).reason


def test_a_file_needs_a_column_that_tells_the_country():
    cells = {name: cell for name, cell in row().items() if name != "country_id"}
    assert problem_of(csv_text(cells)).column == "country_id"
    assert rows_of(csv_text({**cells, "iso3": "SYR"}))


def test_a_column_named_twice_is_refused():
    problem = problem_of(csv_text(row()).replace("relid", "best", 1))
    assert (problem.column, problem.reason) == ("best", "The header names this column twice: best.")


def test_a_column_without_a_name_is_kept_under_its_number():
    assert rows_of(csv_text(row(**{"": "7"})))[0].record["column_50"] == "7"


def test_ragged_rows_are_told_apart_from_the_others():
    text = csv_text(row(), row(id="101"), row(id="102"))
    head, first, second, third = text.splitlines(keepends=True)
    rows = rows_of(head + first + second.rstrip("\n") + ",more\n" + third)
    assert [each.problem and each.problem.reason for each in rows] == [
        None, "The row has 50 cells where the header has 49.", None,
    ]  # fmt: skip


def test_an_unclosed_quotation_mark_costs_its_own_row_only():
    text = csv_text(row(), row(id="101", relid="UNCLOSED"), row(id="102"), row(id="103"))
    rows = rows_of(text.replace("UNCLOSED", '"never closed'))
    assert [(each.line, each.record.get("id")) for each in rows] == [(2, "100"), (3, None), (4, "102"), (5, "103")]
    assert "never closed" in rows[1].problem.reason


def test_an_unclosed_quotation_mark_in_the_last_row_is_found():
    text = csv_text(row(), row(id="101")).rstrip("\n")
    rows = rows_of(text[: text.rindex(",")] + ',"')
    assert [bool(each.problem) for each in rows] == [False, True]


def test_a_quotation_mark_that_swallows_whole_rows_unnoticed_is_found():
    # The mark opened in the first row is closed by the one that ends the second: 49 cells again.
    cells = list(row().values())
    broken = [",".join(["1", *["x"] * 47]) + ',"a', ",".join(["2", *["x"] * 47]) + ',b"']
    rows = rows_of(csv_text(row()) + "\n".join(broken) + "\n")
    assert len(cells) == 49
    assert "swallows" in rows[1].problem.reason
    assert len(rows) == 3


def test_a_lone_carriage_return_ends_no_line():
    rows = rows_of(csv_text(row()).replace("\n", "\r\n", 1).replace("\r\n100", "\r\n100\r", 1))
    assert "carriage return" in rows[0].problem.reason
