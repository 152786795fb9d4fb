"""Two people save the same article, place, actor, publisher or series: is anything overwritten unseen, or lost?"""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.admin.guard import SavedMeanwhile
from articles.models import Article
from incidents.models import Actor, ActorName, Place, PlaceName
from tests.factories import ActorFactory, ArticleFactory, PlaceFactory, PublisherFactory, SeriesFactory
from tests.incidents.admin.pages import add_row, errors_of, filled_in, logged_in

pytestmark = pytest.mark.django_db

TABLES: dict[str, tuple[Any, str]] = {
    "articles_article": (ArticleFactory, "title"),
    "articles_publisher": (PublisherFactory, "name"),
    "incidents_place": (PlaceFactory, "name"),
    "incidents_actor": (ActorFactory, "name"),
    "incidents_series": (SeriesFactory, "name"),
}


def page_of(row: Any) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def opened_by_two(row: Any) -> tuple[Client, dict[str, Any], Client, dict[str, Any]]:
    """Two people with the page of the same row before them."""
    first, _ = logged_in("editor", username="amal")
    second, _ = logged_in("editor", username="basil")
    return first, filled_in(first.get(page_of(row))), second, filled_in(second.get(page_of(row)))


def save(client: Client, row: Any, data: dict[str, Any]) -> Any:
    return client.post(page_of(row), data | {"_continue": "1"})


def differences(response: Any) -> dict[str, tuple[str, str, str]]:
    return {each.input: (each.theirs, each.yours, each.who) for each in response.context["meanwhile"].differences}


@pytest.mark.parametrize("table", TABLES)
def test_the_later_save_is_refused_and_shows_both_values(table: str) -> None:
    factory, field = TABLES[table]
    row = factory(**{field: "Before"})
    first, one, second, two = opened_by_two(row)
    assert save(first, row, one | {field: "Hers"}).status_code == 302
    response = save(second, row, two | {field: "His"})
    assert response.status_code == 200
    assert differences(response) == {field: ("Hers", "His", "amal")}
    page = response.content.decode()
    assert "Nothing was overwritten" in page
    assert 'value="His"' in page
    row.refresh_from_db()
    assert getattr(row, field) == "Hers"


def test_who_has_compared_saves_what_stands_in_the_form() -> None:
    row = PublisherFactory(name="Before")
    first, one, second, two = opened_by_two(row)
    save(first, row, one | {"name": "Hers"})
    shown = save(second, row, two | {"name": "His"})
    again = filled_in(shown) | {"conflict": shown.context["meanwhile"].seen}
    unticked = save(second, row, again)
    assert list(errors_of(unticked)) == ["compared"]
    assert differences(unticked) == {"name": ("Hers", "His", "amal")}
    assert save(second, row, again | {"compared": "on"}).status_code == 302
    row.refresh_from_db()
    assert row.name == "His"


def test_a_field_left_as_it_was_takes_the_stored_value() -> None:
    row = ArticleFactory(title="Before", note="")
    first, one, second, two = opened_by_two(row)
    save(first, row, one | {"note": "Undated.", "published_at_0": "2022-01-14", "published_at_1": "09:30:00"})
    response = save(second, row, two | {"title": "His"})
    assert differences(response) == {}
    assert response.context["meanwhile"].taken == ["Published at (time)", "Note"]
    again = filled_in(response)
    again |= {"conflict": response.context["meanwhile"].seen, "compared": "on"}
    again |= {"published_at_0": "2022-01-14", "published_at_1": "09:30:00"}
    assert save(second, row, again).status_code == 302
    stored = Article.objects.get()
    assert (stored.title, stored.note, f"{stored.published_at:%H:%M}") == ("His", "Undated.", "09:30")


def test_a_row_that_came_without_history_is_compared_too() -> None:
    row = PlaceFactory(name="Before")
    Place.history.all().delete()
    first, one, second, two = opened_by_two(row)
    save(first, row, one | {"description": "A suburb."})
    response = save(second, row, two | {"name": "His"})
    assert differences(response) == {}
    assert response.context["meanwhile"].taken == ["Description"]


