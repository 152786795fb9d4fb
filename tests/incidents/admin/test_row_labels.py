"""Can the rows of one incident be told apart on its page, without a query more?"""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import ActorFactory, CasualtyCountFactory, IncidentFactory, StatementFactory
from tests.incidents.admin.pages import logged_in, page_of

pytestmark = pytest.mark.django_db


def test_two_lines_with_the_same_number_name_their_people_and_their_account() -> None:
    incident = IncidentFactory()
    said = StatementFactory(incident=incident, voice="named")
    said.speakers.add(ActorFactory(name="The ministry"))
    for nationality in ("IQ", "US"):
        CasualtyCountFactory(incident=incident, statement=said, group="security_force", nationality=nationality)
    page = logged_in("coder")[0].get(page_of(incident)).content.decode()
    assert 'data-label="2 injured (security forces, Iraq), according to The ministry"' in page
    assert 'data-label="2 injured (security forces, United States), according to The ministry"' in page
    assert 'data-label="Account: The ministry"' in page


def test_a_page_asks_no_more_for_lines_of_more_accounts(django_assert_max_num_queries: Any) -> None:
    incident = IncidentFactory()
    client, _ = logged_in("coder")

    def add_account() -> None:
        said = StatementFactory(incident=incident, voice="named")
        said.speakers.add(ActorFactory())
        CasualtyCountFactory(incident=incident, statement=said)

    add_account()
    with CaptureQueriesContext(connection) as one:
        client.get(page_of(incident))
    for _ in range(4):
        add_account()
    with django_assert_max_num_queries(len(one)):
        client.get(page_of(incident))
