"""Do records published before ties became facets get theirs by the migration?"""

from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps

from incidents import migrations
from incidents.models import PublicationFacet
from tests.factories import publish_document
from tests.incidents.public import documents

pytestmark = pytest.mark.django_db

[MIGRATION] = Path(migrations.__file__).parent.glob("*_reports_and_ties.py")
tie_older_records = import_module(f"incidents.migrations.{MIGRATION.stem}").tie_older_records


def test_ties_and_series_of_older_records_become_facets_once():
    made = publish_document(documents.embassy())
    publish_document(documents.bare())
    PublicationFacet.objects.all().delete()
    for _ in range(2):
        tie_older_records(apps, None)
    found = PublicationFacet.objects.filter(facet__in=["related", "series"]).order_by("facet")
    assert list(found.values_list("publication", "facet", "value")) == [
        (made.pk, "related", "iq-2020-01-03-airport"),
        (made.pk, "series", "Strikes on American personnel in Iraq and Syria"),
    ]
