"""Does what machines read claim no more than the page, and can it not end its element?"""

import json

from incidents.public.story.linked_data import as_text, linked_data
from incidents.public.story.record import Record
from tests.incidents.public import documents


def told(document: documents.Json) -> documents.Json:
    return linked_data(
        Record(document), address="https://a.example/incidents/x/v1/", json_address="https://a.example/x.json",
        image="https://a.example/x.png",
    )  # fmt: skip


def test_a_record_is_a_report_about_an_event_with_day_and_circle() -> None:
    found = told(documents.embassy())
    assert (found["@type"], found["about"]["@type"]) == ("Report", "Event")
    assert found["about"]["startDate"] == "2022-01-13"
    assert found["about"]["location"]["geo"]["geoRadius"] == "1000"
    assert found["isBasedOn"][3]["archivedAt"] == "https://example.org/archive/4"
    assert "ratingValue" not in json.dumps(found)


def test_a_window_is_no_day() -> None:
    found = told(documents.dataset_event())
    assert "startDate" not in found["about"]
    assert found["temporalCoverage"] == "2010-02-01/2010-02-03"


def test_no_sign_can_end_the_element() -> None:
    text = as_text(told(documents.bare(title="</script><!--&\u2028")))
    assert not {"<", ">", "&", "\u2028"} & set(text)
    assert json.loads(text)["headline"] == "</script><!--&\u2028"
