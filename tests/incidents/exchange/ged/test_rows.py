import datetime as dt
from decimal import Decimal

import pytest

from incidents import dates
from incidents.exchange.ged.files import UnreadableError
from incidents.exchange.ged.rows import read_event
from incidents.exchange.ged.tolls import Figure
from tests.incidents.exchange.ged.made import row


def event(**cells):
    return read_event(row(**cells))


def refused(**cells):
    with pytest.raises(UnreadableError) as caught:
        event(**cells)
    return caught.value.column, caught.value.reason


def dated(start, end, precision):
    return event(date_start=start, date_end=end, date_prec=precision).date


def toll(low, best, high, *, a="0", b="0", civilians="0", unknown="0", **cells):
    found = event(
        low=low,
        best=best,
        high=high,
        deaths_a=a,
        deaths_b=b,
        deaths_civilians=civilians,
        deaths_unknown=unknown,
        **cells,
    )
    return [(line.group, line.kind, line.figure, line.side) for line in found.tolls], found.discrepancies


@pytest.mark.parametrize(
    ("start", "end", "precision", "edtf"),
    [
        ("2013-01-03", "2013-01-03", "1", "2013-01-03"),
        ("2013-01-03", "2013-01-03", "", "2013-01-03"),
        ("2013-01-03", "2013-01-05", "1", "2013-01-03/2013-01-05"),
        ("2013-01-03", "2013-01-05", "2", "[2013-01-03..2013-01-05]"),
        ("2013-01-03", "2013-01-09", "3", "[2013-01-03..2013-01-09]"),
        ("2013-01-03", "2013-01-05", "", "[2013-01-03..2013-01-05]"),
        ("2012-02-01", "2012-02-29", "4", "2012-02"),
        ("2013-02-01", "2013-02-27", "4", "[2013-02-01..2013-02-27]"),
        ("2013-02-01", "2013-02-28", "5", "[2013-02-01..2013-02-28]"),
        ("2013-01-01", "2013-12-31", "5", "2013"),
        ("2012-01-01", "2013-12-31", "5", "[2012-01-01..2013-12-31]"),
        ("2013-01-03 00:00:00.000", "2013-01-03T00:00:00", "1.0", "2013-01-03"),
        ("2013-01-03", "", "1", "2013-01-03"),
    ],
)
def test_dates_become_the_edtf_that_says_the_same(start, end, precision, edtf):
    found = dated(start, end, precision)
    assert (found.edtf, found.doubt) == (edtf, "")


@pytest.mark.parametrize("precision", ["1", "2", "3", "4", "5"])
@pytest.mark.parametrize(
    ("start", "end"), [("2013-01-03", "2013-01-04"), ("2013-02-01", "2013-02-28"), ("2013-01-01", "2013-12-31")]
)
def test_every_date_keeps_its_first_and_last_day(start, end, precision):
    parsed = dates.parse(dated(start, end, precision).edtf)
    assert (str(parsed.earliest), str(parsed.latest)) == (start, end)


def test_a_row_that_ends_before_it_starts_happened_on_some_day_between():
    found = dated("2013-01-05", "2013-01-03", "1")
    assert found.edtf == "[2013-01-03..2013-01-05]"
    assert (found.start, found.end) == (dt.date(2013, 1, 3), dt.date(2013, 1, 5))
    assert "ends (2013-01-03) before it starts (2013-01-05)" in found.doubt


