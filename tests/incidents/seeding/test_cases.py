"""Case files: every quote stands in its text, every name is known, and a wrong file is refused with its reason."""

import pytest

from articles.models import Article
from incidents.models import Actor, Citation, Incident, Place, Statement
from incidents.seeding.cases import load_case
from incidents.seeding.records import Register, SeedError
from tests.factories import ActorFactory, ArticleFactory, PlaceFactory, UserFactory

pytestmark = pytest.mark.django_db

HEAD = """
source = "report"
[incident]
code = "iq-2022-01-13-test"
title = "A rocket hits a school"
attack_type = "indirect_fire"
date_edtf = "2022-01-13"
"""


@pytest.fixture
def load(tmp_path):
    register = Register(by=UserFactory.create())
    register.add(
        "report", ArticleFactory.create(text="On Thursday a rocket hit a school. The rocket\u2019s blast hurt two.")
    )
    register.add("town", PlaceFactory.create())
    register.add("The army", ActorFactory.create())

    def write_and_load(text):
        path = tmp_path / "case.toml"
        path.write_text(HEAD + text, encoding="utf-8")
        return load_case(path, register)

    return write_and_load


def test_a_quote_finds_its_span_by_itself_whatever_its_quotation_marks(load):
    load('[[incident.cite]]\nfield = "date_edtf"\nbasis = "calculated"\nquote = "The rocket\'s blast hurt two"')
    citation = Citation.objects.get()
    assert (citation.start, citation.end, citation.exact) == (35, 62, "The rocket\u2019s blast hurt two")
    assert citation.prefix == "Thursday a rocket hit a school. "[-30:]
    assert citation.basis == "calculated"


def test_words_that_are_not_in_the_text_are_refused(load):
    with pytest.raises(SeedError, match=r"case.toml: the words “hit a mosque” are not in"):
        load('[[incident.cite]]\nfield = "attack_type"\nquote = "hit a mosque"')


def test_words_that_stand_twice_are_refused(load):
    with pytest.raises(SeedError, match="stand 2 times"):
        load('[[incident.cite]]\nfield = "attack_type"\nquote = "ocket"')


def test_parts_point_to_each_other_by_key_and_to_shared_rows_by_name(load):
    load("""
[[locations]]
key = "here"
place = "town"
precision = "settlement"
[[weapons]]
type = "rocket"
count = "at least 4"
endpoint = "here"
[[statements]]
kind = "account"
speakers = ["The army"]
[[statements.cite]]
quote = "a rocket hit a school"
""")
    incident = Incident.objects.get()
    weapon = incident.weapons.get()
    assert weapon.endpoint is not None
    assert weapon.endpoint.place == Place.objects.get()
    assert (weapon.count_kind, weapon.low, weapon.best, weapon.high) == ("at_least", 4, 4, None)
    assert list(Statement.objects.get().speakers.all()) == [Actor.objects.get()]
    assert Citation.objects.get().statement == Statement.objects.get()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('[[locations]]\nplace = "nowhere"\nprecision = "site"', "There is no Place called “nowhere”"),
        ('[[weapons]]\ntype = "rocket"\nendpoint = "here"', "There is no Location called “here”"),
        ('[[weapons]]\ntype = "rocket"\ncalibre = 107', "WeaponUse has no field “calibre”"),
        ("[[casualties]]\nharm = 'killed'", "nothing is known of casualties"),
        ("[[weapons]", "case.toml"),
    ],
)
def test_a_wrong_file_is_refused_with_its_reason(load, text, reason):
    with pytest.raises(SeedError, match=reason):
        load(text)


def test_the_coder_stands_in_the_history(load):
    load('[[weapons]]\ntype = "rocket"')
    incident = Incident.objects.get()
    assert incident.created_by == incident.history.get().history_user
    assert incident.weapons.get().history.get().history_user == incident.created_by


def test_a_case_stays_a_draft_until_review_moves_it(load):
    assert load("").status == "draft"
    assert Article.objects.count() == 1
