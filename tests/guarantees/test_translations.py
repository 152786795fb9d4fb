"""Every text of the readers’ side is translated into every language of the site, and compiled as it is written."""

import gettext
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation.template import templatize

from incidents.management.commands.makemessages import texts

ROOT = Path(settings.BASE_DIR)
LANGUAGES = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|(?<!\{)\{(\w+)\}(?!\})")
TAG = re.compile(r"</?\w[^>]*>")
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    "npgettext": ((1, "c"), 2, 3),
}
NAMES = {
    "Attest", "CSV", "GeoJSON", "JSON", "BibTeX", "RIS", "UTC", "Atom", "GeoNames", "Natural", "Earth", "WGS", "CC",
    "BY", "Sundberg", "and", "Melander", "UCDP", "GED", "ACLED", "GTD", "HXL",
}  # fmt: skip
"""Words that are the same in every language; three are how a dataset asks to be cited."""

CITED = "_ucdp.html"
"""A citation, which stays in the language of what is cited."""

TRANSLATED = re.compile(r"{%\s*(blocktranslate|comment)\b.*?{%\s*end\1\s*%}|{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
CLASSES = re.compile(r"{% block body_class %}.*?{% endblock %}")
NO_TEXT = re.compile(
    r"<script.*?</script>|<!doctype[^>]*>|<code.*?</code>|&lt;.*?&gt;|&\w+;|data-[\w-]+=|<[^>]*>", re.DOTALL
)
SAID_BY_A_TAG = re.compile(r'\b(?:aria-label|title|placeholder|alt)="([^"]*)"')
WORD = re.compile(r"[A-Za-z]{2,}")
READERS_CODE = [
    *(ROOT / "incidents" / "public").rglob("*.py"),
    *(ROOT / "incidents" / f"{name}.py" for name in ("counts", "dates", "geometry", "tolls")),
]
READERS_TEMPLATES = [*(ROOT / "templates" / "public").rglob("*.html"), *(ROOT / "templates").glob("*.html")]


def catalogue(code: str) -> Catalog:
    with (ROOT / "locale" / code / "LC_MESSAGES" / "django.po").open("rb") as lines:
        return read_po(lines, locale=code)


def found_in_code() -> Iterator[tuple[str | None, str]]:
    """(context, text) of every text of the readers' side, the singular of those that count."""
    sources = [path.read_text() for path in READERS_CODE]
    sources += [_without_indents(templatize(path.read_text(), origin=str(path))) for path in READERS_TEMPLATES]
    for source in sources:
        for _line, found, _comments, context in extract("python", io.BytesIO(source.encode()), KEYWORDS):
            text = found if isinstance(found, str) else found[0]
            yield context, text.replace("\\'", "'")


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_text_that_readers_see_is_collected(code):
    written = {(message.context, _first(message.id)) for message in catalogue(code) if message.id}
    needed = {*found_in_code(), *texts()}
    assert len(needed) > 1_000
    assert sorted(needed - written, key=str) == []
    assert sorted(written - needed, key=str) == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_text_is_translated_and_none_is_a_guess(code):
    left = [message.id for message in catalogue(code) if message.id and (message.fuzzy or not all(_forms(message)))]
    assert left == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_text_that_counts_has_every_form_of_the_language(code):
    entries = catalogue(code)
    counting = [message for message in entries if isinstance(message.id, tuple)]
    assert counting
    assert [message.id for message in counting if len(_forms(message)) != entries.num_plurals] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_placeholders_and_tags_are_those_of_the_text(code):
    """A form for exactly one or two things may say so in a word instead of the number."""
    differing = []
    for message in (each for each in catalogue(code) if each.id):
        wanted = _placeholders(message.id if isinstance(message.id, str) else message.id[1])
        for number, form in enumerate(_forms(message)):
            given = _placeholders(form)
            may_omit = isinstance(message.id, tuple) and number < 3
            if not (given <= wanted if may_omit else given == wanted) or _tags(form) != _tags(_first(message.id)):
                differing.append((message.id, form))
    assert differing == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_is_compiled_is_what_is_written(code):
    with (ROOT / "locale" / code / "LC_MESSAGES" / "django.mo").open("rb") as compiled:
        assert _entries(read_mo(compiled)) == _entries(catalogue(code))


@pytest.mark.parametrize("path", READERS_TEMPLATES, ids=lambda path: path.name)
def test_no_template_holds_a_word_that_is_not_translated(path):
    if path.name != CITED:
        assert _words_outside(path.read_text()) - NAMES == set()


def test_a_word_outside_a_translation_is_found():
    page = '<p title="Some title">{% translate "Told" %} {{ name }} {# note #}untold <code>code</code></p>'
    assert _words_outside(page) == {"Some", "title", "untold"}


def test_a_plain_machine_can_read_what_is_compiled():
    with (ROOT / "locale" / "ar" / "LC_MESSAGES" / "django.mo").open("rb") as compiled:
        arabic = gettext.GNUTranslations(compiled)
    told = [arabic.ngettext("%(counter)s article cited", "%(counter)s articles cited", n) for n in (1, 2, 3, 11, 100)]
    assert told == [
        "مقال واحد مستشهد به", "مقالان مستشهد بهما", "%(counter)s مقالات مستشهد بها", "%(counter)s مقالًا مستشهدًا به",
        "%(counter)s مقال مستشهد به",
    ]  # fmt: skip


def _words_outside(source: str) -> set[str]:
    """Words of a template that readers see and no translation reaches, those of its attributes too."""
    told = TRANSLATED.sub("", CLASSES.sub("", source))
    return set(WORD.findall(" ".join([NO_TEXT.sub(" ", told), *SAID_BY_A_TAG.findall(told)])))


def _entries(found: Catalog) -> dict[tuple[str | None, str], tuple[str, ...]]:
    return {(each.context, _first(each.id)): tuple(_forms(each)) for each in found if each.id}


def _without_indents(source: str) -> str:
    return "\n".join(line.strip() for line in source.splitlines())


def _first(text: str | Sequence[str]) -> str:
    return text if isinstance(text, str) else text[0]


def _forms(message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else message.string


def _placeholders(text: str) -> set[str]:
    return {one or other for one, other in PLACEHOLDER.findall(text)}


def _tags(text: str) -> list[str]:
    return sorted(TAG.findall(text))
