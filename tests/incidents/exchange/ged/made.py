"""Rows and files of UCDP GED, made by hand in the shapes that its publishers ship."""

import csv
import gzip
import io
from pathlib import Path

# One event of one day with two dead, as GED 23.1 lays it out: 49 columns.
PLAIN = {
    "id": "100", "relid": "SYR-2013-1-11973-99", "year": "2013", "active_year": "1", "code_status": "Clear",
    "type_of_violence": "1", "conflict_dset_id": "299.0", "conflict_new_id": "299",
    "conflict_name": "Syria: Government",
    "dyad_dset_id": "11973.0", "dyad_new_id": "11973", "dyad_name": "Government of Syria - Syrian insurgents",
    "side_a_dset_id": "118.0", "side_a_new_id": "118", "side_a": "Government of Syria", "side_b_dset_id": "4456.0",
    "side_b_new_id": "4456", "side_b": "Syrian insurgents", "number_of_sources": "1",
    "source_article": '"Example Wire,2013-01-04,Two dead in a village, activists say"', "source_office": "Example Wire",
    "source_date": "2013-01-04", "source_headline": "Two dead in a village, activists say",
    "source_original": "activists",
    "where_prec": "1", "where_coordinates": "Rami village", "where_description": "at the edge of Rami",
    "adm_1": "Idlib governorate", "adm_2": "Ariha district", "latitude": "35.763369", "longitude": "36.558974",
    "geom_wkt": "POINT (36.558974 35.763369)", "priogrid_gid": "181154", "country": "Syria", "country_id": "652",
    "region": "Middle East", "event_clarity": "1", "date_prec": "1", "date_start": "2013-01-03",
    "date_end": "2013-01-03", "deaths_a": "0", "deaths_b": "2", "deaths_civilians": "0", "deaths_unknown": "0",
    "best": "2", "high": "2", "low": "2", "gwnoa": "652.0", "gwnob": "",
}  # fmt: skip

HXL_TAGS = {
    "date_start": "#date+start",
    "side_a": "#group+name+first",
    "latitude": "#geo+lat",
    "best": "#affected+killed",
}


def row(**cells: str) -> dict[str, str]:
    """The plain event with other cells."""
    return {**PLAIN, **cells}


def csv_text(*rows: dict[str, str], tags: dict[str, str] | None = None, line_end: str = "\n") -> str:
    """A file's text; the columns are those of the first row. ``tags`` is the second header row of the HXL variant."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator=line_end)
    writer.writerow(rows[0])
    if tags is not None:
        writer.writerow([tags.get(column, "") for column in rows[0]])
    writer.writerows(each.values() for each in rows)
    return text.getvalue()


def write_file(folder: Path, *rows: dict[str, str], name: str = "ged231.csv", **options: object) -> Path:
    """A GED file in the folder, packed when its name ends in .gz."""
    path = folder / name
    data = csv_text(*rows, **options).encode()  # type: ignore[arg-type]
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return path