def test_one_day_that_is_said_to_be_imprecise_is_about_that_day():
    found = dated("2013-01-03", "2013-01-03", "4")
    assert found.edtf == "2013-01-03~"
    assert "date_prec 4" in found.doubt


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("id", "", "The id is missing."),
        ("id", "12a", "“12a” is not the number of an event."),
        ("id", "-5", "“-5” is not the number of an event."),
        ("type_of_violence", "4", "“4” is not one of 1, 2, 3."),
        ("type_of_violence", "", "“” is not one of 1, 2, 3."),
        ("date_start", "2013-02-30", "“2013-02-30” is not a day; dates are written 2013-01-03."),
        ("date_start", "3/1/2013", "“3/1/2013” is not a day; dates are written 2013-01-03."),
        ("date_end", "2013-01-03 10:30:00", "“2013-01-03 10:30:00” is not a day; dates are written 2013-01-03."),
        ("date_prec", "6", "“6” is not one of 1 to 5."),
        ("where_prec", "8", "“8” is not one of 1, 2, 3, 4, 5, 6, 7."),
        ("latitude", "", "The latitude is missing."),
        ("latitude", "35,76", "“35,76” is not a number of degrees."),
        ("latitude", "nan", "“nan” is not a number of degrees."),
        ("latitude", "91", "91, 36.558974 is not a point on Earth."),
        ("longitude", "-180.5", "35.763369, -180.5 is not a point on Earth."),
        ("best", "1_000", "“1_000” is not a whole number of people."),
        ("best", "-1", "“-1” is not a whole number of people."),
        ("low", "1.5", "“1.5” is not a whole number of people."),
        ("high", "1e3", "“1e3” is not a whole number of people."),
        ("deaths_a", "２", "“２” is not a whole number of people."),
        ("high", "99999999999", "99999999999 is more people than can be stored."),
        ("country_id", "9999", "“9999” is not a country we know."),
    ],
)
def test_what_cannot_be_read_is_refused_by_column_and_reason(column, cell, reason):
    assert refused(**{column: cell}) == (column, reason)


def test_whole_numbers_may_be_written_as_floats():
    found = event(id="652.0", type_of_violence="1.0", where_prec="1.0", best="2.0", country_id="652.0")
    assert (found.id, found.violence_type, found.where.precision, found.where.country) == (
        "652",
        "state_based",
        "settlement",
        "SY",
    )
    assert found.tolls[0].figure == Figure(2, 2, 2)


def test_the_country_follows_the_number_of_its_state_to_its_successor():
    assert event(country_id="365").where.country == "RU"
    assert event(country_id="678").where.country == "YE"


def test_the_iso_code_stands_in_for_a_missing_number():
    assert event(country_id="", iso3="UKR").where.country == "UA"
    assert event(country_id="9999", iso3="UKR").where.country == "UA"


def test_a_number_and_an_iso_code_that_disagree_are_noted():
    found = event(country_id="652", iso3="UKR")
    assert found.where.country == "SY"
    assert "652 by number and UKR" in found.discrepancies[0]


def test_the_point_has_five_decimals_and_may_be_missing():
    assert event().where.point == (Decimal("35.76337"), Decimal("36.55897"))
    assert event(latitude="", longitude="").where.point is None


@pytest.mark.parametrize(
    ("where_prec", "precision"),
    [
        ("1", "settlement"),
        ("2", "near"),
        ("3", "adm2"),
        ("4", "adm1"),
        ("5", "region"),
        ("6", "country"),
        ("7", "sea_air"),
    ],
)
def test_the_precision_of_the_place_follows_where_prec(where_prec, precision):
    assert event(where_prec=where_prec).where.precision == precision


def test_the_place_falls_back_on_the_district_then_the_province():
    assert event(where_coordinates="").where.name == "Ariha district"
    assert event(where_coordinates="", adm_2="").where.name == "Idlib governorate"
    assert event(where_coordinates="", adm_2="", adm_1="", country="").where.name == "Syria"


def test_sides_are_governments_groups_or_civilians():
    kinds = [(side.name, side.kind, side.country, side.role) for side in event().sides]
    assert kinds == [
        ("Government of Syria", "state", "SY", "side_a"),
        ("Syrian insurgents", "armed_group", "", "side_b"),
    ]
    one_sided = event(type_of_violence="3", side_b="Civilians").sides[1]
    assert (one_sided.kind, one_sided.role) == ("community", "attacked")
    coalition = event(side_a="Government of Niger, Government of Chad", gwnoa="436, 483").sides[0]
    assert (coalition.kind, coalition.country) == ("state", "")
    assert len(event(side_b=" ").sides) == 1


def test_a_plain_toll_is_exact_with_its_groups():
    lines, doubts = toll("2", "2", "2", b="2")
    assert lines == [("all", "exact", (2, 2, 2), ""), ("armed_group", "exact", (2, 2, 2), "side_b")]
    assert doubts == ()


def test_a_toll_of_nobody_is_a_true_zero_without_groups():
    assert toll("0", "0", "0")[0] == [("all", "none", (0, 0, 0), "")]


