"""Places and actors in selected words: whole words, any spelling, the longest and likeliest first."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.coding.reading import actors_named, places_named
from incidents.models import ActorName, Place, PlaceName
from tests.factories import ActorFactory, PlaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def iraq() -> dict[str, Place]:
    """Iraq with its capital, and what stands in it."""
    country = PlaceFactory(name="Iraq", kind="country")
    province = PlaceFactory(name="Baghdad", kind="adm1", parent=country)
    city = PlaceFactory(name="Baghdad", kind="settlement", parent=province)
    zone = PlaceFactory(name="Green Zone", kind="zone", parent=city)
    dora = PlaceFactory(name="Dora", kind="neighbourhood", parent=city)
    PlaceName.objects.create(place=city, name="بغداد", language="ar", kind="translation")
    PlaceName.objects.create(place=city, name="Bagdad")
    PlaceName.objects.create(place=country, name="العراق", language="ar", kind="translation")
    PlaceName.objects.create(place=dora, name="Al-Dawrah")
    embassy = PlaceFactory(name="U.S. Embassy in Baghdad", kind="site", parent=zone)
    return {"country": country, "province": province, "city": city, "zone": zone, "dora": dora, "embassy": embassy}


def named(words: str, **options: Place) -> list[tuple[str, str]]:
    return [(place.name, place.kind) for place in places_named(words, **options)]


def test_the_most_specific_place_comes_first(iraq):
    assert named("in the heavily fortified Green Zone in Baghdad, Iraq") == [
        ("Green Zone", "zone"),
        ("Baghdad", "settlement"),
        ("Baghdad", "adm1"),
        ("Iraq", "country"),
    ]


def test_a_long_name_hides_the_short_ones_within_it(iraq):
    assert named("targeted the U.S. Embassy in Baghdad on Thursday night") == [("U.S. Embassy in Baghdad", "site")]


@pytest.mark.parametrize("spelling", ["U.S. Embassy", "US Embassy", "U.S.A. Embassy", "United States Embassy"])
def test_the_spellings_of_the_united_states_are_one(iraq, spelling):
    assert named(f"the {spelling} in Baghdad") == [("U.S. Embassy in Baghdad", "site")]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Iraq’s factions", "Iraq"),
        ("Iraq's factions", "Iraq"),
        ("BAGHDAD —", "Baghdad"),
        ("Bagdad", "Baghdad"),
        ("in Al-Dawrah", "Dora"),
        ("in al Dáwrah", "Dora"),
        ("في بغداد", "Baghdad"),
        ("ببغداد", "Baghdad"),
        ("وبغداد", "Baghdad"),
        ("في العراق", "Iraq"),
        ("بالعراق", "Iraq"),
        ("للعراق", "Iraq"),
        ("والعراق", "Iraq"),
    ],
)
def test_every_spelling_finds_the_one_place(iraq, words, expected):
    assert places_named(words)[0].name == expected


@pytest.mark.parametrize(
    "words",
    [
        "",
        "the school",
        "Baghdadi",
        "Iran",
        "Iraq-backed militias",
        "pro-Iraq",
        "green zone",
        "a dora",
        "the words",
        "IraqBaghdad",
    ],
)
def test_only_whole_names_are_found(iraq, words):
    assert places_named(words) == []


def test_a_word_that_opens_a_sentence_is_not_a_town_of_that_name(iraq):
    PlaceFactory(name="Police", country="PL")
    assert named("Police said that Baghdad was quiet") == [("Baghdad", "settlement"), ("Baghdad", "adm1")]
    assert ("Police", "settlement") in named("the town of Police")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("inside a school across the street from the U.S. Embassy", []),
        ("an Iraq Body Count report", []),
        ("fell in Iraq Thursday night", [("Iraq", "country")]),
        ("the Iraq border", [("Iraq", "country")]),
        ("in Iraq. Two people", [("Iraq", "country")]),
    ],
)
def test_a_country_that_begins_another_name_is_no_place(iraq, words, expected):
    PlaceFactory(name="United States", kind="country", country="US")
    assert named(words) == expected


def test_months_and_weekdays_are_no_places(iraq):
    PlaceFactory(name="May", country="US")
    assert places_named("in May") == []


def test_the_word_beside_a_name_tells_its_kind(iraq):
    assert named("in Baghdad province")[0] == ("Baghdad", "adm1")
    assert named("in the city of Baghdad")[0] == ("Baghdad", "settlement")
    assert places_named("Baghdad Governorate")[0] == iraq["province"]


def test_of_two_places_of_one_name_the_nearer_comes_first(iraq):
    other = PlaceFactory(name="Dora", kind="settlement", country="EG", parent=None)
    assert places_named("in Dora", near=iraq["zone"]) == [iraq["dora"], other]
    cairo = PlaceFactory(name="Cairo", country="EG")
    assert places_named("in Dora", near=cairo) == [other, iraq["dora"]]


def test_of_two_places_of_one_name_the_one_in_another_place_of_the_words_comes_first(iraq):
    other = PlaceFactory(name="Dora", kind="settlement", country="EG", parent=None)
    words = "under a bridge in the Dora neighborhood in south Baghdad"
    assert places_named(words)[:2] == [iraq["dora"], other]
    assert places_named("in Dora, in Baghdad")[0] == iraq["dora"]


def test_only_the_first_400_characters_are_searched(iraq):
    assert named("x " * 200 + "Green Zone") == []
    assert named("x " * 100 + "Green Zone") == [("Green Zone", "zone")]


def test_a_name_does_not_run_over_the_end_of_a_sentence(iraq):
    PlaceFactory(name="Hill Valley")
    assert places_named("They took the Hill. Valley roads were closed.") == []


def test_two_queries_find_all_places(iraq, django_assert_num_queries):
    words = "Four rockets targeted the U.S. Embassy in Baghdad, in the Green Zone; a launcher stood in Dora. " * 4
    with django_assert_num_queries(2):
        found = places_named(words, near=iraq["city"])
        assert [place.parent.name for place in found if place.parent]


@pytest.fixture
def actors() -> None:
    us = ActorFactory(name="United States", kind="state", country="US")
    pentagon = ActorFactory(name="U.S. Department of Defense", kind="state", parent=us)
    kirby = ActorFactory(name="John F. Kirby", kind="person", parent=pentagon)
    ActorFactory(name="Iraqi military", kind="state_force")
    ActorFactory(name="Muqtada al-Sadr", kind="person")
    ActorFactory(name="terrorist groups", kind="label")
    ActorFactory(name="Iran", kind="state")
    militias = ActorFactory(name="Iran-backed militias", kind="label")
    ActorName.objects.create(actor=pentagon, name="Pentagon", kind="short")
    ActorName.objects.create(actor=kirby, name="John Kirby", kind="short")
    ActorName.objects.create(actor=us, name="الولايات المتحدة", language="ar", kind="translation")
    ActorName.objects.create(actor=militias, name="Iranian-backed militias")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("a Pentagon spokesman, John F. Kirby, said", ["U.S. Department of Defense", "John F. Kirby"]),
        ("John Kirby", ["John F. Kirby"]),
        ("The Iraqi military said", ["Iraqi military"]),
        ("the U.S. Department of Defense", ["U.S. Department of Defense"]),
        ("the US would retaliate", ["United States"]),
        ("the United States has sent", ["United States"]),
        ("the Americans told us", []),
        ("by terrorist groups attempting", ["terrorist groups"]),
        ("attributed to Iran-backed militias", ["Iran-backed militias"]),
        ("Iranian-backed militias in Iraq", ["Iran-backed militias"]),
        ("Iran's answer", ["Iran"]),
        ("pro-Iran assailants", []),
        ("قالت الولايات المتحدة", ["United States"]),
        ("والولايات المتحدة", ["United States"]),
        ("the militias", []),
        ("", []),
    ],
)
def test_actors_are_found_by_every_spelling(actors, words, expected):
    assert [actor.name for actor in actors_named(words)] == expected


def test_two_queries_find_all_actors(actors, django_assert_num_queries):
    with django_assert_num_queries(2):
        actors_named("The Iraqi military and the Pentagon and Iran-backed militias. " * 6)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.text(max_size=500))
def test_no_text_is_too_strange(actors, words):
    assert isinstance(places_named(words), list)
    assert isinstance(actors_named(words), list)
