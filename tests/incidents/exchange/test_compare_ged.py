"""UCDP GED goes in, and comes back in its own columns: the round trip as a whole, through its commands."""

import csv
import gzip
import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from incidents.coding.review import publish_many
from incidents.exchange.ged.comparing import compare
from incidents.exchange.ged.files import open_file
from incidents.models import CasualtyCount, Incident
from incidents.publishing import gather
from tests.factories import user_with_role
from tests.incidents.exchange.ged.made import HXL_TAGS, row, write_file

pytestmark = pytest.mark.django_db

SEED = Path(settings.BASE_DIR) / "seeds/ged/ged231_world_1000.csv.gz"
ROWS = 100


def published(path: Path) -> None:
    """The file imported into an empty database, and published."""
    call_command("import_ged", path, publish=True, stdout=io.StringIO(), stderr=io.StringIO())


def told(path: Path, **options) -> str:
    """What the comparison says when nothing differs."""
    output = io.StringIO()
    call_command("compare_ged", path, stdout=output, **options)
    return output.getvalue()


def refused(path: Path, **options) -> str:
    """What the comparison says when something does."""
    output = io.StringIO()
    with pytest.raises(CommandError) as caught:
        call_command("compare_ged", path, stdout=output, **options)
    return output.getvalue() + str(caught.value)


@pytest.fixture
def sample(tmp_path):
    """Every tenth row of the 1,000 real ones."""
    with gzip.open(SEED, "rt", encoding="utf-8", newline="") as lines:
        header, *rows = list(csv.reader(lines))
    path = tmp_path / "ged231_sample.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows[:: len(rows) // ROWS]])
    return path


def test_real_rows_come_back_cell_by_cell(sample):
    published(sample)
    said = told(sample)
    assert said.splitlines()[0] == "100 rows, 0 of them replaced by a later row."
    columns = said.splitlines()[1:]
    assert len(columns) == 49
    assert [line for line in columns if not line.endswith(": 100 equal") and "apostrophe" not in line] == []


def test_without_the_rows_that_are_kept_the_records_say_what_the_scheme_has_columns_for(sample):
    """The guard of the guard: what comes back does not come from the kept row alone, and a difference is seen."""
    published(sample)
    said = refused(sample, own=True)
    for column in ("id", "year", "type_of_violence", "date_prec", "date_start", "date_end", "best", "side_a", "side_b"):
        assert f"  {column}: 100 equal\n" in said
    assert "  event_clarity: 0 equal, 100 DIFFER\n" in said
    assert "came back as ''" in said


def test_a_file_of_another_version_comes_back_and_its_own_columns_are_kept(tmp_path):
    given = row() | {"start_year": "2013", "novelty": "of 2030"}
    path = write_file(tmp_path, given, name="ged301.csv", tags=HXL_TAGS)
    published(path)
    said = told(path)
    assert "  start_year (no column in the layout; kept in the record): 1 equal\n" in said
    assert "  novelty (no column in the layout; kept in the record): 1 equal\n" in said


def test_what_an_analyst_changed_since_differs_from_the_file(sample):
    published(sample)
    incident = Incident.objects.order_by("code").first()
    total = CasualtyCount.objects.get(incident=incident, group="all")
    total.count_kind, total.low, total.best, total.high = "exact", 999, 999, 999
    total.save()
    publish_many(gather([incident]), by=user_with_role("reviewer"))
    said = refused(sample)
    assert "came back as '999'" in said
    assert "  best: 99 equal, 1 DIFFER\n" in said
    assert "  date_start: 100 equal\n" in said


def test_an_event_that_is_not_published_is_missing(sample):
    assert refused(sample).endswith("0 cells differ, 100 events are missing.")


@pytest.mark.parametrize("content", ["", "id,best\n1,2\n", "not a file of GED"])
def test_a_file_that_cannot_be_read_is_told_with_its_line(tmp_path, content):
    path = tmp_path / "ged231.csv"
    path.write_text(content)
    assert "ged231.csv, line 1: " in refused(path)
    assert "No such file" in refused(tmp_path / "nowhere.csv")


def test_the_last_row_of_an_event_has_the_word(tmp_path):
    path = write_file(tmp_path, row(best="2"), row(best="3"))
    returned = {row()["id"]: {name.lower(): cell for name, cell in row(best="3").items()}}
    found = compare(open_file(path), returned, {}, names=list(returned[row()["id"]]))
    assert (found.rows, found.repeated, found.differing, found.missing) == (2, 1, 0, [])
    assert found.columns["best"].equal == 1


def test_an_apostrophe_against_formulas_is_counted_apart(tmp_path):
    path = write_file(tmp_path, row(source_headline="-"))
    cells = {name.lower(): cell for name, cell in row(source_headline="'-").items()}
    found = compare(open_file(path), {row()["id"]: cells}, {}, names=list(cells))
    assert (found.columns["source_headline"].guarded, found.differing) == (1, 0)


def test_the_header_of_hxl_tags_is_no_row(tmp_path):
    path = write_file(tmp_path, row(), tags=HXL_TAGS)
    assert compare(open_file(path), {}, {}, names=[]).rows == 1
