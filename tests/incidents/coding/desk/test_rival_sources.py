"""Does each figure stay with the voice that gives it, and nothing that one source said give way to another?"""

import pytest
from django.utils.html import strip_tags

from incidents.models import CasualtyCount, Citation, Location, Statement
from incidents.publishing import gather
from incidents.publishing.derivation import cells
from tests.factories import (
    ActorFactory,
    ArticleFactory,
    CasualtyCountFactory,
    CitationFactory,
    IncidentFactory,
    LocationFactory,
    PlaceFactory,
    StatementFactory,
    WeaponUseFactory,
)
from tests.incidents.coding.desk.hands import Desk

pytestmark = pytest.mark.django_db

TOLLS = (
    "A car bomb killed 12 people in Qarya. Later the toll rose: fourteen people were killed. "
    "The interior ministry said that 17 people were killed."
)


def other_article(desk: Desk, text: str) -> None:
    desk.article = ArticleFactory(text=text, published_edtf="2022-01-15")


def test_a_row_made_from_one_article_is_not_overwritten_from_another(desk: Desk) -> None:
    other_article(desk, "The blast killed four soldiers.")
    desk.does("make", key="k", **desk.words("killed four soldiers"))
    line = CasualtyCount.objects.get()
    other_article(desk, "Three Iraqi soldiers died.")
    desk.does("fill", record=f"casualty_count-{line.pk}", field="count", **desk.words("Three Iraqi soldiers"))
    line.refresh_from_db()
    assert (line.best, Citation.objects.get(article=desk.article).stance) == (4, "contradicts")
    assert Citation.objects.get(article=desk.article).value == "3"


def test_a_row_may_be_read_anew_from_its_own_article_while_nobody_has_touched_it(desk: Desk) -> None:
    other_article(desk, "Rockets fell. In all, four rockets fell.")
    desk.does("make", key="w", **desk.words("Rockets"))
    weapon = desk.incident.weapons.get() if desk.incident else None
    assert weapon is not None
    desk.does("fill", record=f"weapon_use-{weapon.pk}", field="count", **desk.words("four rockets"))
    weapon.refresh_from_db()
    assert weapon.best == 4


def test_two_figures_of_one_article_are_two_accounts_and_never_a_sum(desk: Desk) -> None:
    other_article(desk, TOLLS)
    desk.does("make", key="k", **desk.words("killed 12 people"))
    shown = desk.does("make", key="k", **desk.words("fourteen people were killed"))
    first, second = CasualtyCount.objects.order_by("pk")
    assert first.statement != second.statement
    assert second.statement.repeats == first.statement
    cell = cells(gather([first.incident])[0])["killed", "all"]
    assert (cell.low, cell.best, cell.high, cell.origins) == (12, None, 14, 1)
    assert "26" not in strip_tags(shown["sections"]["section-casualty_count"][1])


def test_who_gives_a_figure_in_the_words_gets_an_account_of_their_own(desk: Desk) -> None:
    other_article(desk, TOLLS)
    ministry = ActorFactory(name="interior ministry", kind="state")
    desk.does("make", key="k", **desk.words("killed 12 people"))
    desk.does("make", key="k", **desk.words("The interior ministry said that 17 people were killed"))
    account = CasualtyCount.objects.get(best=17).statement
    assert (account.kind, account.voice, list(account.speakers.all())) == ("account", "named", [ministry])


def test_a_body_that_says_nothing_does_not_speak(desk: Desk) -> None:
    ActorFactory(name="U.S. military", kind="state_force")
    other_article(desk, "Attacks on U.S. military bases have increased since January.")
    desk.does("make", key="e", **desk.words("Attacks on U.S. military bases have increased"))
    assert not Statement.objects.get().speakers.exists()


def test_a_spokesman_speaks_and_his_body_stands_behind_him(desk: Desk) -> None:
    ministry, spokesman = (
        ActorFactory(name="Interior Ministry", kind="state"),
        ActorFactory(name="Ali Hasan", kind="person"),
    )
    other_article(desk, "An Interior Ministry spokesman, Ali Hasan, said that two rockets fell.")
    desk.does("make", key="e", **desk.words("An Interior Ministry spokesman, Ali Hasan, said that two rockets fell"))
    statement = Statement.objects.get()
    assert list(statement.speakers.all()) == [spokesman]
    assert statement.on_behalf_of == ministry


def test_a_figure_never_goes_to_a_denial_that_is_in_hand(desk: Desk) -> None:
    other_article(desk, TOLLS)
    incident = desk.incident = IncidentFactory()
    denial = StatementFactory(incident=incident, kind="denial", voice="named")
    desk.does("make", key="k", active=f"statement-{denial.pk}", **desk.words("killed 12 people"))
    account = CasualtyCount.objects.get().statement
    assert (account.kind, account.voice) == ("account", "publisher")


def test_whose_account_it_is_stays_marked_until_somebody_looks(desk: Desk) -> None:
    other_article(desk, TOLLS)
    desk.does("make", key="k", **desk.words("killed 12 people"))
    line = CasualtyCount.objects.get()
    assert desk.incident is not None
    assert desk.incident.prefills.filter(record=f"casualty_count-{line.pk}", field="statement").exists()


@pytest.mark.parametrize("words", ["The movement claimed responsibility", "وزارة الصحة أعلنت مسؤوليتها"])
def test_no_rule_says_that_the_article_itself_claims_or_blames(desk: Desk, words: str) -> None:
    other_article(desk, f"{words} for it.")
    desk.does("make", key="c", **desk.words(words))
    assert Statement.objects.get().voice != "publisher"


