"""Do place and time decide, type and words tell neighbours apart, and are the reasons those of a coder?"""

import datetime as dt

import pytest

from incidents.coding.likeness import Facts, Sources, Spot, add_sources, compare, held_apart, same_hand, window

BAGHDAD = Spot(place=1, name="Baghdad", within=((10, "Baghdad province"), (100, "Iraq")), country="IQ",
               point=(33.315, 44.366), radius_m=5_000, precision="settlement")  # fmt: skip
DAY = dt.date(2022, 1, 13)


def facts(earliest: dt.date | None = DAY, latest: dt.date | None = None, **fields: object) -> Facts:
    given = {"attack_type": "indirect_fire", "text": "Rockets fired at the embassy", "spot": BAGHDAD, "key": None}
    return Facts(**{"earliest": earliest, "latest": latest or earliest, **given, **fields})  # type: ignore[arg-type]


def spot(**fields: object) -> Spot:
    values = {name: getattr(BAGHDAD, name) for name in BAGHDAD.__slots__}
    return Spot(**(values | {"place": 2, "name": "Dora", "within": ()} | fields))


def score(one: Facts, other: Facts) -> float:
    return compare(one, other).score


def test_the_same_in_everything_scores_a_hundred_and_says_why():
    verdict = compare(facts(), facts())
    assert verdict.score == 100
    assert verdict.reasons == [
        "same day",
        "same place: Baghdad",
        "same type: rockets, mortars, artillery, missiles",
        "much the same words",
    ]


@pytest.mark.parametrize(
    ("days", "said"), [(1, "1 day apart"), (-1, "1 day apart"), (2, "2 days apart"), (3, "3 days apart")]
)
def test_days_apart_count_less_the_more_they_are(days, said):
    verdict = compare(facts(), facts(DAY + dt.timedelta(days=days)))
    assert said in verdict.reasons
    assert verdict.score < score(facts(), facts())


def test_four_days_apart_are_two_events_whatever_the_words():
    assert score(facts(), facts(DAY + dt.timedelta(days=4))) == 0


def test_a_month_overlaps_and_says_less_than_a_day():
    month = facts(dt.date(2022, 1, 1), dt.date(2022, 1, 31))
    assert "the dates overlap" in compare(facts(), month).reasons
    assert 0 < score(facts(), month) < score(facts(), facts(DAY + dt.timedelta(days=1)))


def test_an_open_date_reaches_a_month_back_and_no_further():
    before = Facts(key=None, earliest=None, latest=DAY, spot=BAGHDAD)
    assert score(before, facts(dt.date(2021, 12, 20))) > 0
    assert score(before, facts(dt.date(2021, 11, 20))) == 0
    assert window(before) == (dt.date(2021, 12, 13), dt.date(2022, 1, 16))
    assert window(facts()) == (dt.date(2022, 1, 10), dt.date(2022, 1, 16))


def test_without_any_date_nothing_is_alike():
    nothing = Facts(key=None, earliest=None, latest=None)
    assert window(nothing) is None
    assert score(nothing, facts()) == 0


@pytest.mark.parametrize(
    ("point", "said"),
    [((33.315, 44.3661), "the same point"), ((33.3231, 44.366), "900 m away"), ((33.3258, 44.366), "1.2 km away"),
     ((33.495, 44.366), "20 km away")],
)  # fmt: skip
def test_how_far_away_it_is_is_told_in_words(point, said):
    assert said in compare(facts(), facts(spot=spot(point=point))).reasons


def test_closeness_is_measured_by_how_well_the_points_are_known():
    near = {"point": (33.4, 44.366)}  # nine kilometres
    vague = score(facts(), facts(spot=spot(**near)))
    sharp = score(facts(spot=spot(place=3, radius_m=100)), facts(spot=spot(radius_m=100, **near)))
    assert sharp < vague


def test_far_away_is_another_event_even_in_one_country():
    assert score(facts(), facts(spot=spot(point=(36.34, 43.13)))) == 0


def test_a_place_within_the_other_is_near_but_a_province_says_less_than_a_town():
    province = spot(place=10, name="Baghdad province", precision="adm1", point=(33.0, 44.0), radius_m=75_000)
    verdict = compare(facts(), facts(spot=province))
    assert "in Baghdad province" in verdict.reasons
    assert verdict.score < score(facts(), facts(spot=spot(point=BAGHDAD.point)))
    assert compare(facts(spot=province), facts()).reasons == verdict.reasons


