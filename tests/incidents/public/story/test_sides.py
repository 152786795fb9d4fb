"""Whom a dataset names as the sides, told as the dataset's word."""

import pytest

from incidents.public.story.record import Record
from incidents.public.story.sides import named_sides, verdict
from tests.incidents.public import documents

NEPAL = documents.ACTOR | {"name": "Government of Nepal", "kind": "state"}
CPN = documents.ACTOR | {"name": "CPN-M", "kind": "armed_group"}


def told(*sides: tuple[str, documents.Json], **values: object) -> str:
    rows = [{"actor": actor, "role": role, "certainty": "certain"} for role, actor in sides]
    return named_sides(
        Record(documents.dataset_event(**{"involvements": documents.numbered("involvement", rows)} | values))
    )


def test_both_sides_of_a_clash_are_named() -> None:
    clash = told(("side_a", NEPAL), ("side_b", CPN), violence_type="state_based")
    assert clash == "The dataset names the sides: Government of Nepal (side A) and CPN-M (side B)."


def test_the_one_side_of_one_sided_violence_is_the_datasets_word() -> None:
    assert told(("side_a", NEPAL)) == (
        "The dataset names Government of Nepal as the side that used violence against civilians."
    )


def test_those_attacked_are_no_side() -> None:
    assert told(("attacked", NEPAL)) == ""


def test_sides_that_an_analyst_coded_from_reports_are_not_a_datasets() -> None:
    articles = documents.numbered("article", [documents.ARTICLE])
    assert told(("side_a", CPN), violence_type="", articles=articles, citations=[]) == (
        "The sources name the sides: CPN-M (side A)."
    )


@pytest.mark.parametrize(
    ("document", "label", "text"),
    [
        (documents.bare(), "Not stated", "No source says who did it."),
        (
            documents.dataset_event(),
            "No statement coded",
            "The dataset names LRA as the side that used violence against civilians.",
        ),
        (
            documents.embassy(),
            "Attributed",
            "Somebody is accused; nobody denies it, and nobody accuses another named party.",
        ),
    ],
)
def test_the_verdict_says_nobody_only_where_nobody_is_named(document: documents.Json, label: str, text: str) -> None:
    found = verdict(Record(document))
    assert (found.label, found.text) == (label, text)