def test_a_third_save_in_between_is_refused_again() -> None:
    row = PublisherFactory(name="Before")
    first, one, second, two = opened_by_two(row)
    save(first, row, one | {"name": "Hers"})
    shown = save(second, row, two | {"name": "His"})
    again = filled_in(shown) | {"conflict": shown.context["meanwhile"].seen, "compared": "on"}
    save(first, row, filled_in(first.get(page_of(row))) | {"name": "Hers again"})
    assert differences(save(second, row, again)) == {"name": ("Hers again", "His", "amal")}
    row.refresh_from_db()
    assert row.name == "Hers again"


def test_a_change_of_another_spelling_is_guarded_as_well() -> None:
    row = ActorFactory(name="Army")
    ActorName.objects.create(actor=row, name="Jaysh")
    first, one, second, two = opened_by_two(row)
    save(first, row, one | {"names-0-name": "al-Jaysh"})
    response = save(second, row, two | {"names-0-name": "Jeish"})
    assert differences(response) == {"names-0-name": ("al-Jaysh", "Jeish", "amal")}
    assert ActorName.objects.get().name == "al-Jaysh"


def test_a_spelling_that_somebody_else_deleted_is_told_and_does_not_come_back() -> None:
    row = PlaceFactory(name="Dora")
    for name in ("Dawra", "Doura"):
        PlaceName.objects.create(place=row, name=name)
    first, one, second, two = opened_by_two(row)
    save(first, row, one | {"names-0-DELETE": "on"})
    response = save(second, row, two | {"names-0-name": "ad-Dawra", "names-1-name": "ad-Doura"})
    assert response.status_code == 200
    (told,) = response.context["meanwhile"].rows
    assert told.startswith("Place name deleted by amal: it will not come back. Your words were: “ad-Dawra")
    again = filled_in(response) | {"conflict": response.context["meanwhile"].seen, "compared": "on"}
    assert save(second, row, again).status_code == 302
    assert [each.name for each in PlaceName.objects.all()] == ["ad-Doura"]


def test_a_spelling_that_somebody_else_added_is_kept() -> None:
    row = ActorFactory(name="Army")
    first, one, second, two = opened_by_two(row)
    add_row(one, "names", name="Jaysh", kind="spelling")
    save(first, row, one)
    response = save(second, row, two | {"name": "His"})
    assert response.context["meanwhile"].rows == ["actor name added by amal: Jaysh (kept)"]
    save(second, row, filled_in(response) | {"conflict": response.context["meanwhile"].seen, "compared": "on"})
    assert (Actor.objects.get().name, ActorName.objects.get().name) == ("His", "Jaysh")


@pytest.mark.parametrize("seen", ["", "yesterday", "2022-13-45T99:00:00", "\x00", "9" * 400])
def test_a_time_nobody_could_have_seen_is_refused(seen: str) -> None:
    row = PublisherFactory(name="Before")
    client, _ = logged_in("coder")
    response = save(client, row, filled_in(client.get(page_of(row))) | {"seen_at": seen, "name": "Forced"})
    assert response.status_code == 200
    row.refresh_from_db()
    assert row.name == "Before"


def test_a_save_that_comes_between_reading_and_writing_is_seen(rf: Any) -> None:
    """Inside the transaction the row is read again, held: what the form was checked against may be old by then."""
    from django.contrib import admin

    row = PublisherFactory(name="Before")
    _, user = logged_in("coder")
    model_admin = admin.site._registry[type(row)]
    request = rf.post(page_of(row), {})
    request.user = user
    read = type(row).objects.get(pk=row.pk)
    form = model_admin.get_form(request, read, change=True)({"seen_at": read.updated_at.isoformat()}, instance=read)
    form.is_valid()
    row.save()
    with pytest.raises(SavedMeanwhile):
        model_admin.save_model(request, read, form, change=True)


def test_what_one_person_saves_twice_is_not_in_her_way() -> None:
    row = PublisherFactory(name="Before")
    client, _ = logged_in("coder")
    for name in ("One", "Two"):
        assert save(client, row, filled_in(client.get(page_of(row))) | {"name": name}).status_code == 302
    row.refresh_from_db()
    assert row.name == "Two"
