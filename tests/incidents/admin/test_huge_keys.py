"""Is a key too large for the database an error beside its field, wherever a row is chosen?"""

import pytest

from incidents.admin.inlines import INLINES
from tests.factories import IncidentFactory, ready_incident
from tests.incidents.admin.pages import add_row, errors_of, filled_in, logged_in, page_of

pytestmark = pytest.mark.django_db

HUGE = "99999999999999999999"
CHOSEN = [
    (inline.model._meta.get_field("incident").remote_field.related_name, name)
    for inline in INLINES
    for name in inline.autocomplete_fields
]


@pytest.mark.parametrize(("prefix", "name"), CHOSEN)
def test_a_huge_key_of_a_row_is_told_beside_its_field(prefix: str, name: str) -> None:
    incident = IncidentFactory()
    client, _ = logged_in("coder")
    data = filled_in(client.get(page_of(incident)))
    add_row(data, prefix, **{name: HUGE})
    response = client.post(page_of(incident), data)
    assert response.status_code == 200
    assert f"{prefix}-0-{name}" in errors_of(response)


def test_a_huge_key_of_the_incident_to_merge_into_is_told_beside_its_field() -> None:
    incident = ready_incident()
    client, _ = logged_in("editor")
    address = page_of(incident).replace("change/", "review/merge/")
    response = client.post(
        address, {"into": HUGE, "reason": "Twice.", "confirmed": "on", "seen_version": incident.version}
    )
    assert response.status_code in (200, 409)
    assert "into" in response.context["form"].errors
