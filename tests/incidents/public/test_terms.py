import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.utils import translation

from incidents import codebook, dates, tolls
from incidents.public import columns, terms
from incidents.public.filters import IncidentFilter
from incidents.public.story.harmed import harmed


@pytest.fixture
def _arabic():
    with translation.override("ar"):
        yield


def test_in_english_every_term_reads_as_the_codebook_has_it():
    for vocabulary in codebook.VOCABULARIES.values():
        read = terms.read(vocabulary)
        assert list(read) == list(vocabulary)
        assert (read.title, read.description) == (vocabulary.title, vocabulary.description)
    assert [terms.column(each) for each in columns.COLUMNS] != []


@pytest.mark.usefixtures("_arabic")
def test_a_label_is_translated_and_its_code_stays():
    term = terms.term(codebook.ATTACK_TYPE, "uav_attack")
    assert (term.code, term.label) == ("uav_attack", "هجوم بطائرة مسيّرة")
    assert codebook.ATTACK_TYPE.label("uav_attack") == "Drone attack"


@pytest.mark.usefixtures("_arabic")
def test_one_word_of_two_lists_can_be_two_words():
    assert terms.label(codebook.DAMAGE, "none") == "لا أضرار"
    assert terms.label(codebook.FIGURE_STATE, "none") == "لا أحد"
    assert terms.label(codebook.DAMAGE, "") == "لم يُذكر"


@pytest.mark.usefixtures("_arabic")
def test_a_column_keeps_its_name():
    killed = next(each for each in columns.COLUMNS if each.name == "killed_low")
    assert terms.column(killed).name == "killed_low"
    assert terms.column(killed).label == "القتلى، الأدنى"


@pytest.mark.parametrize(("language", "first"), [("en", "Afghanistan"), ("ar", "أفغانستان")])
def test_countries_and_choices_of_a_form_are_told_when_they_are_shown(language, first):
    with translation.override(language):
        assert str(dict(IncidentFilter().form.fields["country"].choices)["AF"]) == first
        assert terms.country("AF") == first
    assert terms.country("") == ""


@pytest.mark.usefixtures("_arabic")
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("2022-01-13", "13 يناير 2022"),
        ("[2022-01-13,2022-01-14]", "13 أو 14 يناير 2022"),
        ("[..2022-03-02]", "في 2 مارس 2022 أو قبله"),
        ("2022-02~", "يوم ما نحو فبراير 2022"),
        ("2022-01-10/2022-01-13", "من 10 إلى 13 يناير 2022"),
    ],
)
def test_a_date_in_arabic_has_latin_digits_and_its_day(text, said):
    assert dates.words(text) == said


@pytest.mark.usefixtures("_arabic")
@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (tolls.Cell("figure", 2, 2, 2), "القتلى من المدنيين: 2"),
        (tolls.Cell("figure", 1200, 1200, None), "القتلى من المدنيين: 1,200 على الأقل"),
        (tolls.Cell("figure", 2, 4, 14, origins=3), "القتلى من المدنيين: 4 (تتراوح الروايات بين 2 و14)"),
        (tolls.Cell("none", 0, 0, 0, origins=2), "القتلى من المدنيين: لا أحد، بحسب روايتين مستقلتين"),
        (tolls.Cell("not_mentioned"), "القتلى من المدنيين: لا يذكر أي مصدر أحدًا"),
    ],
)
def test_a_figure_in_arabic_stays_what_it_is(cell, said):
    assert tolls.words(cell, harmed("killed", group="civilian")) == said


@pytest.mark.usefixtures("_arabic")
@pytest.mark.parametrize(
    ("incidents", "said"), [(1, "حادثة واحدة"), (2, "حادثتين"), (9, "9 حوادث"), (11, "11 حادثة"), (100, "100 حادثة")]
)
def test_incidents_are_counted_in_every_form(incidents, said):
    total = tolls.Total(None, None, None, with_figure=0, without_figure=incidents)
    assert tolls.total_words(total, harmed("killed")) == f"القتلى: لا عدد في {said}"


def test_the_codebook_is_data_that_needs_no_settings():
    told = "from incidents import codebook; print(codebook.HARM.label('killed'))"
    plain = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    run = subprocess.run(
        [sys.executable, "-c", told], cwd=settings.BASE_DIR, env=plain, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "Killed"
