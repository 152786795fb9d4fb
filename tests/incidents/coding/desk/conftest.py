"""Who sits at the desk in these tests?"""

import pytest
from django.test import Client

from tests.factories import ArticleFactory
from tests.incidents.coding.desk.hands import TEXT, Desk


@pytest.fixture
def desk(client: Client) -> Desk:
    """A coder with an article of 14 January 2022 and no incident yet."""
    return Desk(client, ArticleFactory(text=TEXT, published_edtf="2022-01-14"))
