"""Text is found by whole words on either engine, exactly as a plain scan finds it, whatever becomes of a row."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from incidents.folding import LONGEST_WORD, searchable, sought
from incidents.models import words
from incidents.models.publication import Publication
from tests.factories import PublicationFactory

pytestmark = pytest.mark.django_db

TEXTS = st.one_of(
    st.text(max_size=12),
    st.lists(
        st.sampled_from(
            ["Rocket", "rockets", "AND", "or", "NOT", "near", "NEAR(a b)", "*", '"', "rocket*", "al-Dawrah", "Dáwrah",
             "مدرسة", "المَدرسة", "בית-ספר", "בית", "7", "07", "7.5", "1e5", "٣", "日本", "日本語", "हिन्दी", "ꬰ", "_",
             "''", "O'Neil", "ﷺ", "𐐀", "ß", "ss", "x" * 199, "x" * 200, "x" * 201]
        ),
        max_size=5,
    ).map(" ".join),
)  # fmt: skip


def found(text: str) -> set[str]:
    rows = Publication.objects.having_words(sought(text))
    return set(rows.values_list("code", flat=True))


def scanned(text: str) -> set[str]:
    """What stands between spaces in the text of live rows, read row by row."""
    wanted = set(sought(text))
    rows = Publication.objects.live().values_list("code", "search_text")
    return {code for code, held in rows if wanted <= set(held.split(" "))}


def with_text(code: str, text: str, **fields: object) -> Publication:
    return PublicationFactory.create(code=code, search_text=searchable(text), **fields)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(held=st.lists(TEXTS, min_size=1, max_size=4), asked=TEXTS)
@example(held=["x" * 201, "x" * 200], asked="x" * 300)
@example(held=["to and fro", "to or fro"], asked="to AND fro")
@example(held=['say "near" it'], asked='"NEAR"')
@example(held=["", "*"], asked="a")
def test_the_index_finds_what_a_plain_scan_finds(held, asked):
    Publication.objects.all().delete()
    for number, text in enumerate(held):
        with_text(f"{number}", text)
    # A row's own text finds it, so that the two agree on more than nothing.
    for text in [asked, *held, *(text[: len(text) // 2] for text in held)]:
        if sought(text):
            assert found(text) == scanned(text)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("rocket", {"one", "both"}),
        ("rocket school", {"both"}),
        ("rock", set()),
        ("and", {"other"}),
        ("NOT", set()),
        ("7", {"other"}),
        ("مدرسة", {"one"}),
        ("ספר", {"other"}),
        ("dawrah", {"both"}),
    ],
)
def test_all_words_must_be_there_and_be_whole(text, codes):
    with_text("one", "A rocket. مدرسة")
    with_text("both", "Rockets, a ROCKET, the school of al-Dáwrah")
    with_text("other", "7 schools and more: בית-ספר")
    assert found(text) == codes


def test_a_word_of_any_length_can_be_published_and_is_found():
    with_text("long", "x" * 5_000)
    with_text("longest-kept", "é" * LONGEST_WORD)
    assert found("x" * 5_000) == {"long"}
    assert found("e" * LONGEST_WORD) == {"longest-kept"}
    assert found("x" * (LONGEST_WORD - 1)) == set()


def test_only_live_rows_are_found():
    with_text("shown", "rocket")
    for state in ("superseded", "blanked", "withdrawn"):
        with_text(state, "rocket", state=state)
    assert found("rocket") == {"shown"}


def test_the_index_follows_a_row_through_every_change():
    row = with_text("one", "rocket")
    Publication.objects.filter(pk=row.pk).update(search_text=" mortar ")
    assert (found("rocket"), found("mortar")) == (set(), {"one"})
    Publication.objects.filter(pk=row.pk).update(state="superseded")
    assert found("mortar") == set()
    Publication.objects.filter(pk=row.pk).update(search_text="")
    Publication.objects.filter(pk=row.pk).update(state="live", search_text=" grenade ")
    assert (found("mortar"), found("grenade")) == (set(), {"one"})
    Publication.objects.filter(pk=row.pk).delete()
    assert found("grenade") == set()


def test_a_row_is_found_under_an_alias_too():
    with_text("one", "rocket", country="IQ")
    with_text("other", "rocket", country="SY")
    wanted = Publication.objects.having_words(["rocket"]).filter(country="IQ")
    assert [row.code for row in Publication.objects.filter(pk__in=wanted.values("pk"))] == ["one"]
    elsewhere = Publication.objects.having_words(["rocket"]).filter(country="SY")
    assert wanted.order_by().union(elsewhere.order_by(), all=True).count() == 2


def test_an_index_made_again_holds_the_live_rows_once():
    with_text("one", "rocket")
    with_text("gone", "rocket", state="withdrawn")
    connection.check_constraints()  # PostgreSQL makes no index while a check is put off
    words.drop_index(connection)
    words.create_index(connection)
    words.create_index(connection)
    with_text("two", "rocket")
    assert found("rocket") == {"one", "two"}
    assert Publication.objects.having_words(["rocket"]).count() == 2


def test_the_migration_cuts_words_that_were_published_before():
    PublicationFactory.create(code="old", search_text=f" {'x' * 700} rocket ")
    PublicationFactory.create(code="blanked", state="blanked", search_text="")
    import_module("incidents.migrations.0007_words_and_orders").fold_again(apps, None)
    texts = dict(Publication.objects.values_list("code", "search_text"))
    assert texts == {"old": f" {'x' * LONGEST_WORD} rocket ", "blanked": ""}
    assert found("x" * 700) == {"old"}
