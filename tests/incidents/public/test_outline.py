"""What is said of many incidents above a map or a list: claimed, and not known."""

import pytest
from django.http import QueryDict

from incidents.public.counting import count
from incidents.public.filters import read_query
from incidents.public.outline import Outline, Remark, outline
from tests.factories import PublicationFactory

pytestmark = pytest.mark.django_db


def said(text: str = "") -> Outline:
    query = read_query(QueryDict(text))
    found = count(query)
    return outline(query, found.totals, found.summary.counts())


def test_what_is_claimed_is_told_by_kind_and_leads_to_its_incidents() -> None:
    PublicationFactory(responsibility="admitted")
    PublicationFactory.create_batch(2, responsibility="attributed")
    PublicationFactory()
    assert said("country=IQ").claimed == (
        Remark("admitted by somebody (1)", "country=IQ&responsibility=admitted"),
        Remark("blamed on somebody (2)", "country=IQ&responsibility=attributed"),
    )


def test_what_is_not_known_is_told_with_how_many() -> None:
    PublicationFactory(responsibility="admitted", killed_state="figure", killed_low=1, killed_best=1, killed_high=1)
    PublicationFactory(precision="adm1")
    PublicationFactory(precision="country", responsibility="no_claim")
    PublicationFactory(nowhere=True)
    assert said().not_known == (
        Remark("who did it (3)", "responsibility=no_claim&responsibility=not_stated"),
        Remark("how many died (3)"),
        Remark("the place within a district or province (1)", "precision=adm2&precision=adm1"),
        Remark("the place within a region or country (1)", "precision=region&precision=country&precision=sea_air"),
        Remark("any point on the map (1)", "precision=no_point"),
    )


def test_a_remark_counts_only_what_matches() -> None:
    PublicationFactory(responsibility="admitted")
    PublicationFactory(responsibility="no_claim")
    PublicationFactory(responsibility="not_stated")
    found = said("responsibility=no_claim")
    assert found.claimed == ()
    assert found.not_known[0] == Remark("who did it (1)", "responsibility=no_claim")