def test_a_toll_with_a_range_keeps_its_best_and_its_groups_have_a_best_alone():
    lines, _ = toll("1", "5", "9", a="3", civilians="1", unknown="1")
    assert lines == [
        ("all", "range", (1, 5, 9), ""),
        ("security_force", "range", (None, 3, None), "side_a"),
        ("civilian", "range", (None, 1, None), ""),
        ("unknown", "range", (None, 1, None), ""),
    ]


def test_nobody_by_best_and_somebody_by_high_is_a_range():
    assert toll("0", "0", "5")[0] == [("all", "range", (0, 0, 5), "")]


@pytest.mark.parametrize(
    ("violence", "side_a", "gwnoa", "side_b", "gwnob", "groups"),
    [
        ("1", "Government of Syria", "652", "Rebels", "", ["security_force", "armed_group"]),
        ("1", "Government of Syria", "652", "Government of Israel", "666", ["security_force", "security_force"]),
        ("2", "One Cartel", "", "Other Cartel", "", ["armed_group", "armed_group"]),
        ("3", "Government of Syria", "652", "Civilians", "", ["security_force", "civilian"]),
        ("3", "Rebels", "", "Civilians", "", ["armed_group", "civilian"]),
    ],
)  # fmt: skip
def test_whose_dead_they_were_follows_the_kind_of_violence(violence, side_a, gwnoa, side_b, gwnob, groups):
    lines, _ = toll(
        "3", "3", "3", a="1", b="2", type_of_violence=violence, side_a=side_a, gwnoa=gwnoa, side_b=side_b, gwnob=gwnob
    )
    assert [(group, side) for group, _, _, side in lines[1:]] == list(zip(groups, ["side_a", "side_b"], strict=True))


def test_civilians_who_were_attacked_are_the_people_of_their_side():
    lines, _ = toll("3", "3", "3", civilians="3", type_of_violence="3", side_b="Civilians")
    assert lines[1] == ("civilian", "exact", (3, 3, 3), "side_b")


@pytest.mark.parametrize(
    ("low", "best", "high", "widest", "doubt"),
    [
        ("3", "1", "5", (1, 1, 5), "The best estimate (1) is below the low one (3)."),
        ("1", "5", "3", (1, 5, 5), "The best estimate (5) is above the high one (3)."),
        ("5", "5", "0", (0, 5, 5), "The low estimate (5) is above the high one (0)."),
    ],
)
def test_estimates_out_of_order_go_in_with_the_widest_range_and_a_note(low, best, high, widest, doubt):
    lines, doubts = toll(low, best, high, unknown=best)
    assert lines[0] == ("all", "range", widest, "")
    assert doubt in doubts


def test_groups_that_fall_short_of_the_best_stretch_the_range_down():
    lines, doubts = toll("5", "5", "5", b="3")
    assert lines == [("all", "range", (3, 5, 5), ""), ("armed_group", "range", (None, 3, None), "side_b")]
    assert doubts == ("The deaths by side add up to 3, not to the best estimate (5).",)


def test_groups_that_exceed_the_best_are_only_the_most_there_were():
    lines, _ = toll("5", "5", "5", b="8")
    assert lines == [("all", "range", (5, 5, 8), ""), ("armed_group", "range", (None, None, 8), "side_b")]


def test_a_group_that_exceeds_the_best_is_told_where_another_column_is_blank_too():
    lines, doubts = toll("5", "5", "5", b="8", unknown="")
    assert lines == [("all", "range", (5, 5, 8), ""), ("armed_group", "range", (None, None, 8), "side_b")]
    assert doubts == ("The deaths by side add up to 8, not to the best estimate (5).",)
    assert toll("5", "5", "5", b="3", unknown="")[1] == ()


def test_blank_numbers_are_no_numbers():
    assert toll("", "4", "", b="4")[0] == [
        ("all", "range", (None, 4, None), ""), ("armed_group", "range", (None, 4, None), "side_b"),
    ]  # fmt: skip
    assert toll("", "", "", a="", b="", civilians="", unknown="") == ([], ())


def test_a_version_without_deaths_by_side_has_a_total_alone():
    cells = {name: cell for name, cell in row().items() if not name.startswith("deaths_")}
    assert [line.group for line in read_event(cells).tolls] == ["all"]
