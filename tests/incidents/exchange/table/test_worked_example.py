"""Does the worked example of docs/import.md come in as the page says?"""

import re
from pathlib import Path

import pytest

from articles.models import Article
from incidents.exchange.table import importing, mapping
from incidents.exchange.table.fields import FIELDS
from incidents.models import Actor, CasualtyCount, Incident
from tests.factories import UserFactory
from tests.incidents.exchange.table.made import table

PAGE = (Path(__file__).resolve().parents[4] / "docs" / "import.md").read_text()


def block(kind: str) -> str:
    found = re.search(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)
    assert found
    return found[1]


@pytest.mark.django_db
def test_the_worked_example_comes_in_as_the_page_says():
    made = mapping.read_map(block("toml"))
    data = block("csv").replace("\n", "\r\n").encode("cp1252")
    judgement = importing.judge_files(table(data), made)
    assert judgement.problems() == []
    assert judgement.sheet.told[0][1].startswith("Windows-1252 (Western), guessed, it reads “café”")
    user = UserFactory()
    importing.carry_out(judgement, importing.record(judgement, by=user), by=user)
    incidents = Incident.objects.order_by("code").values_list("code", "title", "date_edtf", "status")
    assert list(incidents) == [
        ("field-notes-mh-001", "Planted explosive in Al Qayyarah, Nineveh", "2022-03-25", "draft"),
        ("field-notes-mh-002", "Rockets, mortars, artillery, missiles in Dora, Baghdad", "2022-04-03", "draft"),
    ]
    tolls = CasualtyCount.objects.order_by("id").values_list(
        "incident__code", "statement__speaker_text", "harm", "age", "count_kind", "best"
    )
    assert list(tolls) == [
        ("field-notes-mh-001", "Watch Group", "killed", "", "exact", 4),
        ("field-notes-mh-001", "Watch Group", "killed", "child", "exact", 1),
        ("field-notes-mh-001", "Watch Group", "injured", "", "at_least", 6),
        ("field-notes-mh-001", "the police", "killed", "", "exact", 3),
        ("field-notes-mh-002", "Watch Group", "killed", "", "none_reported", None),
        ("field-notes-mh-002", "Watch Group", "injured", "", "exact", 2),
    ]
    assert list(Actor.objects.values_list("name", "kind")) == [("unknown gunmen", "label")]
    assert Article.objects.filter(holding="reference_only").count() == 2


def test_the_page_names_every_field():
    fields = re.search(r"\*\*Fields\.\*\* (.*?)\n\n", PAGE, re.DOTALL)
    assert fields
    plain = {name for name in FIELDS if not re.search("killed|injured|missing|abducted|detained", name)}
    assert plain <= set(re.findall(r"[a-z0-9_]+", fields[1]))


def test_a_map_is_read_back_as_it_was_written():
    made = mapping.read_map(block("toml"))
    assert mapping.read_map(mapping.as_toml(made)) == made
