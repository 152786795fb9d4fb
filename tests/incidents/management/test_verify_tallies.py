"""The command tells tallies that are right from tallies that are not, and mends these."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.http import QueryDict

from incidents.models import PublicationName, PublicationTally, PublicState
from incidents.public import counting
from incidents.public.filters import read_query
from tests.factories import PublicationFactory

pytestmark = pytest.mark.django_db


def verify(*options: str) -> str:
    said = StringIO()
    call_command("verify_tallies", *options, stdout=said)
    return said.getvalue()


def spoil() -> None:
    PublicationTally.objects.all().delete()
    PublicationName.objects.create(facet="weapon", value="grenade", incidents=7)


def test_tallies_in_step_are_said_to_be_so() -> None:
    PublicationFactory(weapon=["rocket"])
    assert verify() == "Every tally agrees with the publications.\n"


def test_tallies_out_of_step_are_told_and_left_alone() -> None:
    PublicationFactory(weapon=["rocket"])
    spoil()
    with pytest.raises(CommandError, match="22 tallies differ"):
        verify()
    assert not PublicationTally.objects.exists()


def test_tallies_out_of_step_are_mended_and_answers_from_them_forgotten() -> None:
    PublicState.objects.create(pk=1, version=3)
    PublicationFactory(weapon=["rocket"])
    spoil()
    assert counting.count(read_query(QueryDict())).totals.incidents == 0
    assert "22 tallies mended." in verify("--mend")
    assert counting.count(read_query(QueryDict())).totals.incidents == 1
    assert verify() == "Every tally agrees with the publications.\n"
