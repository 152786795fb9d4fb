"""Which articles does a row name, and is none of several addresses in a cell lost?"""

import pytest

from incidents.exchange.table import mapping
from tests.incidents.exchange.table.made import csv_bytes, judged, problems

MAP = """
dataset = "Notes"
lists = ";"
[columns]
id = "Ref"
date = "Date"
[fixed]
country = "IQ"
[[sources]]
title = "Headline"
publisher = "Outlet"
url = "Link"
"""
HEADER = ("Ref", "Date", "Headline", "Outlet", "Link")
ONE, OTHER = "https://a.example/1;v=2", "https://b.example/2?x=a,b"


def data(headline, outlet, link):
    return csv_bytes(("1", "2022-01-13", headline, outlet, link), header=HEADER)


def sources(*cells):
    [entry] = judged(data(*cells), mapping.read_map(MAP)).entries.values()
    return [(each.title, each.publisher, each.url) for each in entry.sources]


@pytest.mark.parametrize("between", [" ", "\n", "; ", " ;\n", ", ", ";", " | "])
def test_several_addresses_in_a_cell_are_an_article_each(between):
    assert sources("", "", f"{ONE}{between}{OTHER}") == [("", "", ONE), ("", "", OTHER)]


def test_as_many_headlines_and_outlets_belong_to_them_in_their_order():
    assert sources("First; Second", "A; B", f"{ONE} {OTHER}") == [("First", "A", ONE), ("Second", "B", OTHER)]


def test_one_headline_for_two_addresses_is_an_error_and_no_guess():
    told = problems(data("Only", "", f"{ONE} {OTHER}"), mapping.read_map(MAP))
    assert told == [
        (2, "Headline", "There are 2 addresses beside it: give as many, parted by “;” (lists), or leave it out.")
    ]


def test_one_address_has_its_whole_headline_with_every_sign_in_it():
    assert sources("Four dead; more feared", "", ONE) == [("Four dead; more feared", "", ONE)]


def test_what_is_no_address_beside_one_is_refused():
    [(line, column, reason)] = problems(data("", "", f"{ONE} (archived)"), mapping.read_map(MAP))
    assert (line, column) == (2, "Link")
    assert reason.startswith("An address has no blank inside")


def test_an_address_in_the_column_of_headlines_is_an_address():
    assert sources(f"{ONE} {OTHER}", "", "") == [("", "", ONE), ("", "", OTHER)]
    assert sources("Reuters; AP", "", "") == [("Reuters; AP", "", "")]


def test_a_cell_of_nothing_but_signs_is_read_at_once():
    sheet = judged(data("", "", ONE + " ;" * 50_000), mapping.read_map(MAP))
    assert [problem.column for _, problem in sheet.problems()] == ["Link"]
