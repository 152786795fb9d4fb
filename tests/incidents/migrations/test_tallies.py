"""Publications of before are counted into the tallies that publishing writes today."""

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from incidents import migrations
from incidents.models import Publication, PublicationFacet, PublicationName, PublicationTally
from incidents.publishing.tallies import differences
from tests.factories import PublicationFactory

pytestmark = pytest.mark.django_db


def test_existing_publications_are_counted() -> None:
    PublicationFactory(weapon=["rocket"])
    PublicationFactory(state="superseded")
    PublicationTally.objects.all().delete()
    PublicationName.objects.all().delete()
    (found,) = Path(str(migrations.__file__)).parent.glob("*_tallies.py")
    import_module(f"incidents.migrations.{found.stem}").count(apps, None)
    tables: Any = (Publication, PublicationFacet, PublicationTally, PublicationName)
    assert list(differences(*(model.objects for model in tables))) == []
    assert PublicationName.objects.get().incidents == 1
