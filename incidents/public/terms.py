"""What do codes, columns and countries mean in the reader's language? Owns the translation of plain data at the edge.

The codebook and the list of countries stay data without a language; each text is looked up under the list it is from,
so that “None” can be one word of damage and another of people.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from django.utils.translation import pgettext, pgettext_lazy

from incidents import codebook, countries
from incidents.codebook import Term, Vocabulary
from incidents.public.columns import COLUMNS, Column
from incidents.public.languages import isolated

COLUMN: Final = "column"
COUNTRY: Final = "country"


def label(vocabulary: Vocabulary, code: str) -> str:
    """The label of a code; a blank code is not stated."""
    return pgettext(vocabulary.name if code else "codebook", vocabulary.label(code))


def definition(vocabulary: Vocabulary, code: str) -> str:
    """What a code means, in a sentence."""
    return pgettext(vocabulary.name, vocabulary[code].definition)


def term(vocabulary: Vocabulary, code: str) -> Term:
    """The term with its label and definition as readers read them."""
    return replace(vocabulary[code], label=label(vocabulary, code), definition=definition(vocabulary, code))


def read(vocabulary: Vocabulary) -> Vocabulary:
    """The whole list as readers read it."""
    title, description = title_of(vocabulary), str(description_of(vocabulary))
    return Vocabulary(vocabulary.name, str(title), description, [term(vocabulary, code) for code in vocabulary.codes])


def choices(vocabulary: Vocabulary) -> list[tuple[str, Any]]:
    """(code, label) pairs for a form, each label translated when it is shown."""
    return [(code, pgettext_lazy(vocabulary.name, label)) for code, label in vocabulary.choices]


def title_of(vocabulary: Vocabulary) -> Any:
    """The title, translated when it is shown."""
    return pgettext_lazy(vocabulary.name, vocabulary.title)


def description_of(vocabulary: Vocabulary) -> Any:
    """The description, translated when it is shown."""
    return pgettext_lazy(vocabulary.name, vocabulary.description)


def column(declared: Column) -> Column:
    """A column of the downloads with its texts as readers read them; its name is data."""
    texts = {name: pgettext(COLUMN, getattr(declared, name)) for name in ("unit", "blank", "source")}
    vocabulary = declared.vocabulary
    if vocabulary and declared.label == vocabulary.title:
        texts |= {"label": str(title_of(vocabulary)), "definition": str(description_of(vocabulary))}
    else:
        texts |= {name: pgettext(COLUMN, getattr(declared, name)) for name in ("label", "definition")}
    return replace(declared, vocabulary=read(vocabulary) if vocabulary else None, **texts)  # type: ignore[arg-type]


def country(code: str) -> str:
    """The country's name, the code itself for one outside the list, blank for none."""
    return pgettext(COUNTRY, countries.name(code)) if code in countries.COUNTRIES else isolated(code)


def texts() -> Iterator[tuple[str, str]]:
    """Everything that is translated here, as (context, text), for those who collect what is to be translated."""
    yield "codebook", "not stated"
    for vocabulary in codebook.VOCABULARIES.values():
        told = [vocabulary.title, vocabulary.description]
        told += [text for each in vocabulary for text in (each.label, each.definition)]
        yield from ((vocabulary.name, text) for text in dict.fromkeys(told))
    for each in COLUMNS:
        is_coded = each.vocabulary is not None and each.label == each.vocabulary.title
        own = [] if is_coded else [each.label, each.definition]
        yield from ((COLUMN, text) for text in (*own, each.unit, each.blank, each.source))
    yield from ((COUNTRY, each.name) for each in countries.COUNTRIES.values())
