"""Does a closed list reach the form with its codebook?"""

import pytest

from articles.admin.codes import CodedSelect, coded_formfield, vocabulary_of
from articles.models import Article, Publisher
from incidents import codebook


def test_a_column_of_codes_knows_its_vocabulary() -> None:
    assert vocabulary_of(Article._meta.get_field("holding")) is codebook.HOLDING
    assert vocabulary_of(Article._meta.get_field("title")) is None


@pytest.mark.parametrize(
    ("model", "name", "first"),
    [
        (Publisher, "reach", ("", "not stated")), (Publisher, "kind", ("", "choose…")),
        (Article, "holding", ("full_text", "Full text")),
    ],
)  # fmt: skip
def test_a_blank_says_what_it_means(model: type, name: str, first: tuple[str, str]) -> None:
    column = model._meta.get_field(name)  # type: ignore[attr-defined]
    vocabulary = vocabulary_of(column)
    assert vocabulary is not None
    assert next(iter(coded_formfield(column, vocabulary).choices)) == first  # type: ignore[attr-defined]


def test_the_select_names_its_vocabulary_and_marks_what_is_chosen() -> None:
    select = CodedSelect(codebook.HOLDING)
    select.choices = [("excerpt", "A <part>")]
    page = select.render("holding", "excerpt", {"id": "id_holding"})
    assert 'data-vocabulary="holding"' in page
    assert '<option value="excerpt" selected>A &lt;part&gt;</option>' in page


def test_every_term_reaches_the_page_with_its_definition() -> None:
    terms = codebook.for_pages()["holding"]["terms"]
    assert [code for code, _, _ in terms] == ["full_text", "excerpt", "reference_only"]
    assert all(definition for _, _, definition in terms)