def test_one_province_on_one_day_is_not_enough_by_itself():
    province = spot(precision="adm1")
    other = facts(spot=province, attack_type="unknown", text="Clash with a convoy")
    assert score(facts(spot=province), other) < 50


def test_without_points_one_country_is_a_weak_hint():
    nowhere = spot(point=None)
    assert "same country" in compare(facts(spot=nowhere), facts()).reasons
    assert score(facts(spot=spot(point=None, country="SY")), facts()) == 0


def test_an_incident_without_a_place_yet_needs_the_words():
    assert score(facts(spot=None), facts()) > 60
    assert score(facts(spot=None, text="A bomb in a market"), facts()) < 45


@pytest.mark.parametrize(
    ("other", "points"),
    [("indirect_fire", 15), ("uav_attack", 7.5), ("abduction", 0), ("unknown", 6)],
)
def test_the_type_tells_neighbours_apart(other, points):
    plain = {"text": ""}
    assert score(facts(**plain), facts(attack_type=other, **plain)) == 60 + points


def test_where_the_type_is_unknown_the_kind_of_violence_counts():
    one = {"text": "", "attack_type": "unknown", "violence_type": "one_sided"}
    assert score(facts(**one), facts(**one)) == pytest.approx(60 + 15 * 0.7)
    assert "same type: one-sided" in compare(facts(**one), facts(**one)).reasons
    assert score(facts(**one), facts(**(one | {"violence_type": "non_state"}))) == 60


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Rockets fired at US embassy", "Rocket attack on the US embassy", True),
        ("Market bombing kills nine", "Gunmen shoot two policemen at a checkpoint", False),
        ("Four rockets", "4 rockets", True),
        ("", "Rockets", False),
        ("Baghdad Baghdad Baghdad", "Iraq Baghdad", False),
    ],
)
def test_words_are_compared_by_what_they_tell(one, other, alike):
    said = compare(facts(text=one), facts(text=other)).reasons
    assert any("same words" in each for each in said) is alike


def test_a_shared_article_adds_and_is_named():
    verdict = compare(facts(text=""), facts(text=""))
    one = Sources({7: "Rockets hit school"}, frozenset({7}))
    cited = add_sources(verdict, one, Sources({7: "Rockets hit school"}, frozenset({7})), same_hand=False)
    copied = add_sources(verdict, one, Sources({7: "As agencies say"}, frozenset({8})), same_hand=False)
    assert cited.score == verdict.score + 12
    assert cited.reasons[-1] == "both cite “Rockets hit school”"
    assert copied.reasons[-1] == "they cite copies of one report: “Rockets hit school”"


def test_two_codings_of_one_article_by_one_hand_are_two_on_purpose():
    verdict, one = compare(facts(text=""), facts(text="")), Sources({7: "Rockets"}, frozenset({7}))
    assert add_sources(verdict, one, one, same_hand=True).score == verdict.score


@pytest.mark.parametrize(
    ("mine", "theirs", "same"),
    [((5, 1), (5, 1), True), ((5, 1), (6, 1), False), ((None, 1), (None, 1), True), ((None, 1), (None, 2), False),
     ((None, None), (None, None), False), ((5, 1), (None, 1), False)],
)  # fmt: skip
def test_one_hand_is_one_task_or_one_person_where_there_is_none(mine, theirs, same):
    assert same_hand(facts(hand=mine), facts(hand=theirs)) is same


def test_an_id_both_have_settles_it_and_no_score_passes_a_hundred():
    verdict = compare(facts(text="", spot=None), facts(text=""))
    one, other = Sources(ids=frozenset({("acled", "IRQ1")})), Sources(ids=frozenset({("other", "IRQ1")}))
    told = add_sources(verdict, one, other, same_hand=False)
    assert told.score == verdict.score + 40
    assert "both have the id IRQ1" in told.reasons
    assert add_sources(compare(facts(), facts()), one, other, same_hand=False).score == 100


def test_one_dataset_with_two_ids_holds_them_apart_but_a_list_of_others_does_not():
    assert held_apart(Sources(ids=frozenset({("acled", "1")})), Sources(ids=frozenset({("acled", "2")})))
    assert not held_apart(Sources(ids=frozenset({("acled", "1")})), Sources(ids=frozenset({("ucdp_ged", "2")})))
    assert not held_apart(Sources(ids=frozenset({("other", "1")})), Sources(ids=frozenset({("other", "2")})))
