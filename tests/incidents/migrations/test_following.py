"""Publications of before get the facets that publishing writes today."""

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from incidents import migrations
from incidents.models.publication import PublicationFacet
from tests.factories import PublicationFactory, publish_document
from tests.incidents.public import documents

pytestmark = pytest.mark.django_db

NEW = ("involved", "targeted", "speaker", "series")


def migration() -> Any:
    """By its name and not its number, which follows from what is merged before it."""
    (found,) = Path(str(migrations.__file__)).parent.glob("*_following.py")
    return import_module(f"incidents.migrations.{found.stem}")


def facets() -> set[tuple[str, str, str, str]]:
    named = PublicationFacet.objects.filter(facet__in=NEW)
    return set(named.values_list("publication__code", "facet", "value", "folded"))


def test_existing_publications_get_the_facets_of_new_ones() -> None:
    publish_document(documents.embassy())
    publish_document(documents.dataset_event())
    written = facets()
    assert ("ucdp-ged-412", "involved", "LRA", "lra") in written
    PublicationFacet.objects.filter(facet__in=NEW).delete()
    migration().add_facets(apps, None)
    assert facets() == written


def test_facets_of_versions_that_are_not_live_are_dropped() -> None:
    publish_document(documents.embassy())
    ended = PublicationFactory.create(state="superseded")
    ended.facets.create(facet="accused", value="Formerly accused")
    written = facets()
    migration().forget_facets_of_older_versions(apps, None)
    assert facets() == written
    assert not PublicationFacet.objects.filter(value="Formerly accused").exists()


def test_versions_that_are_not_live_or_were_emptied_get_none() -> None:
    publish_document(documents.embassy(), state="withdrawn")
    PublicationFactory(state="blanked", document="")
    PublicationFactory(document="")
    PublicationFacet.objects.all().delete()
    migration().add_facets(apps, None)
    assert facets() == set()