def test_a_chosen_district_is_no_town(desk: Desk) -> None:
    district = PlaceFactory(name="Ariha district", kind="adm2")
    other_article(desk, "It fell on Ariha.")
    desk.does("make", key="p", chosen={"place": str(district.pk)}, **desk.words("Ariha"))
    location = Location.objects.get()
    assert location.precision == "adm2"
    assert desk.incident is not None
    assert desk.incident.prefills.filter(record=f"location-{location.pk}", field="precision").exists()


def test_a_place_that_is_there_gets_another_quote_and_no_second_row(desk: Desk) -> None:
    incident, place = IncidentFactory(), PlaceFactory(name="Qarya")
    desk.incident = incident
    location = LocationFactory(incident=incident, place=place)
    desk.does("make", key="p", **desk.words("Qarya"))
    assert Location.objects.get() == location
    assert Citation.objects.get().location == location


def test_the_accused_whom_nobody_knows_are_kept_in_the_words_of_the_source(desk: Desk) -> None:
    other_article(desk, "He blamed men from the hills.")
    incident = desk.incident = IncidentFactory()
    statement = StatementFactory(incident=incident, kind="accusation")
    desk.does("fill", record=f"statement-{statement.pk}", field="accused", **desk.words("men from the hills"))
    statement.refresh_from_db()
    assert statement.accused_text == "men from the hills"
    assert Citation.objects.get().field == "accused_text"


def test_a_clock_time_takes_the_place_of_a_part_of_the_day_that_a_rule_had_read(desk: Desk) -> None:
    other_article(desk, "It began on Tuesday afternoon. The first shell fell at 2:15 p.m. on Tuesday.")
    desk.does("make", key="d", **desk.words("on Tuesday afternoon"))
    desk.does("make", key="d", **desk.words("at 2:15 p.m. on Tuesday"))
    assert desk.incident is not None
    desk.incident.refresh_from_db()
    assert (desk.incident.time_kind, f"{desk.incident.time_start:%H:%M}") == ("exact", "14:15")


@pytest.mark.parametrize("active", ["statement-x", "statement-²", "statement-", "-", "statement-" + "9" * 40])
def test_a_card_that_is_no_card_is_no_account(desk: Desk, active: str) -> None:
    desk.does("make", key="k", active=active, chosen={"count": "2"}, **desk.words("Three traders were hurt"))
    assert CasualtyCount.objects.get().statement.voice == "publisher"


def test_the_incident_is_no_row_that_could_be_removed(desk: Desk) -> None:
    incident = desk.incident = IncidentFactory()
    assert "not there any more" in desk.refuses("remove", record=f"incident-{incident.pk}")["error"]


@pytest.mark.parametrize("name", ["desk_act", "desk_actor"])
def test_nesting_without_end_is_a_400(desk: Desk, name: str) -> None:
    answer = desk.client.post(desk.address(name), "[" * 99_000, content_type="application/json")
    assert answer.status_code == 400


def test_a_weapon_quoted_from_elsewhere_keeps_its_type(desk: Desk) -> None:
    incident = desk.incident = IncidentFactory()
    weapon = WeaponUseFactory(incident=incident, type="rocket")
    CitationFactory(incident=incident, weapon_use=weapon)
    incident.prefills.create(record=f"weapon_use-{weapon.pk}", field="type", rule="…")
    desk.does("fill", record=f"weapon_use-{weapon.pk}", field="type", **desk.words("Two mortar rounds"))
    weapon.refresh_from_db()
    assert (weapon.type, Citation.objects.get(article=desk.article).stance) == ("rocket", "contradicts")


def test_two_totals_of_one_account_cannot_be_published(desk: Desk) -> None:
    incident = desk.incident = IncidentFactory()
    account = StatementFactory(incident=incident)
    for number in (12, 14):
        CasualtyCountFactory(incident=incident, statement=account, harm="killed", low=number, best=number, high=number)
    _, missing = desk.does("type", record="", field="summary", value="Two tolls")["sections"]["desk-missing"]
    assert "would be added to another figure of the same account" in missing


def test_vaguer_words_stand_beside_a_number_and_leave_it(desk: Desk) -> None:
    other_article(desk, "Four rockets fell. He spoke of “a relatively small number” of rockets.")
    desk.does("make", key="w", **desk.words("Four rockets"))
    assert desk.incident is not None
    weapon = desk.incident.weapons.get()
    desk.does("fill", record=f"weapon_use-{weapon.pk}", field="count", **desk.words("“a relatively small number”"))
    weapon.refresh_from_db()
    assert (weapon.count_kind, weapon.low, weapon.best, weapon.high) == ("exact", 4, 4, 4)
    quote = Citation.objects.get(field="best")
    assert (quote.stance, quote.value) == ("compatible", "“a relatively small number”")


def test_words_become_a_number_that_the_same_article_gives_later(desk: Desk) -> None:
    other_article(desk, "Several rockets fell. At least four rockets fell.")
    desk.does("make", key="w", **desk.words("Several rockets"))
    assert desk.incident is not None
    weapon = desk.incident.weapons.get()
    desk.does("fill", record=f"weapon_use-{weapon.pk}", field="count", **desk.words("At least four rockets"))
    weapon.refresh_from_db()
    assert (weapon.count_kind, weapon.low, weapon.best, weapon.high) == ("at_least", 4, 4, None)


def test_a_second_figure_of_the_same_article_takes_no_place(desk: Desk) -> None:
    other_article(desk, "Four rockets fell. Later it spoke of six rockets.")
    desk.does("make", key="w", **desk.words("Four rockets"))
    assert desk.incident is not None
    weapon = desk.incident.weapons.get()
    desk.does("fill", record=f"weapon_use-{weapon.pk}", field="count", **desk.words("six rockets"))
    weapon.refresh_from_db()
    assert (weapon.best, Citation.objects.get(field="best").stance) == (4, "contradicts")
